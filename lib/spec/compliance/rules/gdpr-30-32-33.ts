import { wordsOf } from '../facts.ts';
import { personalEntities } from '../record-entities.ts';
import { type Observation, open, PRIMARY, type Rule, satisfied, violated } from '../rule.ts';
import { seeStages } from '../see-deadlines.ts';
import type { Subject } from '../subject.ts';

/** Processing is recorded with purpose, recipients and time of erasure; restoring is tested; a breach is notified within 72 hours. */
export const gdpr303233: Rule = {
  ...PRIMARY,
  id: 'GDPR-30-32-33',
  framework: 'GDPR',
  instrument: 'Regulation (EU) 2016/679',
  paragraph: 'articles 30, 32 and 33',
  demands:
    'Processing is recorded with purpose, recipients and time of erasure; restoring is tested; a breach is notified within 72 hours.',
  appliesTo: 'Controllers and processors in the scope of the regulation',
  asks: [
    {
      name: 'purpose',
      question: 'For which purpose is personal data processed?',
      values: null,
      gate: 'informs',
      applies: null,
    },
  ],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'Rows with personal data have no time of erasure, or the notice of a breach is due too late.',
  satisfiedBy:
    'The purpose is given, rows with personal data have a time of erasure, and a task notifies breaches within 72 hours.',
  evidence: [
    { kind: 'document', what: 'The record of processing, generated from the specification.' },
    { kind: 'test', what: 'A drill of restoring and of the notice.' },
  ],
  note: null,
  check: (subject) => [
    ...seeRecord(subject),
    ...seeStages(subject, /breach/i, [
      { name: 'the notice of the breach', pattern: /breach/i, within: { count: 72, unit: 'hour' } },
    ]),
  ],
};

function seeRecord(subject: Subject): readonly Observation[] {
  const entities = personalEntities(subject);
  const purpose = wordsOf(subject.facts, 'purpose');
  const erasure = entities.map(({ name, retention, span }) =>
    retention === null
      ? violated(
          `Rows of \`${name}\` hold personal data and have no time of erasure (\`retention\`).`,
          span,
          'retention',
        )
      : satisfied(`Rows of \`${name}\` have a time of erasure.`, retention.span),
  );
  return purpose.length === 0
    ? [...erasure, open('The fact `purpose` is absent.')]
    : [...erasure, satisfied('The purpose is given.')];
}
