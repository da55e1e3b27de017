import { type Rule, SECONDARY } from '../rule.ts';
import { seeIndiaOnly } from '../see-regions.ts';

/** Payment data is stored only in India; a copy made abroad is gone within 24 hours or one business day. */
export const spsd2018: Rule = {
  ...SECONDARY,
  id: 'SPSD-2018',
  framework: 'RBI',
  instrument: 'Storage of Payment System Data, 6 April 2018',
  paragraph: 'paragraph 2',
  demands: 'Payment data is stored only in India; a copy made abroad is gone within 24 hours or one business day.',
  appliesTo: 'Payment system operators and those who serve them',
  asks: [
    {
      name: 'payment_data',
      question: 'Does the service store payment data?',
      values: null,
      gate: 'needed',
      applies: null,
    },
  ],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'A named region is not in India.',
  satisfiedBy: 'Every named region is in India.',
  evidence: [
    { kind: 'test', what: 'Egress: nothing leaves to an address outside India.' },
    { kind: 'document', what: 'Proof that foreign copies were deleted.' },
  ],
  note: 'Partly read in the primary text; the time for foreign copies is from a secondary source.',
  check: seeIndiaOnly,
};
