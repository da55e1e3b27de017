import { randomUUID } from 'node:crypto';
import type { Db } from '../platform/db.ts';
import { exactly } from '../platform/decimal.ts';
import type { Grade, Money, Rate } from '../vocabulary.ts';

/** A stored Quote. */
export interface Quote {
  id: string;
  amount: Money;
  months: number;
  grade: Grade;
  yearly_rate: Rate;
  monthly_payment: Money;
  quoted_by: string;
  created_at: string;
}

/** What a new Quote is made of; what is left out has a default. */
export interface NewQuote extends Omit<Quote, 'id' | 'created_at'> {
  id?: string;
  created_at?: string;
}

export const quoteColumns = 'id, amount, months, grade, yearly_rate, monthly_payment, quoted_by, created_at';

/** Stores a new Quote and gives it as stored. `now` is the instant of the run. */
export async function insertQuote(tx: Db, now: string, values: NewQuote): Promise<Quote> {
  const [row] = await tx.query<Quote>(
    `INSERT INTO quote (${quoteColumns})
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     RETURNING ${quoteColumns}`,
    [
      values.id ?? randomUUID(),
      exactly(values.amount, 2),
      values.months,
      values.grade,
      exactly(values.yearly_rate, 2),
      exactly(values.monthly_payment, 2),
      values.quoted_by,
      values.created_at ?? now,
    ],
  );
  if (row === undefined) throw new Error('the database stored no Quote');
  return row;
}
