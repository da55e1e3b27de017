'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One or two sentences below the title. */
  description?: ReactNode;
  children?: ReactNode;
  /** The buttons: what closes first, what acts last. */
  footer?: ReactNode;
  className?: string;
}

/** A question that must be answered before going on. Escape and the backdrop close it; focus returns to where it was. */
export function Dialog({ open, onOpenChange, title, description, children, footer, className }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-backdrop" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={classNames(
            'fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 animate-appear flex-col rounded-md bg-raised shadow-floating',
            className,
          )}
        >
          <DialogHead title={title} description={description} />
          {children && <div className="min-h-0 overflow-y-auto px-4 pb-4">{children}</div>}
          {footer && <div className="flex justify-end gap-2 border-hairline border-t px-4 py-3">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The head that dialogs and sheets share. */
export function DialogHead({ title, description }: { title: ReactNode; description?: ReactNode }) {
  return (
    <div className="flex items-start gap-3 px-4 pt-3 pb-3">
      <div className="min-w-0 flex-1">
        <Radix.Title className="py-1 font-semibold text-lg">{title}</Radix.Title>
        {description && <Radix.Description className="text-muted text-sm">{description}</Radix.Description>}
      </div>
      <Radix.Close asChild>
        <IconButton label="Close">
          <X aria-hidden />
        </IconButton>
      </Radix.Close>
    </div>
  );
}
