import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A table in rows of 32 with hairlines. It scrolls sideways in itself when it is too wide, never the page. */
export function Table({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className={classNames('relative overflow-x-auto', className)}>
      <table className="w-full border-collapse text-left text-sm">{children}</table>
    </section>
  );
}

/** The row of column names. */
export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead>
      <tr className="border-hairline border-b">{children}</tr>
    </thead>
  );
}

/** A column's name. Columns of numbers are `end`. */
export function HeadCell({
  align = 'start',
  className,
  ...rest
}: Omit<ComponentProps<'th'>, 'align'> & { align?: 'start' | 'end' }) {
  return (
    <th
      scope="col"
      className={classNames(
        'h-8 whitespace-nowrap px-3 font-medium text-muted text-xs first:pl-0 last:pr-0',
        align === 'end' && 'text-right',
        className,
      )}
      {...rest}
    />
  );
}

/** One row. A row with a link in it says so by its hover. */
export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr className={classNames('h-8 border-hairline border-b last:border-b-0 hover:bg-hover', className)} {...rest} />
  );
}

/** One cell. */
export function Cell({
  align = 'start',
  flush = false,
  className,
  ...rest
}: Omit<ComponentProps<'td'>, 'align'> & {
  align?: 'start' | 'end';
  /** For a cell that holds a small button: no padding of its own, so that the row stays 32 high. */
  flush?: boolean;
}) {
  return (
    <td
      className={classNames(
        'px-3 align-middle first:pl-0 last:pr-0',
        flush ? 'py-0' : 'py-1.5',
        align === 'end' && 'text-right',
        className,
      )}
      {...rest}
    />
  );
}
