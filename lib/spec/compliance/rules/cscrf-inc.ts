import { type Rule, SECONDARY } from '../rule.ts';
import { seeStages } from '../see-deadlines.ts';

/** An incident is reported to SEBI and CERT-In within six hours, and on the portal within 24 hours. */
export const cscrfInc: Rule = {
  ...SECONDARY,
  id: 'CSCRF-INC',
  framework: 'SEBI',
  instrument: 'Cybersecurity and Cyber Resilience Framework, 2024',
  paragraph: 'incident reporting',
  demands: 'An incident is reported to SEBI and CERT-In within six hours, and on the portal within 24 hours.',
  appliesTo: 'Entities that SEBI regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'A stage of the report is missing or due too late.',
  satisfiedBy: 'A task for each stage is due in time.',
  evidence: [{ kind: 'test', what: 'A drill, with the times of each stage.' }],
  note: null,
  check: (subject) =>
    seeStages(subject, /cyber|incident/i, [
      { name: 'the report to SEBI and CERT-In', pattern: /sebi|cert/i, within: { count: 6, unit: 'hour' } },
      { name: 'the entry on the portal', pattern: /portal/i, within: { count: 24, unit: 'hour' } },
    ]),
};
