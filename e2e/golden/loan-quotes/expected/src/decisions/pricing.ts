import { compare, type Decimal } from '../platform/decimal.ts';
import type { Decision } from '../platform/operation.ts';
import type { Grade, Rate } from '../vocabulary.ts';

export interface PricingInputs {
  burden: Decimal;
  months: number;
}

export interface Pricing {
  /** The number of the rule that fitted, as in the table. */
  rule: number;
  grade: Grade;
  yearly_rate: Rate;
}

export const pricingDecision: Decision<PricingInputs, Pricing> = {
  name: 'pricing',
  hidden: [],
  decide,
};

/** The first rule that fits. */
function decide({ burden, months }: PricingInputs): Pricing {
  if (compare(burden, '0.5') > 0) {
    return { rule: 1, grade: 'declined', yearly_rate: '0.00' };
  }
  if (compare(burden, '0.2') <= 0 && months <= 36) {
    return { rule: 2, grade: 'prime', yearly_rate: '8.50' };
  }
  if (compare(burden, '0.2') <= 0 && months > 36) {
    return { rule: 3, grade: 'prime', yearly_rate: '9.75' };
  }
  if (compare(burden, '0.2') > 0 && compare(burden, '0.5') <= 0) {
    return { rule: 4, grade: 'standard', yearly_rate: '12.40' };
  }
  throw new Error('no rule of pricing fits');
}
