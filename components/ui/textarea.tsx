import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { CONTROL_CLASS } from './control-class.ts';

/** Several lines to type in. Grows by its own handle only. */
export function Textarea({ className, mono = false, ...rest }: ComponentProps<'textarea'> & { mono?: boolean }) {
  return (
    <textarea
      className={classNames(CONTROL_CLASS, 'min-h-16 resize-y py-1.5 leading-5', mono && 'font-mono', className)}
      {...rest}
    />
  );
}
