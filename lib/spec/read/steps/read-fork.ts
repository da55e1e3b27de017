import type { Named, Step, Type } from '../../model.ts';
import { declarations } from '../forms.ts';
import { readStepList } from './read-step-list.ts';
import type { StepReader } from './step-reading.ts';
import { withHidden } from './with-hidden.ts';

/** `fork`: lists of steps side by side. A branch does not see the others; afterwards all of them are done. */
export const readFork: StepReader = (ctx, world, scope, _keys, { base, main, flow }) => {
  const results = new Map<string, Type>();
  const present = new Set<string>();
  let ends = false;
  const branches = declarations(ctx, main, 'branch', 'identifier').map((branch): Named & { do: readonly Step[] } => {
    const id = `${base.id}/${branch.name}`;
    const list = readStepList(ctx, world, withHidden(scope, results.keys(), base.name), branch.value, flow, id);
    for (const [name, type] of list.results) results.set(name, type);
    for (const path of list.scope.present) present.add(path);
    ends ||= list.ends;
    return { id, span: branch.span, name: branch.name, do: list.steps };
  });
  return { step: { ...base, kind: 'fork', branches }, result: null, present: [...present], inner: results, ends };
};
