import { CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** Something failed: what happened, what was kept, what to do. */
export function ErrorState({
  title,
  children,
  action,
  className,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div role="alert" className={classNames('flex flex-col items-center px-4 py-14 text-center', className)}>
      <CircleX className="mb-3 size-6 text-fail" aria-hidden />
      <p className="font-medium">{title}</p>
      {children && <div className="mt-1 max-w-md text-muted text-sm">{children}</div>}
      {action && <div className="mt-4 flex gap-2">{action}</div>}
    </div>
  );
}
