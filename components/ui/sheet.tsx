'use client';
import { Dialog as Radix } from 'radix-ui';
import { classNames } from './class-names.ts';
import { DialogHead, type DialogProps } from './dialog.tsx';

/** A page's second page: comes in from the right and keeps the first in view. The whole screen on a phone. */
export function Sheet({ open, onOpenChange, title, description, children, footer, className }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-backdrop" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={classNames(
            'fixed inset-y-0 right-0 z-50 flex w-full animate-slide-in flex-col bg-raised shadow-floating sm:w-[30rem]',
            className,
          )}
        >
          <DialogHead title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">{children}</div>
          {footer && <div className="flex justify-end gap-2 border-hairline border-t px-4 py-3">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
