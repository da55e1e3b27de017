import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A yes or no with its sentence. The browser's own box in our accent. */
export function Checkbox({ label, className, ...rest }: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }) {
  return (
    <label className={classNames('flex items-start gap-2 text-sm', className)}>
      <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-(--accent)" {...rest} />
      <span>{label}</span>
    </label>
  );
}
