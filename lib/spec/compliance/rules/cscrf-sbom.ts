import { open, type Rule, SECONDARY } from '../rule.ts';

/** There is a software bill of materials, and an assessment after every major release. */
export const cscrfSbom: Rule = {
  ...SECONDARY,
  id: 'CSCRF-SBOM',
  framework: 'SEBI',
  instrument: 'Cybersecurity and Cyber Resilience Framework, 2024',
  paragraph: 'software bill of materials',
  demands: 'There is a software bill of materials, and an assessment after every major release.',
  appliesTo: 'Entities that SEBI regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'There is no bill of materials; it belongs to the release, not to the specification.',
  satisfiedBy: null,
  evidence: [
    { kind: 'scan', what: 'The CycloneDX document of the release.' },
    { kind: 'document', what: 'The assessment after the last major release.' },
  ],
  note: null,
  check: () => [open('The bill of materials belongs to a release. Its CycloneDX document shows it.')],
};
