import type { Endpoint } from '../../model.ts';
import { allSteps } from '../../step-tree.ts';
import { type Observation, open, PRIMARY, type Rule, satisfied, violated } from '../rule.ts';

/** Every action leaves a trail that is forensic and cannot be denied. */
export const it15: Rule = {
  ...PRIMARY,
  id: 'IT-15',
  framework: 'RBI',
  instrument: 'Master Direction on IT Governance, Risk, Controls and Assurance Practices, 2023',
  paragraph: 'paragraph 15',
  demands: 'Every action leaves a trail that is forensic and cannot be denied.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: { on: '2026-07-31', by: 'the consolidated directions of 31 July 2026, per entity class' },
  violatedBy: 'An operation that changes something has no audit of its contents.',
  satisfiedBy: 'Every operation that changes something is audited, tamper-evident.',
  evidence: [{ kind: 'test', what: 'Coverage: every action of the operation is found in the trail.' }],
  note: 'The paragraph number is that of 2023; the consolidated directions number it otherwise.',
  check: ({ model }) => {
    const changing = model.endpoints.filter(changes);
    return changing.length === 0 ? [open('No operation changes anything.')] : changing.map(seeTrail);
  },
};

const WRITES: readonly string[] = ['create', 'update', 'delete', 'upsert', 'userTask', 'prose'];

function changes({ method, processing }: Endpoint): boolean {
  return method !== 'GET' || allSteps(processing).some((step) => WRITES.includes(step.kind));
}

function seeTrail({ name, audit, span }: Endpoint): Observation {
  if (audit === null)
    return violated(`\`${name}\` changes something and says no \`audit\`.`, span, 'other', { kind: 'audit' });
  if (audit.record.length === 0)
    return violated(`\`${name}\` changes something and records nothing of it.`, audit.span);
  if (audit.tamperEvident) return satisfied(`\`${name}\` is audited, tamper-evident.`, audit.span);
  return open(`The audit of \`${name}\` does not say \`tamperEvident: true\`.`);
}
