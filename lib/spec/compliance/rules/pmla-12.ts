import type { Period } from '../../model.ts';
import { recordEntities } from '../record-entities.ts';
import { type Observation, open, PRIMARY, type Rule } from '../rule.ts';
import { seeAuditKept, seeRowsKept } from '../see-kept.ts';
import type { Subject } from '../subject.ts';

/** Records of clients and transactions are kept for five years, so that every transaction can be reconstructed. */
export const pmla12: Rule = {
  ...PRIMARY,
  id: 'PMLA-12',
  framework: 'PMLA',
  instrument: 'Prevention of Money-laundering Act, 2002',
  paragraph: 'section 12',
  demands:
    'Records of clients and transactions are kept for five years, so that every transaction can be reconstructed.',
  appliesTo: 'Reporting entities under the Prevention of Money-laundering Act',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'Rows of clients or transactions, or the audit log, are kept for less than five years.',
  satisfiedBy: 'Rows of clients and transactions and the audit log are kept for at least five years.',
  evidence: [{ kind: 'test', what: 'The purge keeps a row until a day before its end and erases it a day after.' }],
  note: 'An old page of FIU-IND still says ten years.',
  check: (subject) => [
    ...seeRowsKept(recordEntities(subject), FIVE_YEARS),
    ...seeAuditKept(subject, FIVE_YEARS),
    ...seeContents(subject),
  ],
};

const FIVE_YEARS: Period = { count: 5, unit: 'year' };

/** An audit without contents says that there was a transaction, and not which. */
function seeContents({ model }: Subject): readonly Observation[] {
  return model.endpoints
    .filter(({ method, audit }) => method !== 'GET' && audit?.record.includes('request') !== true)
    .map(({ name }) =>
      open(`The audit of \`${name}\` does not record what was asked, so its transactions may not be reconstructable.`),
    );
}
