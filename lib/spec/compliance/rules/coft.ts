import { cardFieldsOf } from '../card-fields.ts';
import { type Rule, SECONDARY, satisfied, violated } from '../rule.ts';

/** Only issuers and networks store card numbers; others keep the last four digits and the issuer. */
export const coft: Rule = {
  ...SECONDARY,
  id: 'COFT',
  framework: 'RBI',
  instrument: 'Card-on-File Tokenisation',
  paragraph: 'the circulars on tokenisation',
  demands: 'Only issuers and networks store card numbers; others keep the last four digits and the issuer.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [
    {
      name: 'cards',
      question: 'What is the institution to the cards: issuer, network, other or none?',
      values: ['issuer', 'network', 'other', 'none'],
      gate: 'assumed',
      applies: ['other'],
    },
  ],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'An entity has a field with a card number.',
  satisfiedBy: 'No entity has a field with a card number.',
  evidence: [{ kind: 'scan', what: 'A taint analysis and a scan of the database for card numbers.' }],
  note: null,
  check: (subject) => {
    const stored = cardFieldsOf(subject).filter(({ part }) => part === 'number');
    return stored.length === 0
      ? [satisfied('No entity has a field with a card number.')]
      : stored.map(({ where, field }) => violated(`\`${where}.${field.path}\` stores a card number.`, field.span));
  },
};
