import type { Catch, Type } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { expected, visibleSpan } from '../forms.ts';
import { readKeys } from '../keys.ts';
import { readCaughtErrors } from '../read-error-name.ts';
import { allOptional } from './all-optional.ts';
import { readStepList, type StepListReading } from './read-step-list.ts';
import { NOTHING, type StepReader } from './step-reading.ts';
import { withHidden } from './with-hidden.ts';

/**
 * `try … catch`: a savepoint. What the steps gave may be missing afterwards, unless every `catch` ends the operation; a `catch`
 * sees what was known before.
 */
export const readTry: StepReader = (ctx, world, scope, keys, { base, main, flow }) => {
  const node = keys.get('catch');
  if (node === undefined) ctx.reporter.report('SPC2002', base.span, { key: 'catch', where: 'A `try` step' });
  const body = readStepList(ctx, world, scope, main, flow, base.id);
  const undone = withHidden(scope, body.results.keys(), base.name);
  const lists: StepListReading[] = [];
  const catches = itemsOf(node, (wrong) => expected(ctx, wrong, 'A list such as [{errors: […], do: […]}]')).flatMap(
    (item, index): Catch[] => {
      const inside = readKeys(ctx, item, 'catch', visibleSpan(ctx, item));
      if (inside === null) return [];
      const [errors, steps] = [inside.get('errors'), inside.get('do')];
      const list = steps === undefined ? null : readStepList(ctx, world, undone, steps, flow, base.id);
      if (list !== null) lists.push(list);
      const caught = errors === undefined ? [] : readCaughtErrors(ctx, errors);
      // Names that could not be read would make it catch everything.
      if (errors !== undefined && caught.length === 0) return [];
      return [{ id: `${base.id}/catch/${index + 1}`, span: item.span, errors: caught, do: list?.steps ?? [] }];
    },
  );
  if (node === undefined) return { ...NOTHING, result: null, inner: allOptional(body.results) };
  const caughtEnd = lists.length > 0 && lists.every((list) => list.ends);
  const inner = new Map<string, Type>(caughtEnd ? body.results : allOptional(body.results));
  for (const list of lists) for (const [name, type] of allOptional(list.results)) inner.set(name, type);
  return {
    step: { ...base, kind: 'try', do: body.steps, catch: catches },
    result: null,
    present: caughtEnd ? [...body.scope.present] : [],
    inner,
    ends: body.ends && caughtEnd,
  };
};

function itemsOf(node: YamlNode | undefined, wrong: (node: YamlNode) => void): readonly YamlNode[] {
  if (node === undefined) return [];
  if (node.kind === 'seq') return node.items;
  wrong(node);
  return [];
}
