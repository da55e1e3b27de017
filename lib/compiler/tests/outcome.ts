import type { Decision, Endpoint, EntityField, Step, Type } from '../../spec/model.ts';
import { mayMissFile } from '../files-plan.ts';
import { errorNamed } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { fixesKey } from '../service/row-query.ts';
import { isOptional, plainType, scaleOf } from '../service/types.ts';
import { evaluate, type Known, sourceValue } from './evaluate.ts';
import { digits, exact, order } from './exact.ts';
import { type Cell, fits } from './unary-test.ts';
import { UNKNOWN, type Value } from './value.ts';

/** What a request comes to in a service that has stored nothing yet; null where that cannot be known beforehand. */
export interface Outcome {
  status: number;
  /** The type of the problem, for a refusal. */
  problem: string | null;
  /** Results of the steps, for a success. */
  known: Known;
  /** Which way was taken: the rules that fitted and the error that ended it. */
  way: string;
}

type Input = ReadonlyMap<string, Value>;

type Rows = ReadonlyMap<string, Value>;

/** Goes through the steps of an operation as the specification says them; `stored` is the one row of an entity, by its name. */
export function outcomeOf(endpoint: Endpoint, input: Input, plan: Plan, stored: Rows = new Map()): Outcome | null {
  const steps = new Map<string, Value>();
  const known: Known = { model: plan.model, input, steps };
  // Where callers are rows, the tests' caller is one.
  const written = new Set(plan.model.auth.flatMap(({ subject }) => subject ?? []));
  const way: string[] = [];
  const end = (status: number, problem: string | null): Outcome => {
    return { status, problem, known, way: [...way, `${status}${problem ?? ''}`].join(' ') };
  };
  for (const step of endpoint.processing) {
    const wanted = step.when === null ? true : evaluate(step.when, known);
    if (typeof wanted !== 'boolean') return null;
    if (!wanted) {
      steps.set(step.name, step.kind === 'list' ? { items: [] } : null);
      continue;
    }
    if (step.kind === 'prose') return end(202, null);
    const found = step.kind === 'find' ? stored.get(step.entity) : undefined;
    const result: Result = found === undefined ? resultOf(step, known, written, plan) : { value: found };
    if (result === null) return null;
    if ('problem' in result) return end(result.status, result.problem);
    steps.set(step.name, result.value);
    if (result.way !== undefined) way.push(result.way);
  }
  if (!mayMissFile(endpoint, plan.model)) return end(endpoint.status, null);
  const from = endpoint.wholeOutput?.from;
  const file = from?.kind === 'expression' ? sourceValue(from, known) : UNKNOWN;
  return file === null ? end(404, 'not_found') : null;
}

function computedValue(step: Extract<Step, { kind: 'set' }>, known: Known, plan: Plan): Result {
  const value = sourceValue(step.value, known);
  return value === null && step.else !== null ? refusal(step.else, plan) : { value };
}

/** What becomes of a step; null where that is not known. */
export type Result = { value: Value; way?: string } | { status: number; problem: string } | null;

function resultOf(step: Step, known: Known, written: Set<string>, plan: Plan): Result {
  switch (step.kind) {
    case 'set':
      return computedValue(step, known, plan);
    case 'guard': {
      const holds = evaluate(step.holds, known);
      if (typeof holds !== 'boolean') return null;
      return holds ? { value: null } : refusal(step.else, plan);
    }
    case 'raise':
      return refusal(step.error, plan);
    case 'decide':
      return decided(step.decision, step.with, known);
    case 'create':
      written.add(step.entity);
      return created(step, known, plan);
    case 'find':
      if (written.has(step.entity)) return null;
      return step.else === null ? { value: null } : refusal(step.else, plan);
    case 'list':
      return written.has(step.entity) ? null : { value: { items: [] } };
    case 'count':
      return written.has(step.entity) ? null : { value: { number: { units: 0n, scale: 0 } } };
    case 'update':
    case 'delete': {
      const planned = plan.entities.find(({ entity }) => entity.name === step.entity);
      if (written.has(step.entity) || planned === undefined) return null;
      if (!fixesKey(step, planned)) return { value: { items: [] } };
      if (step.when !== null) return { value: null };
      return step.else === null ? { status: 404, problem: 'not_found' } : refusal(step.else, plan);
    }
    default:
      return null;
  }
}

export function refusal(name: string, { model }: Plan): Result {
  const declared = errorNamed(name, model);
  return declared === null ? null : { status: declared.status, problem: name };
}

/** What a table says; null where that is not known. */
export function decided(
  name: string,
  given: readonly { name: string; value: Parameters<typeof sourceValue>[0] }[],
  known: Known,
): Result {
  const table = known.model.decisions.find((decision) => decision.name === name);
  if (table === undefined) return null;
  const cells = table.inputs.map((input) => {
    const own = given.find((assignment) => assignment.name === input.name);
    return cellOf(own === undefined ? evaluate(input.expr, known) : sourceValue(own.value, known));
  });
  const rules = rulesFor(table, cells);
  if (rules === null) return null;
  if (table.hitPolicy === 'collect')
    return {
      value: { items: rules.map((rule) => ({ fields: outputsOf(rule, table, known) })) },
      way: `${name}/${rules.map(({ number }) => number).join('+')}`,
    };
  const [rule] = rules;
  if (rule === undefined) return null;
  return { value: { fields: outputsOf(rule, table, known) }, way: `${name}/${rule.number}` };
}

function outputsOf(rule: Decision['rules'][number], table: Decision, known: Known): Map<string, Value> {
  const outputs: [string, Value][] = table.outputs.map(({ name: output }, at) => {
    const cell = rule.values[at];
    return [output, cell === undefined ? UNKNOWN : sourceValue(cell.value, known)];
  });
  return new Map([['rule', { number: { units: BigInt(rule.number), scale: 0 } }], ...outputs]);
}

/** The rules that fit, in the order of the table; null where that is not known. */
function rulesFor(table: Decision, cells: readonly (Cell | undefined)[]): Decision['rules'][number][] | null {
  if (cells.includes(undefined)) return null;
  return table.rules.filter(({ tests }) => tests.every((test, at) => fits(test, cells[at] ?? null)));
}

function cellOf(value: Value): Cell | undefined {
  if (value === null || typeof value !== 'object') return value;
  if (!('number' in value)) return undefined;
  const { number } = value;
  return { number: digits(number, number.scale) ?? '' };
}

/** A stored row, if it is sure that the database takes it. */
function created(step: Extract<Step, { kind: 'create' }>, known: Known, plan: Plan): Result {
  const entity = plan.model.entities.find(({ name }) => name === step.entity);
  if (entity === undefined) return null;
  const row = new Map<string, Value>();
  for (const field of entity.fields) {
    if (field.value !== null) {
      row.set(field.name, UNKNOWN);
      continue;
    }
    const given = step.with.find(({ name }) => name === field.name);
    const source = given?.value ?? field.default;
    const value =
      entity.owner === field.name
        ? plan.model.auth.some(({ subject }) => subject !== null)
          ? UNKNOWN
          : 'caller'
        : source === null
          ? null
          : sourceValue(source, known);
    if (!isStorable(value, field, plan)) return null;
    row.set(field.name, value);
  }
  return { value: { fields: row } };
}

function isStorable(value: Value, { type }: EntityField, plan: Plan): boolean {
  if (value === null) return isOptional(type, plan.model);
  const target = type.kind === 'optional' ? type.of : type;
  if (target.kind === 'ref') return false;
  return typeof value !== 'object' || !('number' in value) || jsonOf(value, type, plan) !== null;
}

/** A value in the form in which it is sent, for a place of a type: null where it is not known or does not fit. */
export function jsonOf(value: Value, type: Type, plan: Plan): string | boolean | { number: string } | null {
  if (value === null || value === UNKNOWN) return null;
  if (typeof value !== 'object') return value;
  const plain = plainType(type, plan.model);
  if (!('number' in value) || plain.kind !== 'scalar') return null;
  const least = plain.range?.min == null ? null : exact(plain.range.min);
  const most = plain.range?.max == null ? null : exact(plain.range.max);
  if ((least && order(value.number, least) < 0) || (most && order(value.number, most) > 0)) return null;
  if (plain.name === 'int') {
    const text = digits(value.number, 0);
    return text === null ? null : { number: text };
  }
  const scale = scaleOf(type, plan.model);
  if (plain.name === 'double' || scale === null) return null;
  const text = digits(value.number, scale);
  return plain.wire === null || text === null ? text : { number: String(Number(text)) };
}
