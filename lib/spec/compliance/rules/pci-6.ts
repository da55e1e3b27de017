import { isLiveCardNumber } from '../card-data.ts';
import { exampleTexts } from '../example-texts.ts';
import { open, PRIMARY, type Rule, violated } from '../rule.ts';

/** Code is reviewed by somebody else than its author, changes are approved, and tests use no live card numbers. */
export const pci6: Rule = {
  ...PRIMARY,
  id: 'PCI-6',
  framework: 'PCI DSS',
  instrument: 'PCI DSS 4.0.1',
  paragraph: 'requirement 6',
  demands:
    'Code is reviewed by somebody else than its author, changes are approved, and tests use no live card numbers.',
  appliesTo: 'Whoever stores, processes or transmits card data',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'An example holds a card number that could be a live one.',
  satisfiedBy: null,
  evidence: [
    { kind: 'document', what: 'The signatures of author and reviewer.' },
    { kind: 'scan', what: "A scan of all test data by Luhn's check digit." },
  ],
  note: null,
  check: ({ model }) => {
    const live = exampleTexts(model).filter(({ texts }) => texts.some(isLiveCardNumber));
    return live.length === 0
      ? [
          open(
            'No example holds a live card number. That reviewers are not authors, the signatures of the release show.',
          ),
        ]
      : live.map(({ name, span }) => violated(`\`${name}\` holds a card number that could be a live one.`, span));
  },
};
