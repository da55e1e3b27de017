import { insertQuote } from '../data/quote.ts';
import { pricingDecision } from '../decisions/pricing.ts';
import { not_eligible } from '../errors.ts';
import { add, type Decimal, divide, multiply, round } from '../platform/decimal.ts';
import type { Operation, Run } from '../platform/operation.ts';
import { Problem } from '../platform/problems.ts';
import type { Grade, Money, Rate } from '../vocabulary.ts';

export interface CreateQuoteInput {
  amount: Decimal;
  months: number;
  monthly_income: Decimal;
}

export interface CreateQuoteOutput {
  id: string;
  grade: Grade;
  yearly_rate: Rate;
  monthly_payment: Money;
}

/** POST /quotes: Price a loan and keep the quote */
export const createQuote: Operation<CreateQuoteInput, CreateQuoteOutput> = {
  name: 'createQuote',
  method: 'POST',
  path: '/quotes',
  status: 200,
  access: { roles: ['loan_officer'], scopes: [] },
  bodyLimit: 1_048_576,
  body: 'CreateQuoteInput',
  parameters: null,
  output: 'CreateQuoteOutput',
  record: ['request', 'response'],
  steps,
};

async function steps({ input, caller, now, tx, decide }: Run<CreateQuoteInput>): Promise<CreateQuoteOutput> {
  const burden = divide(divide(input.amount, input.months), input.monthly_income);
  const pricing = decide('pricing', pricingDecision, { burden, months: input.months });

  // is_eligible
  if (pricing.grade === 'declined') {
    throw new Problem(not_eligible);
  }

  const interest = divide(multiply(divide(multiply(input.amount, pricing.yearly_rate), 100), input.months), 12);
  const payment = round(divide(add(input.amount, interest), input.months), 2);

  const quote = await insertQuote(tx, now, {
    amount: input.amount,
    months: input.months,
    grade: pricing.grade,
    yearly_rate: pricing.yearly_rate,
    monthly_payment: payment,
    quoted_by: caller.id,
  });

  return {
    id: quote.id,
    grade: quote.grade,
    yearly_rate: quote.yearly_rate,
    monthly_payment: quote.monthly_payment,
  };
}
