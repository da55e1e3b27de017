import type { Period } from '../../model.ts';
import { type Rule, SECONDARY } from '../rule.ts';
import { seeAuditKept } from '../see-kept.ts';

/** Logs and the data that explains them are kept for one year. */
export const dpdpR6: Rule = {
  ...SECONDARY,
  id: 'DPDP-R6',
  framework: 'DPDP',
  instrument: 'Digital Personal Data Protection Rules',
  paragraph: 'rule 6',
  demands: 'Logs and the data that explains them are kept for one year.',
  appliesTo: 'Data fiduciaries under the Digital Personal Data Protection Act',
  asks: [],
  inForceFrom: '2027-05-13',
  supersededBy: null,
  violatedBy: 'The audit log is kept for less than one year.',
  satisfiedBy: 'The audit log is kept for at least one year.',
  evidence: [{ kind: 'probe', what: 'The oldest log entry.' }],
  note: null,
  check: (subject) => seeAuditKept(subject, ONE_YEAR),
};

const ONE_YEAR: Period = { count: 1, unit: 'year' };
