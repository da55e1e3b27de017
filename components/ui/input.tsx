import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { CONTROL_CLASS } from './control-class.ts';

/** A line to type in, 32 pixels high. Put it into a `Field`, which gives it its label, hint and error. */
export function Input({ className, mono = false, ...rest }: ComponentProps<'input'> & { mono?: boolean }) {
  return <input className={classNames(CONTROL_CLASS, 'h-8', mono && 'font-mono', className)} {...rest} />;
}
