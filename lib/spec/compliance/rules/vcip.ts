import { type Rule, SECONDARY } from '../rule.ts';
import { seeIndiaOnly } from '../see-regions.ts';

/** Video identification is done and kept in India, timestamped, with the officer on record. */
export const vcip: Rule = {
  ...SECONDARY,
  id: 'VCIP',
  framework: 'RBI',
  instrument: 'Know Your Customer Directions',
  paragraph: 'video-based customer identification process',
  demands: 'Video identification is done and kept in India, timestamped, with the officer on record.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [
    {
      name: 'video_kyc',
      question: 'Does the service identify customers by video?',
      values: null,
      gate: 'needed',
      applies: null,
    },
  ],
  inForceFrom: null,
  supersededBy: { on: '2025-11-28', by: 'the KYC directions of 28 November 2025, per entity class' },
  violatedBy: 'A named region is not in India.',
  satisfiedBy: 'Every named region is in India.',
  evidence: [
    { kind: 'probe', what: 'Where the recordings are stored.' },
    { kind: 'document', what: 'The log of officers and times.' },
  ],
  note: null,
  check: seeIndiaOnly,
};
