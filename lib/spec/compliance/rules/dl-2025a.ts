import { type Rule, SECONDARY } from '../rule.ts';
import { seeIndiaOnly } from '../see-regions.ts';

/** Data of digital lending is stored in India; foreign copies are deleted within 24 hours. */
export const dl2025a: Rule = {
  ...SECONDARY,
  id: 'DL-2025a',
  framework: 'RBI',
  instrument: 'Digital Lending Directions, 2025',
  paragraph: 'storage of data',
  demands: 'Data of digital lending is stored in India; foreign copies are deleted within 24 hours.',
  appliesTo: 'Lenders and their service providers',
  asks: [
    {
      name: 'digital_lending',
      question: 'Does the service lend digitally?',
      values: null,
      gate: 'needed',
      applies: null,
    },
  ],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'A named region is not in India.',
  satisfiedBy: 'Every named region is in India.',
  evidence: [{ kind: 'test', what: 'Egress: nothing leaves to an address outside India.' }],
  note: null,
  check: seeIndiaOnly,
};
