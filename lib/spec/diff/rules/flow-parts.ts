import type { Step } from '../../model.ts';
import { sayPeriod } from '../../phrases/duration.ts';
import { type Renames, writeLiteral } from '../write-expression.ts';
import { contractOf, expressionPart } from './outside-parts.ts';
import { assignments, condition, type PartKind, type StepPart, value, written } from './step-parts.ts';

/** What steps say that lead to other steps, publish, sign or do what is written elsewhere. The steps inside stand for themselves. */
export function flowParts(step: Step, renames: Renames): StepPart[] {
  const word = (kind: PartKind, name: string, text: string | null): StepPart[] =>
    text === null || text === '' ? [] : [written(kind, name, text, step.span)];
  switch (step.kind) {
    case 'issueToken':
      return [
        ...expressionPart('token', 'issueToken', step.subject, renames),
        ...(step.roles === null ? [] : [value('token', 'roles', step.roles, renames)]),
        ...assignments(step.claims, renames).map((part) => ({ ...part, kind: 'token' as const })),
        ...word('token', 'expires', step.expires && sayPeriod(step.expires)),
      ];
    case 'emit':
      return [...word('emission', 'emit', step.event), ...assignments(step.with, renames)];
    case 'switch':
      return step.cases.flatMap((one, i) =>
        one.when === null
          ? word('branch', `case ${i + 1}`, 'otherwise')
          : [condition('branch', `case ${i + 1}`, one.when, renames)],
      );
    case 'for':
      return expressionPart('loop', 'in', step.in, renames);
    case 'fork':
      return word('branch', 'branches', step.branches.map(({ name }) => name).join(', '));
    case 'try':
      return step.catch.flatMap((one, i) =>
        word('catch', `catch ${i + 1}`, [...one.errors].sort().join(', ') || 'every error'),
      );
    case 'wait':
      return step.until.kind === 'period'
        ? word('wait', 'wait', sayPeriod(step.until.period))
        : expressionPart('wait', 'wait until', step.until.expr, renames);
    case 'run':
      return [...word('process', 'run', step.process), ...assignments(step.with, renames)];
    case 'custom':
      return [
        ...word('custom', 'custom', step.text.replace(/\s+/g, ' ').trim()),
        ...word('custom', 'contract', `(${contractOf(step.input)}) → (${contractOf(step.output)})`),
        ...assignments(step.with, renames),
        ...word(
          'custom',
          'examples',
          step.examples.map(({ given, then }) => `${writeLiteral(given)} → ${writeLiteral(then)}`).join('; '),
        ),
        ...word('custom', 'programs', step.programs.join(', ')),
        ...word('custom', 'limits', step.limits === null ? '' : sayLimits(step.limits)),
      ];
    default:
      return [];
  }
}

function sayLimits({ memoryBytes, outputBytes }: { memoryBytes: number | null; outputBytes: number | null }): string {
  return `memory ${memoryBytes ?? 'usual'}, output ${outputBytes ?? 'usual'}`;
}
