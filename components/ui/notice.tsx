import { CircleAlert, CircleCheck, CircleX, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type NoticeTone = 'info' | 'pass' | 'warn' | 'fail';

const LOOK: Readonly<Record<NoticeTone, { icon: typeof Info; look: string }>> = {
  info: { icon: Info, look: 'bg-accent-soft text-accent' },
  pass: { icon: CircleCheck, look: 'bg-pass-soft text-pass' },
  warn: { icon: CircleAlert, look: 'bg-warn-soft text-warn' },
  fail: { icon: CircleX, look: 'bg-fail-soft text-fail' },
};

/** A sentence that the page has to say, in its place in the page. Failures are announced to screen readers. */
export function Notice({
  tone = 'info',
  action,
  className,
  children,
}: {
  tone?: NoticeTone;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const { icon: Icon, look } = LOOK[tone];
  return (
    <div
      role={tone === 'fail' ? 'alert' : undefined}
      className={classNames('flex items-start gap-2 rounded-md px-3 py-2 text-sm', look, className)}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1 break-words text-ink">{children}</div>
      {action}
    </div>
  );
}
