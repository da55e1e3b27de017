'use client';
import { Tabs as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

/** Views of one thing, side by side. `value`/`onValueChange` or `defaultValue`, as in Radix. */
export function Tabs({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root className={classNames('flex min-h-0 flex-col', className)} {...rest} />;
}

/** The row of names; it scrolls sideways on a narrow screen. */
export function TabList({ className, ...rest }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List
      className={classNames('flex shrink-0 gap-4 overflow-x-auto border-hairline border-b', className)}
      {...rest}
    />
  );
}

/** One name. */
export function Tab({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      className={classNames(
        '-mx-1 -mb-px inline-flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 px-1 text-muted text-sm',
        'outline-offset-[-3px] hover:text-ink',
        'data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink',
        className,
      )}
      {...rest}
    />
  );
}

/** What a name shows. */
export function TabPanel({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content className={classNames('min-h-0 flex-1 outline-offset-[-2px]', className)} {...rest} />;
}
