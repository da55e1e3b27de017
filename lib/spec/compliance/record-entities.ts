import type { Entity } from '../model.ts';
import { isPersonal, worstField } from '../privacy/worst-field.ts';
import type { Subject } from './subject.ts';

const TRANSACTION =
  /(transaction|transfer|payment|remittance|withdrawal|deposit|refund|disbursement|repayment|trade)s?$/i;

/** Entities whose rows are transactions, by their names. */
export function transactionEntities({ model }: Subject): readonly Entity[] {
  return model.entities.filter((entity) => entity.files === null && TRANSACTION.test(entity.name));
}

/** Entities whose rows say who a client is or what was done for one: transactions, and what holds personal or sensitive data. */
export function recordEntities(subject: Subject): readonly Entity[] {
  const transactions = new Set(transactionEntities(subject));
  return subject.model.entities.filter((entity) => transactions.has(entity) || holdsPersonalData(subject, entity));
}

/** Entities whose rows hold personal or sensitive data, by the classification of their fields. */
export function personalEntities(subject: Subject): readonly Entity[] {
  return subject.model.entities.filter((entity) => holdsPersonalData(subject, entity));
}

function holdsPersonalData({ table }: Subject, { name }: Entity): boolean {
  return isPersonal(worstField(table, { kind: 'entity', name })?.class ?? null);
}
