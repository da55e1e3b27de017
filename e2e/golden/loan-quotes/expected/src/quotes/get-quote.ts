import { type Quote, quoteColumns } from '../data/quote.ts';
import { unknown_quote } from '../errors.ts';
import type { Operation, Run } from '../platform/operation.ts';
import { Problem } from '../platform/problems.ts';
import type { Grade, Money } from '../vocabulary.ts';

export interface GetQuoteInput {
  id: string;
}

export interface GetQuoteOutput {
  id: string;
  amount: Money;
  months: number;
  grade: Grade;
  monthly_payment: Money;
  created_at: string;
}

/** GET /quotes/{id}: Read a quote */
export const getQuote: Operation<GetQuoteInput, GetQuoteOutput> = {
  name: 'getQuote',
  method: 'GET',
  path: '/quotes/:id',
  status: 200,
  access: { roles: ['loan_officer'], scopes: [] },
  bodyLimit: 1_048_576,
  body: null,
  parameters: { schema: 'GetQuoteParameters' },
  output: 'GetQuoteOutput',
  record: ['request', 'response'],
  steps,
};

async function steps({ input, tx }: Run<GetQuoteInput>): Promise<GetQuoteOutput> {
  const [quote] = await tx.query<Quote>(`SELECT ${quoteColumns} FROM quote WHERE id = $1`, [input.id]);
  if (quote === undefined) {
    throw new Problem(unknown_quote);
  }

  return {
    id: quote.id,
    amount: quote.amount,
    months: quote.months,
    grade: quote.grade,
    monthly_payment: quote.monthly_payment,
    created_at: quote.created_at,
  };
}
