import { open, PRIMARY, type Rule } from '../rule.ts';

/** Changes are authorised, tested and approved before they are in use. */
export const soc2Cc81: Rule = {
  ...PRIMARY,
  id: 'SOC2-CC8.1',
  framework: 'SOC 2',
  instrument: 'Trust Services Criteria',
  paragraph: 'CC8.1',
  demands: 'Changes are authorised, tested and approved before they are in use.',
  appliesTo: 'Service organisations',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy: 'There is a path to production without a gate; it is not in a specification.',
  satisfiedBy: null,
  evidence: [{ kind: 'document', what: 'The dossier of the release: who authorised, what was tested, who approved.' }],
  note: null,
  check: () => [
    open('Gates belong to the release. Its dossier shows that the change was authorised, tested and approved.'),
  ],
};
