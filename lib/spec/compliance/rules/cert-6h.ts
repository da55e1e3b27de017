import { type Observation, type Rule, SECONDARY, violated } from '../rule.ts';
import { seeStages } from '../see-deadlines.ts';
import type { Subject } from '../subject.ts';

/** A cyber incident is reported within six hours of being noticed or told of. */
export const cert6h: Rule = {
  ...SECONDARY,
  id: 'CERT-6H',
  framework: 'CERT-In',
  instrument: 'CERT-In Directions of 28 April 2022',
  paragraph: 'direction (ii)',
  demands: 'A cyber incident is reported within six hours of being noticed or told of.',
  appliesTo: 'Service providers, intermediaries, data centres and bodies corporate in India',
  asks: [],
  inForceFrom: null,
  supersededBy: null,
  violatedBy:
    'The report is due later than in six hours, or its time starts only when somebody has confirmed the incident.',
  satisfiedBy: 'A task that reports incidents is due within six hours and starts without a confirmation.',
  evidence: [{ kind: 'test', what: 'A drill, with the times of noticing and of the report.' }],
  note: null,
  check: (subject) => [
    ...seeStages(subject, /incident/i, [
      { name: 'the report of the incident', pattern: /report|cert|incident/i, within: { count: 6, unit: 'hour' } },
    ]),
    ...seeConfirmation(subject),
  ],
};

/** The time runs from noticing: a task before the report uses it up. */
function seeConfirmation({ work }: Subject): readonly Observation[] {
  return work.flatMap(({ steps }) => {
    const tasks = steps.filter((step) => step.kind === 'userTask');
    const report = tasks.findIndex(
      ({ name, title }) => /report|cert/i.test(`${name} ${title}`) && /incident/i.test(`${name} ${title}`),
    );
    const before = tasks
      .slice(0, Math.max(0, report))
      .find(({ name, title }) => /confirm|verify|triage|assess/i.test(`${name} ${title}`));
    const late = tasks[report];
    if (before === undefined || late === undefined) return [];
    return [
      violated(`The time of \`${late.name}\` starts only after \`${before.name}\`; it runs from noticing.`, late.span),
    ];
  });
}
