import { open, PRIMARY, type Rule } from '../rule.ts';

/** Recovery time and recovery point are fixed for every critical system. */
export const it21: Rule = {
  ...PRIMARY,
  id: 'IT-21',
  framework: 'RBI',
  instrument: 'Master Direction on IT Governance, Risk, Controls and Assurance Practices, 2023',
  paragraph: 'paragraph 21',
  demands: 'Recovery time and recovery point are fixed for every critical system.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: { on: '2026-07-31', by: 'the consolidated directions of 31 July 2026, per entity class' },
  violatedBy: 'Both are undefined; a specification has no key for them.',
  satisfiedBy: null,
  evidence: [
    { kind: 'test', what: 'A restore, timed against both.' },
    { kind: 'document', what: 'The objectives that were approved.' },
  ],
  note: 'The paragraph number is that of 2023; the consolidated directions number it otherwise.',
  check: () => [open('A specification has no key for recovery time and recovery point. A timed restore shows them.')],
};
