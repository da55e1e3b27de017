import { type Rule, SECONDARY } from '../rule.ts';
import { seeStages } from '../see-deadlines.ts';

/** An incident is reported to the regulator within six hours of its detection. */
export const rbi410182: Rule = {
  ...SECONDARY,
  id: 'RBI410-182',
  framework: 'RBI',
  instrument: 'RBI direction 410',
  paragraph: 'paragraph 182',
  demands: 'An incident is reported to the regulator within six hours of its detection.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'A task that reports an incident may take longer than six hours.',
  satisfiedBy: 'A task that reports incidents is due within six hours.',
  evidence: [{ kind: 'test', what: 'A drill, with the times of detection and of the report.' }],
  note: null,
  check: (subject) =>
    seeStages(subject, /incident/i, [
      { name: 'the report of the incident', pattern: /incident/i, within: { count: 6, unit: 'hour' } },
    ]),
};
