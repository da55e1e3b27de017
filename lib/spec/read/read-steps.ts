import type { Expr } from '../expressions/ast.ts';
import { presentWhen } from '../expressions/presence.ts';
import type { Scope } from '../expressions/scope.ts';
import { withPresent } from '../expressions/scope.ts';
import { optional, UNKNOWN } from '../expressions/static-types.ts';
import type { Field, InputField, Step, Type } from '../model.ts';
import { readStepPhrase, type StepProposal, sayProposal } from '../phrases/step-phrase.ts';
import { scalar } from '../scalar-type.ts';
import { KEYS_OF_KIND, LATER_KINDS, STEP_KINDS, type StepKind } from '../shape/step-shape.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, expected, textOf } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import type { EndpointWorld } from './read-endpoints.ts';
import { readCondition } from './read-expression.ts';
import { readStepKind, type StepReading } from './read-step-kind.ts';
import { callerType, inputType } from './request-types.ts';

/** The steps of an operation, and what can be seen after the last of them. */
export interface StepsReading {
  steps: readonly Step[];
  /** What each prose step could become, by its name. */
  proposals: ReadonlyMap<string, StepProposal>;
  scope: Scope;
}

export interface StepsSource {
  node: YamlNode | undefined;
  inputs: readonly InputField[];
  /** Whether the caller may be nobody. */
  anonymous: boolean;
  endpointId: string;
  /** The outputs that no value and no step produces: the last prose step asks a person for them. */
  unproduced: readonly Field[];
}

/** Integrations that a sentence is compared with. */
const MAX_BOUND = 100;
/** The most steps of one operation. */
const MAX_STEPS = 300;
const RESERVED = new Set(['input', 'caller', 'row', 'steps']);

/** Reads the steps from top to bottom; each sees the results of those above it. */
export function readSteps(ctx: ReadContext, world: EndpointWorld, source: StepsSource): StepsReading {
  const all = source.node === undefined ? [] : declarations(ctx, source.node, 'step', 'identifier');
  const listed = all.slice(0, MAX_STEPS);
  const beyond = all[MAX_STEPS];
  if (beyond !== undefined) {
    ctx.reporter.report('SPC2003', beyond.key.span, {
      expected: `An operation of at most ${MAX_STEPS} steps`,
      found: `step ${MAX_STEPS + 1} of ${all.length}`,
    });
  }
  const lastProse = listed.findLast((declaration) => isProse(declaration.value))?.name ?? null;
  const proposals = new Map<string, StepProposal>();
  const steps: Step[] = [];
  let scope: Scope = {
    table: world.types,
    input: inputType(source.inputs),
    caller: callerType(source.anonymous),
    steps: new Map(),
    later: new Set(listed.map((declaration) => declaration.name)),
    row: null,
    locals: new Map(),
    present: new Set(),
  };
  for (const declaration of listed) {
    const reading = readStep(ctx, world, scope, source, declaration, declaration.name === lastProse);
    if (RESERVED.has(declaration.name))
      ctx.reporter.report('FLW5008', declaration.key.span, { name: declaration.name });
    if (reading.proposal !== undefined) proposals.set(declaration.name, reading.proposal);
    if (reading.step !== null) steps.push(reading.step);
    scope = after(scope, declaration.name, reading);
  }
  refuseLateMoves(ctx, world, steps);
  return { steps, proposals, scope };
}

/** A move of a lifecycle happens once and for sure: not under `when`, and not before a person's step, after which steps run again. */
function refuseLateMoves(ctx: ReadContext, world: EndpointWorld, steps: readonly Step[]): void {
  const lastProse = steps.findLastIndex((step) => step.kind === 'prose');
  for (const [i, step] of steps.entries()) {
    if (step.kind !== 'update' || (step.when === null && i >= lastProse)) continue;
    const field = world.types.entities.get(step.entity)?.lifecycle?.field;
    const move = step.with.find((assignment) => assignment.name === field);
    if (move !== undefined)
      ctx.reporter.report('SPC2004', move.span, {
        what: 'A move of a lifecycle under `when`, or before a step of a person,',
      });
  }
}

/** Whether a step is only a sentence. */
export function isProse(node: YamlNode): boolean {
  return node.kind === 'scalar' && !isEmpty(node);
}

type Read = StepReading & { proposal?: StepProposal };

function after(scope: Scope, name: string, reading: Read): Scope {
  const later = new Set(scope.later);
  later.delete(name);
  const steps = new Map(scope.steps);
  if (reading.result !== null) steps.set(name, reading.result);
  return withPresent({ ...scope, steps, later }, reading.present);
}

function readStep(
  ctx: ReadContext,
  world: EndpointWorld,
  scope: Scope,
  source: StepsSource,
  declaration: Declaration,
  isLastProse: boolean,
): Read {
  const { value, name } = declaration;
  const at = { id: `${source.endpointId}/processing/${name}`, span: declaration.span, name };
  if (value.kind === 'scalar' && !isEmpty(value)) return readProse(ctx, source, value.value, at, isLastProse);
  if (value.kind !== 'map' || value.entries.length === 0) {
    if (value.kind === 'seq') expected(ctx, value, 'A step such as {set: 1}, or a sentence');
    else ctx.reporter.report('SPC2010', declaration.key.span, {});
    return { step: null, result: UNKNOWN, present: [] };
  }
  const kind = kindOf(ctx, declaration);
  if (kind === null) return { step: null, result: UNKNOWN, present: [] };
  const keys = readKeys(ctx, value, 'step', declaration.key.span);
  if (keys === null) return { step: null, result: UNKNOWN, present: [] };
  refuseForeignKeys(ctx, keys, kind);
  const whenNode = keys.get('when');
  const when = whenNode === undefined ? null : readCondition(ctx, whenNode, scope);
  const within = when === null ? scope : withPresent(scope, presentWhen(when.syntax, true));
  const reading = readStepKind(ctx, world, within, kind, keys, { ...at, when: when?.expr ?? null });
  if (whenNode === undefined) return reading;
  // What a conditional step gives may be missing afterwards; what it tested is not known to hold.
  const stopped = kind === 'raise' && when !== null ? presentWhen(when.syntax, false) : [];
  return { ...reading, result: reading.result === null ? null : optional(reading.result), present: stopped };
}

function readProse(
  ctx: ReadContext,
  source: StepsSource,
  text: string,
  at: { id: string; span: Step['span']; name: string },
  isLast: boolean,
): Read {
  const proposal = readStepPhrase(at.name, text, [...ctx.names.integrations.keys()].slice(0, MAX_BOUND));
  const form =
    isLast && source.unproduced.length > 0
      ? source.unproduced.map((field) => ({ ...field, id: `${at.id}/form/${field.name}` }))
      : [findingOf(at)];
  ctx.reporter.report('FLW5001', at.span, {
    reading: sayProposal(proposal),
    form: isLast ? source.unproduced.map((field) => field.name) : [],
  });
  const result: Type = { kind: 'object', fields: form };
  const step: Step = { ...at, when: null as Expr | null, kind: 'prose', text, form, candidates: ['operator'] };
  return { step, result, present: [], proposal };
}

/** The one field of a prose step that gives no output: what the person found, at most 2,000 characters. */
function findingOf(step: { id: string; span: Step['span'] }): Field {
  const type: Type = scalar('string', { length: { min: 0, max: 2000 } });
  return {
    id: `${step.id}/form/finding`,
    span: step.span,
    name: 'finding',
    type: { kind: 'optional', of: type },
    typeOrigin: 'default',
    summary: 'What you found. Later tasks show it.',
    protection: null,
  };
}

/** The one key that says what the step does. Reports none, several, and kinds of later versions. */
function kindOf(ctx: ReadContext, declaration: Declaration): StepKind | null {
  if (declaration.value.kind !== 'map') return null;
  const entries = declaration.value.entries;
  const later = entries.find((entry) => (LATER_KINDS as readonly string[]).includes(entry.key.value));
  if (later !== undefined) {
    ctx.reporter.report('SPC2004', later.key.span, { what: `The step kind \`${later.key.value}\`` });
    return null;
  }
  const kinds = STEP_KINDS.filter((kind) => entries.some((entry) => entry.key.value === kind));
  const [first, second] = kinds;
  if (first !== undefined && second !== undefined) {
    ctx.reporter.report('SPC2005', declaration.key.span, { kinds });
    return null;
  }
  if (first !== undefined) return first;
  reportNoKind(ctx, declaration);
  return null;
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

/** The name of a declared error, or null (reported). Built-in errors have names as well. */
export function readErrorName(ctx: ReadContext, node: YamlNode): string | null {
  const name = textOf(ctx, node, 'The name of an error');
  if (name === null || ctx.names.errors.has(name)) return name;
  const suggestion = ctx.reporter.suggest(name, ctx.names.errors.keys());
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
  ctx.reporter.report('SPC2013', node.span, { what: 'error', name, suggestion }, fixes);
  return null;
}
