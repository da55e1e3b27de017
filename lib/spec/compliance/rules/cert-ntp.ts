import { open, type Rule, SECONDARY } from '../rule.ts';

/** Clocks follow a traceable source of time. */
export const certNtp: Rule = {
  ...SECONDARY,
  id: 'CERT-NTP',
  framework: 'CERT-In',
  instrument: 'CERT-In Directions of 28 April 2022',
  paragraph: 'direction (i)',
  demands: 'Clocks follow a traceable source of time.',
  appliesTo: 'Service providers, intermediaries, data centres and bodies corporate in India',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'Another source of time is used; it is not in a specification.',
  satisfiedBy: null,
  evidence: [{ kind: 'probe', what: 'The offset of each replica from the source.' }],
  note: null,
  check: () => [open('The source of time belongs to the machines. A probe of the offset shows it.')],
};
