import type { Period } from '../../model.ts';
import { type Rule, SECONDARY } from '../rule.ts';
import { seeAuditKept } from '../see-kept.ts';

/** Documentation is kept for six years, access is audited, and integrity is protected. */
export const hipaaDoc: Rule = {
  ...SECONDARY,
  id: 'HIPAA-DOC',
  framework: 'HIPAA',
  instrument: 'HIPAA Security Rule, 45 CFR 164',
  paragraph: '164.312(b), (c) and 164.316(b)',
  demands: 'Documentation is kept for six years, access is audited, and integrity is protected.',
  appliesTo: 'Covered entities and business associates',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'The audit log is kept for less than six years.',
  satisfiedBy: 'The audit log is kept for at least six years.',
  evidence: [{ kind: 'test', what: 'The retention check of the documentation.' }],
  note: 'Partly read in the primary text.',
  check: (subject) => seeAuditKept(subject, SIX_YEARS),
};

const SIX_YEARS: Period = { count: 6, unit: 'year' };
