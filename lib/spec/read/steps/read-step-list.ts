import type { Scope } from '../../expressions/scope.ts';
import { withPresent } from '../../expressions/scope.ts';
import type { Step, Type } from '../../model.ts';
import { allSteps, nestedLists } from '../../step-tree.ts';
import { isEmpty, type YamlNode } from '../../yaml/node.ts';
import { lineNumber, type ReadContext } from '../context.ts';
import { type Declaration, declarations } from '../forms.ts';
import type { World } from '../world.ts';
import { readStep } from './read-step.ts';
import type { Flow, StepReading } from './step-reading.ts';
import { withHidden } from './with-hidden.ts';

/** A list of steps that was read. */
export interface StepListReading {
  steps: readonly Step[];
  /** What can be seen after the last of them. */
  scope: Scope;
  /** What the steps gave, by name, nested ones included. */
  results: ReadonlyMap<string, Type>;
  /** What the last step gave; null if it gives nothing, or if there is no step. */
  last: Type | null;
  /** Nothing runs behind the list. */
  ends: boolean;
}

/** The most steps of one operation, nested ones included. */
const MAX_STEPS = 300;
const RESERVED = new Set(['input', 'caller', 'row', 'steps']);

/**
 * Reads a list of steps from top to bottom; each sees the results of those above it. `within` is the id of what the list
 * belongs to. Names are unique in the whole flow.
 */
export function readStepList(
  ctx: ReadContext,
  world: World,
  scope: Scope,
  node: YamlNode,
  flow: Flow,
  within: string,
): StepListReading {
  const listed = newNames(ctx, declarations(ctx, node, 'step', 'identifier'), flow);
  const results = new Map<string, Type>();
  const steps: Step[] = [];
  let seen: Scope = { ...scope, later: new Set([...scope.later, ...listed.map(({ name }) => name)]) };
  let last: Type | null = null;
  let ends = false;
  for (const declaration of listed) {
    const reading = readStep(ctx, world, seen, declaration, flow, within);
    if (reading.step !== null) steps.push(reading.step);
    for (const [name, type] of reading.inner ?? []) results.set(name, type);
    if (reading.result !== null) results.set(declaration.name, reading.result);
    last = reading.result;
    ends ||= reading.ends === true;
    seen = after(seen, declaration.name, reading);
  }
  return { steps, scope: seen, results, last, ends };
}

/** Keeps the steps whose names are new, as many as an operation may have. */
function newNames(ctx: ReadContext, listed: readonly Declaration[], flow: Flow): Declaration[] {
  return listed.filter((declaration) => {
    const { name, key } = declaration;
    const before = flow.names.get(name);
    if (before !== undefined) {
      ctx.reporter.report('SPC2006', key.span, { what: 'The step', name, line: lineNumber(ctx, before.start) });
      return false;
    }
    flow.names.set(name, key.span);
    flow.count++;
    if (flow.count === MAX_STEPS + 1)
      ctx.reporter.report('SPC2003', key.span, {
        expected: `An operation of at most ${MAX_STEPS} steps`,
        found: `step ${MAX_STEPS + 1}`,
      });
    if (RESERVED.has(name)) ctx.reporter.report('FLW5008', key.span, { name });
    return flow.count <= MAX_STEPS;
  });
}

function after(scope: Scope, name: string, reading: StepReading): Scope {
  const later = new Set(scope.later);
  later.delete(name);
  const steps = new Map(scope.steps);
  for (const [inner, type] of reading.inner ?? []) steps.set(inner, type);
  if (reading.result !== null) steps.set(name, reading.result);
  const inside = reading.step === null ? [] : allSteps(nestedLists(reading.step).flat()).map((step) => step.name);
  const unseen = inside.filter((inner) => !steps.has(inner));
  const next = unseen.length === 0 ? scope : withHidden(scope, unseen, name);
  return withPresent({ ...next, steps, later }, reading.present);
}

/** The last step of a list that is only a sentence, or null. */
export function lastProseOf(node: YamlNode): YamlNode | null {
  const values =
    node.kind === 'map'
      ? node.entries.map((entry) => entry.value)
      : node.kind === 'seq'
        ? node.items.flatMap((item) => (item.kind === 'map' ? item.entries.slice(0, 1).map(({ value }) => value) : []))
        : [];
  return values.findLast((value) => value.kind === 'scalar' && !isEmpty(value)) ?? null;
}
