import type { Period } from '../../model.ts';
import { isAtLeast } from '../least-period.ts';
import { personalEntities } from '../record-entities.ts';
import { type Observation, open, type Rule, SECONDARY, satisfied, violated } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** People are told 48 hours before certain data of theirs is erased. */
export const dpdpR8: Rule = {
  ...SECONDARY,
  id: 'DPDP-R8',
  framework: 'DPDP',
  instrument: 'Digital Personal Data Protection Rules',
  paragraph: 'rule 8',
  demands: 'People are told 48 hours before certain data of theirs is erased.',
  appliesTo: 'Large platforms that the third schedule of the rules names',
  asks: [
    {
      name: 'third_schedule',
      question: 'Is the service one of those that the third schedule names?',
      values: null,
      gate: 'needed',
      applies: null,
    },
  ],
  inForceFrom: '2027-05-13',
  supersededBy: null,
  violatedBy: 'Rows with personal data are erased, and no step waits 48 hours after a notice.',
  satisfiedBy: 'A step waits at least 48 hours after a notice of the erasure.',
  evidence: [{ kind: 'test', what: 'The timer of 48 hours.' }],
  note: null,
  check: seeNotice,
};

const TWO_DAYS: Period = { count: 48, unit: 'hour' };

function seeNotice(subject: Subject): readonly Observation[] {
  const erased = personalEntities(subject).filter(({ retention }) => retention !== null);
  const [first] = erased;
  if (first === undefined) return [open('No entity with personal data is erased by its age.')];
  const wait = subject.work
    .flatMap(({ steps }) => steps)
    .find(
      (step) =>
        step.kind === 'wait' &&
        /notice|notif|erasure|erase/i.test(step.name) &&
        step.until.kind === 'period' &&
        isAtLeast(step.until.period, TWO_DAYS) === 'yes',
    );
  return [
    wait === undefined
      ? violated(`Rows of \`${first.name}\` are erased, and no step waits 48 hours after a notice.`, first.span)
      : satisfied(`\`${wait.name}\` waits at least 48 hours.`, wait.span),
  ];
}
