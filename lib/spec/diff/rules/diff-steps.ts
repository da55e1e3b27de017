import type { Named, Step } from '../../model.ts';
import { movedItems } from '../align.ts';
import type { ChangeCode } from '../change-codes.ts';
import { type Differ, match, placeOf, said, saidAll, saidChange } from '../differ.ts';
import { NO_RENAMES, type Renames } from '../write-expression.ts';
import type { MatchedSteps } from './match-steps.ts';
import { type PartKind, partsOfStep, type StepPart } from './step-parts.ts';

const CODES: Readonly<Record<PartKind, ChangeCode>> = {
  when: 'step-condition-changed',
  value: 'step-value-changed',
  guard: 'guard-changed',
  failure: 'failure-changed',
  entity: 'step-entity-changed',
  where: 'step-filter-changed',
  sorting: 'step-sorting-changed',
  page: 'step-page-changed',
  assignment: 'step-assignment-changed',
  decision: 'step-decision-changed',
  text: 'instruction-changed',
  candidates: 'candidates-changed',
  place: 'step-moved',
  call: 'call-changed',
  policy: 'call-policy-changed',
  fallback: 'fallback-changed',
  screening: 'screening-changed',
  extraction: 'extraction-changed',
  inference: 'inference-changed',
  token: 'token-changed',
  emission: 'emission-changed',
  fourEyes: 'four-eyes-changed',
  view: 'task-view-changed',
  form: 'task-form-changed',
  due: 'task-due-changed',
  firstAnswer: 'first-answer-changed',
  branch: 'branch-changed',
  loop: 'loop-changed',
  catch: 'catch-changed',
  wait: 'wait-changed',
  process: 'process-changed',
  custom: 'custom-changed',
};

/** An operation, a process or a schedule, with all its steps in one list (`flatSteps`). */
export interface WithSteps extends Named {
  processing: readonly Step[];
}

/** What happens in an operation: its steps, what they say, and their order. */
export function diffSteps(
  differ: Differ,
  before: WithSteps,
  after: WithSteps,
  steps: MatchedSteps,
  renames: Renames,
): void {
  const of = said(after.name);
  for (const step of steps.removed)
    differ.report(
      checksCaller(step) ? 'caller-check-removed' : 'step-removed',
      placeOf(step, null),
      `Step ${said(step.name)} of ${of}: ${sayStep(step)} → gone.`,
    );
  for (const step of steps.added)
    differ.report('step-added', placeOf(null, step), `Step ${said(step.name)} of ${of} is new: ${sayStep(step)}.`);
  for (const [old, now] of steps.both) diffStep(differ, `Step ${said(now.name)} of ${of}`, old, now, renames);
  diffOrder(differ, before, after, steps);
}

/** A step that stops callers by who they are. */
function checksCaller(step: Step): boolean {
  const stops = step.kind === 'guard' || step.kind === 'raise';
  return stops && partsOfStep(step, NO_RENAMES).some((part) => part.caller);
}

function sayStep(step: Step): string {
  if (step.kind === 'prose') return `a person does ${said(step.text)}`;
  return said(
    partsOfStep(step, NO_RENAMES)
      .map((part) => (part.name === 'value' ? `set ${part.shown}` : `${part.name} ${part.shown}`))
      .join(', '),
  );
}

function diffStep(differ: Differ, subject: string, before: Step, after: Step, renames: Renames): void {
  if (before.kind !== after.kind) {
    const code = checksCaller(before) && !checksCaller(after) ? 'caller-check-removed' : 'step-replaced';
    differ.report(code, placeOf(before, after), `${subject}: ${sayStep(before)} → ${sayStep(after)}.`);
    return;
  }
  if (before.name !== after.name && after.kind === 'prose')
    differ.report(
      'task-renamed',
      placeOf(before, after),
      `${subject}: its task is called ${said(before.name)} → ${said(after.name)}.`,
    );
  const key = (part: StepPart & { id: string }): string => part.name;
  const parts = (step: Step, names: Renames) => partsOfStep(step, names).map((part) => ({ ...part, id: part.name }));
  const { both, removed, added } = match(parts(before, renames), parts(after, NO_RENAMES), key);
  for (const [old, now] of both) if (old.meaning !== now.meaning) reportPart(differ, subject, after, old, now);
  for (const part of removed) reportPart(differ, subject, after, part, null);
  for (const part of added) reportPart(differ, subject, after, null, part);
}

function reportPart(
  differ: Differ,
  subject: string,
  step: Step,
  before: StepPart | null,
  after: StepPart | null,
): void {
  const part = after ?? before;
  if (part === null) return;
  const place = {
    path: `${step.id}/${part.name.replace(' ', '/')}`,
    before: before?.span ?? null,
    after: after?.span ?? null,
  };
  differ.report(
    codeOf(before, after, part.kind),
    place,
    `${subject}: ${part.name} ${saidChange(before?.shown ?? null, after?.shown ?? null)}.`,
  );
}

function codeOf(before: StepPart | null, after: StepPart | null, kind: PartKind): ChangeCode {
  if (kind === 'failure' && before === null) return 'failure-added';
  if (kind === 'failure' && after === null) return 'failure-removed';
  // What depended on who calls and now does so in another way, or no longer, has to be looked at as a control.
  if (before?.caller) return 'caller-check-changed';
  return CODES[kind];
}

function diffOrder(differ: Differ, before: WithSteps, after: WithSteps, { both }: MatchedSteps): void {
  const place = new Map(before.processing.map((step, i) => [step, i]));
  const moved = movedItems(both.map(([old]) => place.get(old) ?? 0)).flatMap((i) => both[i]?.[1] ?? []);
  if (moved.length === 0) return;
  const order = (steps: readonly Step[], kept: ReadonlySet<Step>): string =>
    saidAll(steps.filter((step) => kept.has(step)).map((step) => step.name));
  const [olds, nows] = [new Set(both.map(([old]) => old)), new Set(both.map(([, now]) => now))];
  differ.report(
    'step-order-changed',
    { path: `${after.id}/processing`, before: before.processing[0]?.span ?? null, after: moved[0]?.span ?? null },
    `Order of the steps of ${said(after.name)}: ${order(before.processing, olds)} → ${order(after.processing, nows)}.`,
  );
}
