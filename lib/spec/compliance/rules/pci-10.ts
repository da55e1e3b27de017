import type { Period } from '../../model.ts';
import { type Observation, open, PRIMARY, type Rule, satisfied, violated } from '../rule.ts';
import { seeAuditKept } from '../see-kept.ts';
import type { Subject } from '../subject.ts';

/** Logs are kept for twelve months, three of them at hand, and changes to them are detected. */
export const pci10: Rule = {
  ...PRIMARY,
  id: 'PCI-10',
  framework: 'PCI DSS',
  instrument: 'PCI DSS 4.0.1',
  paragraph: 'requirement 10',
  demands: 'Logs are kept for twelve months, three of them at hand, and changes to them are detected.',
  appliesTo: 'Whoever stores, processes or transmits card data',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'The audit log is kept for less than twelve months, or is not tamper-evident.',
  satisfiedBy: 'The audit log is kept for at least twelve months, tamper-evident.',
  evidence: [
    { kind: 'probe', what: 'A query of the last three months.' },
    { kind: 'test', what: 'A changed entry is detected.' },
  ],
  note: null,
  check: (subject) => [...seeAuditKept(subject, TWELVE_MONTHS), ...seeChanges(subject)],
};

const TWELVE_MONTHS: Period = { count: 12, unit: 'month' };

function seeChanges({ model }: Subject): readonly Observation[] {
  const audited = model.endpoints.flatMap(({ name, audit }) => (audit === null ? [] : [{ name, audit }]));
  if (audited.length === 0) return [open('No operation says what its audit keeps.')];
  return audited.map(({ name, audit }) => {
    if (audit.tamperEvident) return satisfied(`The audit of \`${name}\` is tamper-evident.`, audit.span);
    return audit.origin === 'written'
      ? violated(
          `The audit of \`${name}\` is not tamper-evident. Write \`tamperEvident: true\`.`,
          audit.span,
          'other',
          {
            kind: 'tamperEvident',
          },
        )
      : open(`The audit of \`${name}\` does not say whether changes are detected.`);
  });
}
