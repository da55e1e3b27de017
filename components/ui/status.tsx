import { CircleAlert, CircleCheck, CircleDashed, CircleX, Hourglass, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** What came of something. Each has a shape, a word and a colour: never colour alone. */
export type StatusKind = 'pass' | 'fail' | 'warn' | 'waiting' | 'running' | 'not-run';

const LOOK: Readonly<Record<StatusKind, { icon: typeof CircleCheck; word: string; text: string }>> = {
  pass: { icon: CircleCheck, word: 'passed', text: 'text-pass' },
  fail: { icon: CircleX, word: 'failed', text: 'text-fail' },
  warn: { icon: CircleAlert, word: 'warning', text: 'text-warn' },
  waiting: { icon: Hourglass, word: 'waiting', text: 'text-waiting' },
  running: { icon: LoaderCircle, word: 'running', text: 'text-running' },
  'not-run': { icon: CircleDashed, word: 'not run', text: 'text-idle' },
};

/** A status as icon and word. `label` replaces the word; `iconOnly` keeps the word for screen readers and the hover. */
export function Status({
  kind,
  label,
  iconOnly = false,
  className,
}: {
  kind: StatusKind;
  label?: ReactNode;
  iconOnly?: boolean;
  className?: string;
}) {
  const { icon: Icon, word, text } = LOOK[kind];
  const said = label ?? word;
  return (
    <span
      className={classNames('inline-flex items-center gap-1.5 whitespace-nowrap align-middle text-sm', text, className)}
      title={iconOnly && typeof said === 'string' ? said : undefined}
    >
      <Icon className={classNames('size-4 shrink-0', kind === 'running' && 'animate-spin')} aria-hidden />
      <span className={iconOnly ? 'sr-only' : undefined}>{said}</span>
    </span>
  );
}
