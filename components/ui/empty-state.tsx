import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** Nothing is here: what would be, and the one thing to do about it. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  className,
}: {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={classNames('flex flex-col items-center justify-center px-4 py-14 text-center', className)}>
      {icon && <div className="mb-3 text-faint [&_svg]:size-6">{icon}</div>}
      <p className="font-medium">{title}</p>
      {children && <div className="mt-1 max-w-md text-muted text-sm">{children}</div>}
      {action && <div className="mt-4 flex gap-2">{action}</div>}
    </div>
  );
}
