import { maskOf } from '../../privacy/fields-of.ts';
import { type CardField, cardFieldsOf } from '../card-fields.ts';
import { type Observation, PRIMARY, type Rule, satisfied, violated } from '../rule.ts';

/** Verification codes and PINs are not kept after authorisation; card numbers are shown as BIN and last four and stored unreadable. */
export const pci3: Rule = {
  ...PRIMARY,
  id: 'PCI-3',
  framework: 'PCI DSS',
  instrument: 'PCI DSS 4.0.1',
  paragraph: 'requirement 3',
  demands:
    'Verification codes and PINs are not kept after authorisation; card numbers are shown as BIN and last four and stored unreadable.',
  appliesTo: 'Whoever stores, processes or transmits card data',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy:
    'A verification code, PIN or track data is stored, given out or kept in the audit; a card number is stored readable or given out whole.',
  satisfiedBy:
    'Card numbers are stored encrypted or hashed and never given out whole, and nothing else of a card is stored.',
  evidence: [{ kind: 'scan', what: 'A taint analysis, and a scan of pages and of the database for card data.' }],
  note: null,
  check: (subject) => {
    const fields = cardFieldsOf(subject);
    return fields.length === 0
      ? [satisfied('No field of an entity, answer, event or input holds card data.')]
      : fields.map(seeCard);
  },
};

function seeCard({ part, use, where, field }: CardField): Observation {
  const name = `\`${where}.${field.path}\``;
  if (part !== 'number') return seeSecret(name, part ?? 'card data', use, field);
  if (use === 'stored') {
    const unreadable = field.protection.encrypt !== null || field.protection.hash !== null;
    return unreadable
      ? satisfied(`${name} stores a card number unreadable.`, field.span)
      : violated(
          `${name} stores a card number readable. Write \`encrypt: field\` or \`hash: keyed\`.`,
          field.span,
          'other',
          {
            kind: 'encrypt',
          },
        );
  }
  if (use === 'given')
    return violated(`${name} gives out a whole card number; at most its BIN and last four may be shown.`, field.span);
  return maskOf(field.protection) === null
    ? violated(
        `${name} takes a card number that logs would show; its type needs a classification or a mask.`,
        field.span,
      )
    : satisfied(`${name} is masked in logs.`, field.span);
}

function seeSecret(name: string, part: string, use: CardField['use'], field: CardField['field']): Observation {
  if (use === 'stored') return violated(`${name} stores a ${part}.`, field.span);
  if (use === 'given') return violated(`${name} gives out a ${part}.`, field.span);
  return maskOf(field.protection) === 'omit'
    ? satisfied(`${name} is left out of logs.`, field.span)
    : violated(
        `${name} takes a ${part} that the audit would keep. Give its type \`classification: sensitive, mask: omit\`.`,
        field.span,
      );
}
