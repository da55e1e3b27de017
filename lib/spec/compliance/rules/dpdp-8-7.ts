import type { Entity, Period } from '../../model.ts';
import { sayPeriod } from '../../phrases/duration.ts';
import { leastKept } from '../least-kept.ts';
import { isAtLeast } from '../least-period.ts';
import { personalEntities } from '../record-entities.ts';
import { type Observation, open, PRIMARY, type Rule, satisfied, violated } from '../rule.ts';

/** Personal data is erased when its purpose is served, unless a law requires to keep it. */
export const dpdp87: Rule = {
  ...PRIMARY,
  id: 'DPDP-8-7',
  framework: 'DPDP',
  instrument: 'Digital Personal Data Protection Act, 2023',
  paragraph: 'section 8(7)',
  demands: 'Personal data is erased when its purpose is served, unless a law requires to keep it.',
  appliesTo: 'Data fiduciaries under the Digital Personal Data Protection Act',
  asks: [],
  inForceFrom: '2027-05-13',
  supersededBy: null,
  violatedBy: 'Rows with personal data are never erased.',
  satisfiedBy: 'Rows with personal data are erased, after no longer than a named framework demands to keep them.',
  evidence: [
    {
      kind: 'test',
      what: 'The purge erases each row on its day; the least time that all named frameworks demand is what is kept.',
    },
  ],
  note: null,
  check: (subject) => {
    const least = leastKept(subject.model);
    const entities = personalEntities(subject);
    return entities.length === 0
      ? [open('No entity holds personal data by its classification.')]
      : entities.map((entity) => seeErasure(entity, least));
  },
};

function seeErasure({ name, retention, hold, span }: Entity, least: Period | null): Observation {
  if (retention === null)
    return violated(`Rows of \`${name}\` hold personal data and are never erased.`, span, 'retention', {
      kind: 'erase',
      least,
    });
  if (hold !== null) return open(`Erasing rows of \`${name}\` is suspended by a hold; the reason has to be a law.`);
  const said = `Rows of \`${name}\` are erased after ${sayPeriod(retention.keep)}`;
  if (least === null || isAtLeast(least, retention.keep) === 'yes') return satisfied(`${said}.`, retention.span);
  return open(
    `${said}, which is longer than the ${sayPeriod(least)} that the named frameworks demand; a purpose has to need it.`,
  );
}
