import type { Period } from '../../model.ts';
import { type Rule, SECONDARY } from '../rule.ts';
import { seeAuditKept } from '../see-kept.ts';
import { seeIndiaOnly } from '../see-regions.ts';

/** Logs of 180 days are kept, rolling, in India. */
export const certLog: Rule = {
  ...SECONDARY,
  id: 'CERT-LOG',
  framework: 'CERT-In',
  instrument: 'CERT-In Directions of 28 April 2022',
  paragraph: 'direction (iv)',
  demands: 'Logs of 180 days are kept, rolling, in India.',
  appliesTo: 'Service providers, intermediaries, data centres and bodies corporate in India',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'The audit log is kept for less than 180 days, or a named region is not in India.',
  satisfiedBy: 'The audit log is kept for at least 180 days, and every named region is in India.',
  evidence: [{ kind: 'probe', what: 'The oldest log entry, and the region of the store.' }],
  note: null,
  check: (subject) => [...seeAuditKept(subject, DAYS_180), ...seeIndiaOnly(subject)],
};

const DAYS_180: Period = { count: 180, unit: 'day' };
