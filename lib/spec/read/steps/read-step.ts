import { presentWhen } from '../../expressions/presence.ts';
import type { Scope } from '../../expressions/scope.ts';
import { withPresent } from '../../expressions/scope.ts';
import { optional } from '../../expressions/static-types.ts';
import { KEYS_OF_KIND, STEP_KINDS, type StepKind } from '../../shape/step-shape.ts';
import { isEmpty } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { type Declaration, expected } from '../forms.ts';
import { type Keys, readKeys } from '../keys.ts';
import { readCondition } from '../read-expression.ts';
import type { World } from '../world.ts';
import { allOptional } from './all-optional.ts';
import { readProse } from './read-prose.ts';
import { STEP_READERS } from './step-readers.ts';
import { type Flow, NOTHING, type StepReading } from './step-reading.ts';

/** Reads one step: its kind, its `when`, and what its kind takes. */
export function readStep(
  ctx: ReadContext,
  world: World,
  scope: Scope,
  declaration: Declaration,
  flow: Flow,
  within: string,
): StepReading {
  const { value, name } = declaration;
  const at = { id: `${within}/${name}`, span: declaration.span, name };
  if (value.kind === 'scalar' && !isEmpty(value)) return readProse(ctx, scope, flow, value, at);
  if (value.kind !== 'map' || value.entries.length === 0) {
    if (value.kind === 'seq') expected(ctx, value, 'A step such as {set: 1}, or a sentence');
    else ctx.reporter.report('SPC2010', declaration.key.span, {});
    return NOTHING;
  }
  const kind = kindOf(ctx, declaration);
  const keys = kind === null ? null : readKeys(ctx, value, 'step', declaration.key.span);
  if (kind === null || keys === null) return NOTHING;
  refuseForeignKeys(ctx, keys, kind);
  const whenNode = keys.get('when');
  const when = whenNode === undefined ? null : readCondition(ctx, whenNode, scope);
  const inside = when === null ? scope : withPresent(scope, presentWhen(when.syntax, true));
  const reading = readKind(ctx, world, inside, kind, keys, { ...at, when: when?.expr ?? null }, flow);
  if (whenNode === undefined) return reading;
  // What a conditional step gives may be missing afterwards; what it tested is not known to hold.
  const stopped = reading.ends === true && when !== null ? presentWhen(when.syntax, false) : [];
  return {
    step: reading.step,
    result: reading.result === null ? null : optional(reading.result),
    present: stopped,
    inner: allOptional(reading.inner),
  };
}

function readKind(
  ctx: ReadContext,
  world: World,
  scope: Scope,
  kind: StepKind,
  keys: Keys,
  base: Parameters<(typeof STEP_READERS)[StepKind]>[4]['base'],
  flow: Flow,
): StepReading {
  const main = keys.get(kind);
  if (main !== undefined) return STEP_READERS[kind](ctx, world, scope, keys, { base, main, flow });
  const where = `The step \`${base.name}\``;
  ctx.reporter.report('SPC2002', keys.entry(kind)?.key.span ?? base.span, { key: kind, where });
  return NOTHING;
}

/** The one key that says what the step does. Reports none and several. */
function kindOf(ctx: ReadContext, declaration: Declaration): StepKind | null {
  if (declaration.value.kind !== 'map') return null;
  const { entries } = declaration.value;
  const kinds = STEP_KINDS.filter((kind) => entries.some((entry) => entry.key.value === kind));
  const [first, second] = kinds;
  if (first !== undefined && second !== undefined) {
    ctx.reporter.report('SPC2005', declaration.key.span, { kinds });
    return null;
  }
  if (first === undefined) reportNoKind(ctx, declaration);
  return first ?? null;
}

function reportNoKind(ctx: ReadContext, declaration: Declaration): void {
  const entries = declaration.value.kind === 'map' ? declaration.value.entries : [];
  for (const { key } of entries) {
    const suggestion = ctx.reporter.suggest(key.value, STEP_KINDS);
    if (suggestion === null || key.value === suggestion) continue;
    ctx.reporter.report('SPC2001', key.span, { key: key.value, where: 'a step', suggestion }, [
      { title: `Write ${suggestion}`, edits: [{ span: key.span, text: suggestion }] },
    ]);
    return;
  }
  ctx.reporter.report('SPC2010', declaration.key.span, {});
}

function refuseForeignKeys(ctx: ReadContext, keys: Keys, kind: StepKind): void {
  for (const entry of keys.node.entries) {
    const key = entry.key.value;
    if (key === kind || key === 'when' || KEYS_OF_KIND[kind].includes(key) || !keys.has(key)) continue;
    ctx.reporter.report('SPC2001', entry.key.span, { key, where: `a \`${kind}\` step`, suggestion: null });
  }
}
