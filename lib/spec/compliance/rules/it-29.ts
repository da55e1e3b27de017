import { open, PRIMARY, type Rule } from '../rule.ts';

/** Disaster recovery is drilled every half year, with the same configuration in both sites. */
export const it29: Rule = {
  ...PRIMARY,
  id: 'IT-29',
  framework: 'RBI',
  instrument: 'Master Direction on IT Governance, Risk, Controls and Assurance Practices, 2023',
  paragraph: 'paragraph 29',
  demands: 'Disaster recovery is drilled every half year, with the same configuration in both sites.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: { on: '2026-07-31', by: 'the consolidated directions of 31 July 2026, per entity class' },
  violatedBy: 'The last drill is too old or the sites differ; neither is in a specification.',
  satisfiedBy: null,
  evidence: [
    { kind: 'test', what: 'The log of the last drill.' },
    { kind: 'probe', what: 'The hash of the configuration of both sites.' },
  ],
  note: 'The paragraph number is that of 2023; the consolidated directions number it otherwise.',
  check: ({ model }) => {
    const regions = model.deployment?.regions ?? [];
    const sites =
      regions.length < 2 ? 'The deployment names no second region.' : `The deployment names ${regions.length} regions.`;
    return [open(`${sites} The drill's log and the hash of both configurations show it.`)];
  },
};
