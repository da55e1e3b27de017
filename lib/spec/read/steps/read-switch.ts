import type { Span } from '../../../core/text-range.ts';
import { presentWhen } from '../../expressions/presence.ts';
import { type Scope, withPresent } from '../../expressions/scope.ts';
import type { SwitchCase, Type } from '../../model.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { expected, visibleSpan } from '../forms.ts';
import { type Keys, readKeys } from '../keys.ts';
import { readCondition } from '../read-expression.ts';
import type { World } from '../world.ts';
import { allOptional } from './all-optional.ts';
import { readStepList, type StepListReading } from './read-step-list.ts';
import { NOTHING, type StepAt, type StepReader } from './step-reading.ts';
import { withHidden } from './with-hidden.ts';

/** `switch`: takes the first case that holds. A case knows that the cases before it do not hold. */
export const readSwitch: StepReader = (ctx, world, scope, _keys, at) => {
  const { base, main } = at;
  if (main.kind !== 'seq') {
    expected(ctx, main, 'A list of cases such as {when: input.kind == "a", do: […]}');
    return NOTHING;
  }
  const cases: SwitchCase[] = [];
  const results = new Map<string, Type>();
  let rest = scope;
  let otherwise: Span | null = null;
  let allEnd = true;
  for (const [index, item] of main.items.entries()) {
    const keys = readKeys(ctx, item, 'switchCase', visibleSpan(ctx, item));
    if (keys === null) continue;
    if (otherwise !== null) ctx.reporter.report('FLW5045', visibleSpan(ctx, firstKey(keys) ?? item), {});
    const whenNode = keys.get('when');
    if (whenNode === undefined) otherwise = item.span;
    const reading = readCase(ctx, world, rest, keys, at);
    rest = withHidden(reading.rest, reading.list?.results.keys() ?? [], base.name);
    allEnd &&= reading.list?.ends === true;
    for (const [name, type] of reading.list?.results ?? []) results.set(name, type);
    const id = `${base.id}/${index + 1}`;
    cases.push({ id, span: item.span, when: reading.when, do: reading.list?.steps ?? [] });
  }
  const ends = allEnd && otherwise !== null;
  return { step: { ...base, kind: 'switch', cases }, result: null, present: [], inner: allOptional(results), ends };
};

function readCase(
  ctx: ReadContext,
  world: World,
  scope: Scope,
  keys: Keys,
  at: StepAt,
): { when: SwitchCase['when']; list: StepListReading | null; rest: Scope } {
  const whenNode = keys.get('when');
  const doNode = keys.get('do');
  const when = whenNode === undefined ? null : readCondition(ctx, whenNode, scope);
  const inside = when === null ? scope : withPresent(scope, presentWhen(when.syntax, true));
  const list = doNode === undefined ? null : readStepList(ctx, world, inside, doNode, at.flow, at.base.id);
  const rest = when === null ? scope : withPresent(scope, presentWhen(when.syntax, false));
  return { when: when?.expr ?? null, list, rest };
}

function firstKey(keys: Keys): YamlNode | undefined {
  return keys.node.entries[0]?.key;
}
