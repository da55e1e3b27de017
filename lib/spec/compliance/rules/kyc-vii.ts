import type { Entity, Period } from '../../model.ts';
import { recordEntities, transactionEntities } from '../record-entities.ts';
import { type Observation, open, type Rule, SECONDARY, satisfied, violated } from '../rule.ts';
import { seeRowsKept } from '../see-kept.ts';
import type { Subject } from '../subject.ts';

/** Records say the nature, amount, currency, date and parties of each transaction, and are kept for five years after the relationship ends. */
export const kycVii: Rule = {
  ...SECONDARY,
  id: 'KYC-VII',
  framework: 'RBI',
  instrument: 'Know Your Customer Directions',
  paragraph: 'chapter VII',
  demands:
    'Records say the nature, amount, currency, date and parties of each transaction, and are kept for five years after the relationship ends.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: { on: '2025-11-28', by: 'the KYC directions of 28 November 2025, per entity class' },
  violatedBy: 'An entity of transactions lacks one of these fields, or rows are kept for less than five years.',
  satisfiedBy: 'Every entity of transactions has these fields and is kept for at least five years.',
  evidence: [
    { kind: 'test', what: 'A transaction is replayed from its record.' },
    { kind: 'document', what: 'The schema of the records.' },
  ],
  note: null,
  check: (subject) => [...seeRowsKept(recordEntities(subject), FIVE_YEARS), ...seeFields(subject)],
};

const FIVE_YEARS: Period = { count: 5, unit: 'year' };

const NEEDED: readonly (readonly [string, RegExp])[] = [
  ['its nature', /(^|_)(nature|type|kind|purpose|category|description)(_|$)/],
  ['the amount', /(^|_)(amount|value|sum)(_|$)/],
  ['the currency', /(^|_)currency(_|$)/],
  ['the date', /(^|_)(date|at|on|time|timestamp)$/],
  [
    'the parties',
    /(^|_)(party|parties|payer|payee|sender|receiver|customer|client|account|debtor|creditor|beneficiary|member|from|to)(_|$)/,
  ],
];

function seeFields(subject: Subject): readonly Observation[] {
  const entities = transactionEntities(subject);
  return entities.length === 0 ? [open('No entity is one of transactions.')] : entities.map(seeEntity);
}

function seeEntity({ name, fields, span }: Entity): Observation {
  const missing = NEEDED.filter(([, pattern]) => !fields.some((field) => pattern.test(field.name))).map(
    ([what]) => what,
  );
  return missing.length === 0
    ? satisfied(`\`${name}\` records nature, amount, currency, date and parties.`, span)
    : violated(`\`${name}\` does not record ${missing.join(', ')}.`, span);
}
