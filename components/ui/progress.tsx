import { classNames } from './class-names.ts';

/** How far something is. `value` and `max` in the same unit; without `value` it only says that something is going on. */
export function Progress({
  label,
  value,
  max = 100,
  tone = 'running',
  className,
}: {
  label: string;
  value?: number;
  max?: number;
  tone?: 'running' | 'pass' | 'fail';
  className?: string;
}) {
  const share = value === undefined || max <= 0 ? null : Math.min(100, Math.max(0, (value / max) * 100));
  const colour = { running: 'bg-running', pass: 'bg-pass', fail: 'bg-fail' }[tone];
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={share === null ? undefined : value}
      className={classNames('h-1 overflow-hidden rounded-full bg-idle-soft', className)}
    >
      <div
        className={classNames(
          'h-full rounded-full transition-[width] duration-150',
          colour,
          share === null && 'animate-pulse',
        )}
        style={{ width: `${share ?? 100}%` }}
      />
    </div>
  );
}
