import { open, PRIMARY, type Rule } from '../rule.ts';

/** Vulnerabilities are assessed every six months, and a penetration test is done every year. */
export const it26a: Rule = {
  ...PRIMARY,
  id: 'IT-26a',
  framework: 'RBI',
  instrument: 'Master Direction on IT Governance, Risk, Controls and Assurance Practices, 2023',
  paragraph: 'paragraph 26(a)',
  demands: 'Vulnerabilities are assessed every six months, and a penetration test is done every year.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: { on: '2026-07-31', by: 'the consolidated directions of 31 July 2026, per entity class' },
  violatedBy: 'The last date is too old; it is not in a specification.',
  satisfiedBy: null,
  evidence: [
    { kind: 'scan', what: 'The records of the last assessment and of the last penetration test, with their dates.' },
  ],
  note: 'The paragraph number is that of 2023; the consolidated directions number it otherwise.',
  check: () => [open('The dates of assessments and tests are no part of a specification. Their records show them.')],
};
