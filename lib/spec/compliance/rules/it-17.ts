import { type Observation, open, PRIMARY, type Rule, violated } from '../rule.ts';
import type { Subject } from '../subject.ts';

/** Nothing can be edited by hand between critical processes. */
export const it17: Rule = {
  ...PRIMARY,
  id: 'IT-17',
  framework: 'RBI',
  instrument: 'Master Direction on IT Governance, Risk, Controls and Assurance Practices, 2023',
  paragraph: 'paragraph 17',
  demands: 'Nothing can be edited by hand between critical processes.',
  appliesTo: 'Entities that the Reserve Bank of India regulates',
  asks: [],
  inForceFrom: null,
  supersededBy: { on: '2026-07-31', by: 'the consolidated directions of 31 July 2026, per entity class' },
  violatedBy: 'One operation writes a file into a folder from which another reads it.',
  satisfiedBy: null,
  evidence: [{ kind: 'test', what: 'A changed hand-off is refused by its digest.' }],
  note: 'The paragraph number is that of 2023; the consolidated directions number it otherwise.',
  check: seeHandOffs,
};

const WRITING: readonly string[] = ['create', 'update', 'upsert'];
const READING: readonly string[] = ['find', 'list', 'count'];

function seeHandOffs({ model, work }: Subject): readonly Observation[] {
  const folders = model.entities.filter((entity) => entity.files?.access === 'write');
  const uses = (name: string, kinds: readonly string[]): readonly string[] =>
    work
      .filter(({ steps }) =>
        steps.some((step) => kinds.includes(step.kind) && 'entity' in step && step.entity === name),
      )
      .map((one) => one.name);
  const passed = folders.filter(({ name }) => {
    const writers = uses(name, WRITING);
    return uses(name, READING).some((reader) => writers.some((writer) => writer !== reader));
  });
  if (passed.length === 0)
    return [open('No folder passes a file from one step list to another; digests of other hand-offs show it.')];
  return passed.map(({ name, span }) =>
    violated(`\`${name}\` passes files between step lists, and whoever reaches the folder can edit them.`, span),
  );
}
