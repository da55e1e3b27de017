import type { Period, Step } from '../../model.ts';
import { isAtLeast } from '../least-period.ts';
import { type Observation, open, type Rule, SECONDARY, satisfied, violated } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** A borrower may withdraw for at least a day, and no credit limit rises without consent. */
export const dl2025b: Rule = {
  ...SECONDARY,
  id: 'DL-2025b',
  framework: 'RBI',
  instrument: 'Digital Lending Directions, 2025',
  paragraph: 'cooling-off and limits',
  demands: 'A borrower may withdraw for at least a day, and no credit limit rises without consent.',
  appliesTo: 'Lenders and their service providers',
  asks: [
    {
      name: 'digital_lending',
      question: 'Does the service lend digitally?',
      values: null,
      gate: 'needed',
      applies: null,
    },
  ],
  inForceFrom: null,
  supersededBy: null,
  violatedBy:
    'No lifecycle has a cooling-off status, its wait is shorter than a day, or a schedule changes a limit by itself.',
  satisfiedBy: 'A lifecycle has a cooling-off status, and no schedule changes a limit.',
  evidence: [{ kind: 'test', what: 'The lifecycle is walked by a model check.' }],
  note: null,
  check: (subject) => [...seeCoolingOff(subject), ...seeLimits(subject)],
};

const A_DAY: Period = { count: 1, unit: 'day' };
const COOLING = /cool(ing)?_?(off|period|down)|look_?up_?period|withdrawable/i;

function seeCoolingOff({ model, work }: Subject): readonly Observation[] {
  const waits = work.flatMap(({ steps }) => steps).filter((step) => step.kind === 'wait' && COOLING.test(step.name));
  const short = waits.filter((step) => isShort(step));
  if (short.length > 0) return short.map(({ name, span }) => violated(`\`${name}\` is shorter than a day.`, span));
  const [wait] = waits;
  if (wait !== undefined) return [satisfied(`\`${wait.name}\` waits for at least a day.`, wait.span)];
  const lifecycles = model.entities.flatMap(({ name, lifecycle }) => (lifecycle === null ? [] : [{ name, lifecycle }]));
  const [first] = lifecycles;
  if (first === undefined) return [open('No lifecycle says how a loan comes to be.')];
  const has = lifecycles.find(({ lifecycle }) =>
    [...Object.keys(lifecycle.moves), ...Object.values(lifecycle.moves).flat()].some((status) => COOLING.test(status)),
  );
  return [
    has === undefined
      ? violated('No lifecycle has a cooling-off status, and no step waits for one.', first.lifecycle.span)
      : satisfied(`\`${has.name}\` has a cooling-off status.`, has.lifecycle.span),
  ];
}

function isShort(step: Step): boolean {
  return step.kind === 'wait' && step.until.kind === 'period' && isAtLeast(step.until.period, A_DAY) !== 'yes';
}

function seeLimits({ work }: Subject): readonly Observation[] {
  return work.flatMap((one) => {
    if (one.kind !== 'schedule' || one.steps.some((step) => step.kind === 'userTask')) return [];
    return one.steps.flatMap((step) =>
      step.kind === 'update' && step.with.some(({ name }) => /(^|_)limit(_|$)/.test(name))
        ? [violated(`\`${one.name}\` changes a limit without anybody's consent.`, step.span)]
        : [],
    );
  });
}
