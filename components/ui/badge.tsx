import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Tone = 'neutral' | 'accent' | 'pass' | 'fail' | 'warn' | 'waiting' | 'running';
export type ChangeClass = 'BREAKING' | 'MIGRATION' | 'CONTROL' | 'BEHAVIOUR' | 'WARN' | 'SAFE';

const TONES: Readonly<Record<Tone, string>> = {
  neutral: 'bg-idle-soft text-muted',
  accent: 'bg-accent-soft text-accent',
  pass: 'bg-pass-soft text-pass',
  fail: 'bg-fail-soft text-fail',
  warn: 'bg-warn-soft text-warn',
  waiting: 'bg-waiting-soft text-waiting',
  running: 'bg-running-soft text-running',
};

const CHANGES: Readonly<Record<ChangeClass, string>> = {
  BREAKING: 'text-breaking',
  MIGRATION: 'text-migration',
  CONTROL: 'text-control-change',
  BEHAVIOUR: 'text-behaviour',
  WARN: 'text-caution',
  SAFE: 'text-safe',
};

/** A short word about a thing. Its colour repeats the word, it never replaces it. */
export function Badge({
  tone = 'neutral',
  mono = false,
  className,
  children,
}: {
  tone?: Tone;
  mono?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
        mono && 'font-mono',
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

/** The class of a change, with the colour that it has everywhere. */
export function ChangeBadge({ change, count }: { change: ChangeClass; count?: number }) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm border border-current px-1.5 font-semibold text-xs',
        CHANGES[change],
      )}
    >
      {change}
      {count !== undefined && <span className="tabular-nums">{count}</span>}
    </span>
  );
}

/** A number that asks somebody to act. Nothing is shown for zero. */
export function Count({ value, label }: { value: number; label: string }) {
  if (value === 0) return null;
  return (
    <span className="inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 font-semibold text-[10px] text-on-accent tabular-nums leading-none">
      <span aria-hidden>{value > 99 ? '99+' : value}</span>
      <span className="sr-only">{`${value} ${label}`}</span>
    </span>
  );
}
