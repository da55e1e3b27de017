import { type Rule, SECONDARY } from '../rule.ts';
import { seeStages } from '../see-deadlines.ts';

/** A material event inside the company is disclosed within twelve hours. */
export const lodr30: Rule = {
  ...SECONDARY,
  id: 'LODR-30',
  framework: 'SEBI',
  instrument: 'Listing Obligations and Disclosure Requirements Regulations, 2015',
  paragraph: 'regulation 30',
  demands: 'A material event inside the company is disclosed within twelve hours.',
  appliesTo: 'Listed companies',
  asks: [{ name: 'listed', question: 'Is the company listed?', values: null, gate: 'assumed', applies: null }],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'A task that discloses a material event may take longer than twelve hours.',
  satisfiedBy: 'A task that discloses material events is due within twelve hours.',
  evidence: [{ kind: 'test', what: 'The clock is set to twelve hours after the event.' }],
  note: null,
  check: (subject) =>
    seeStages(subject, /material|disclos/i, [
      { name: 'the disclosure', pattern: /material|disclos/i, within: { count: 12, unit: 'hour' } },
    ]),
};
