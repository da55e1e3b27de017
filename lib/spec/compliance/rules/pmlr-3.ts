import { comparesWith } from '../compares-with.ts';
import { open, type Rule, SECONDARY, violated } from '../rule.ts';

/** Cash above ten lakh rupees, linked series of it within a month, and cross-border transfers above five lakh rupees are flagged. */
export const pmlr3: Rule = {
  ...SECONDARY,
  id: 'PMLR-3',
  framework: 'PMLA',
  instrument: 'Prevention of Money-laundering (Maintenance of Records) Rules, 2005',
  paragraph: 'rule 3',
  demands:
    'Cash above ten lakh rupees, linked series of it within a month, and cross-border transfers above five lakh rupees are flagged.',
  appliesTo: 'Reporting entities under the Prevention of Money-laundering Act',
  asks: [
    {
      name: 'cash',
      question: 'Does the service take part in cash transactions?',
      values: null,
      gate: 'needed',
      applies: null,
    },
  ],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'No decision compares an amount with 1000000 rupees.',
  satisfiedBy: null,
  evidence: [
    {
      kind: 'test',
      what: 'Amounts at the threshold and one paisa beside it; a series within a month that adds up to it.',
    },
  ],
  note: null,
  check: ({ model }) => [
    comparesWith(model, '1000000')
      ? open('A decision compares with 1000000; that linked series of a month are added up, boundary tests show.')
      : violated('No decision compares an amount with 1000000 rupees.', model.service.span),
  ],
};
