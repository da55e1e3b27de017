import { open, type Rule, SECONDARY } from '../rule.ts';

/** Vendors report incidents within six hours, and their contracts have terms for audit and exit. */
export const outs2025: Rule = {
  ...SECONDARY,
  id: 'OUTS-2025',
  framework: 'RBI',
  instrument: 'Outsourcing directions of 28 November 2025',
  paragraph: 'incidents, audit and exit',
  demands: 'Vendors report incidents within six hours, and their contracts have terms for audit and exit.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'A vendor lacks these terms; contracts are not in a specification.',
  satisfiedBy: null,
  evidence: [{ kind: 'document', what: 'The register of vendors with their terms.' }],
  note: null,
  check: ({ model }) => {
    const names = model.integrations.slice(0, 20).map(({ name }) => `\`${name}\``);
    const which = names.length === 0 ? 'The service uses no other system.' : `Other systems are ${names.join(', ')}.`;
    return [open(`${which} Which are vendors, and on which terms, the register shows.`)];
  },
};
