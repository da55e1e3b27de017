import { type Rule, SECONDARY } from '../rule.ts';
import { seeStages } from '../see-deadlines.ts';

/** A breach is told to the board at once, and in detail within 72 hours. */
export const dpdpR7: Rule = {
  ...SECONDARY,
  id: 'DPDP-R7',
  framework: 'DPDP',
  instrument: 'Digital Personal Data Protection Rules',
  paragraph: 'rule 7',
  demands: 'A breach is told to the board at once, and in detail within 72 hours.',
  appliesTo: 'Data fiduciaries under the Digital Personal Data Protection Act',
  asks: [],
  inForceFrom: '2027-05-13',
  supersededBy: null,
  violatedBy: 'There is one stage only, or one that is due too late.',
  satisfiedBy: 'A task tells the board at once, and another gives the details within 72 hours.',
  evidence: [{ kind: 'test', what: 'A drill, with the times of both stages.' }],
  note: '"At once" is read as within a day; the rule says without delay.',
  check: (subject) =>
    seeStages(subject, /breach/i, [
      {
        name: 'the notice to the board at once',
        pattern: /notice|notify|board|at once|immediate/i,
        within: { count: 24, unit: 'hour' },
      },
      { name: 'the detailed report', pattern: /detail|full report|follow/i, within: { count: 72, unit: 'hour' } },
    ]),
};
