import type { Expr } from '../../../spec/expressions/ast.ts';
import type { EntityField } from '../../../spec/model.ts';
import type { EntityPlan, OperationPlan, Plan } from '../../plan.ts';
import { isOptional, plainType } from '../../service/types.ts';
import { type Doc, print } from '../../text/doc.ts';
import { casesOf } from '../cases.ts';
import { sourceValue, type World } from '../evaluate.ts';
import { rolesOf, scopesOf } from '../fixture.ts';
import { subjectId, subjectStored } from '../fixture-auth.ts';
import { storedRows, type WantedRow } from '../stored-row.ts';
import { UNKNOWN, type Value } from '../value.ts';
import { example } from '../values.ts';
import { soughtRows } from '../wanted-rows.ts';
import { exampleValue } from './example-value.ts';
import type { Failing } from './systems.ts';

/** The instant of all situations: noon in most places of the world. */
export const NOW = '2025-03-14T12:00:00.000Z';

export interface StoredValue {
  doc: Doc;
  value: Value;
  /** Of an object whose members are not all those of the example. */
  members?: ReadonlyMap<string, StoredValue>;
}

/** A stored row; columns that are not given are left to their defaults. */
export interface SituationRow {
  planned: EntityPlan;
  columns: ReadonlyMap<string, StoredValue>;
  /** It is there beside another of its entity. */
  beside?: true;
}

/** How another system reacts: with an answer, by its members, or not. */
export type Reaction = { answer: ReadonlyMap<string, StoredValue> } | { fails: Failing };

/** What a request meets, and what it says. */
export interface Situation {
  rows: readonly SituationRow[];
  /** The members of the body that differ from the example; null: not sent. */
  body: ReadonlyMap<string, StoredValue>;
  /** Optional values of the query that are sent; empty: none. */
  query: ReadonlyMap<string, StoredValue>;
  /** What people answer, by the steps that ask them; those that are not there do not answer yet. */
  people: ReadonlyMap<string, ReadonlyMap<string, StoredValue>>;
  /** By system and operation, with a point between them; those that are not there answer as they usually do. */
  reactions: ReadonlyMap<string, Reaction>;
}

/** The situation in which the example of an operation finds what its steps look for; null where no such rows can be stored. */
export function usualSituation(operation: OperationPlan, plan: Plan): Situation | null {
  const stored = storedRows(soughtRows([operation], plan), plan);
  if (stored === null) return null;
  return {
    rows: stored.rows.map((row) => situationRow(row, plan)),
    body: new Map(),
    query: new Map(),
    people: new Map(),
    reactions: new Map(),
  };
}

/** A row as values. */
export function situationRow({ planned, given }: WantedRow, plan: Plan): SituationRow {
  const fields = new Map(planned.entity.fields.map((field) => [field.name, field]));
  const columns = [...given].flatMap(([name, doc]): [string, StoredValue][] => {
    const field = fields.get(name);
    return field === undefined ? [] : [[name, { doc, value: exampleValue(doc, field.type, plan) }]];
  });
  return { planned, columns: new Map(columns) };
}

/** What the steps know of the request. */
export function inputOf(
  operation: OperationPlan,
  { body: changed, query }: Pick<Situation, 'body' | 'query'>,
  plan: Plan,
): ReadonlyMap<string, Value> {
  const { body, parameters, renamed } = operation;
  const [{ body: usual }] = casesOf(operation, plan);
  const sent = body.map((field): [string, Value] => {
    const { name, type, default: otherwise } = field;
    const doc = usual.get(name) ?? 'null';
    const value = changed.get(name)?.value ?? (changed.has(name) ? null : exampleValue(doc, type, plan));
    return [renamed.get(name) ?? name, value ?? (otherwise === null ? null : sourceValue(otherwise, NOTHING(plan)))];
  });
  const named = parameters.map(({ name, type, in: place, default: otherwise }): [string, Value] => {
    // Headers are always sent that are no optional ones.
    const needed = otherwise === null || place === 'header';
    const given = place === 'path' || (needed && !isOptional(type, plan.model));
    const value = given ? exampleValue(example(type, plan), type, plan) : (query.get(name)?.value ?? null);
    return [renamed.get(name) ?? name, value ?? (otherwise === null ? null : sourceValue(otherwise, NOTHING(plan)))];
  });
  return new Map([...sent, ...named]);
}

const NOTHING = ({ model }: Plan) => ({ model, input: new Map<string, Value>(), steps: new Map<string, Value>() });

/** What is stored in a situation, who calls and when; the clock stands still where steps ask it. */
export function worldOf(operation: OperationPlan, { rows }: Situation, plan: Plan): World {
  const { model } = plan;
  const still = asksTheClock(operation);
  const id = subjectId(plan);
  const texts = (all: readonly string[]): Value => ({ items: all });
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: model.timezone, dateStyle: 'short' });
  const stored = new Map<string, ReadonlyMap<string, Value>[]>();
  const subject = subjectStored(plan);
  const callers = subject === null ? [] : [situationRow(subject, plan)];
  for (const { planned, columns } of [...callers, ...rows]) {
    const { name, fields } = planned.entity;
    const row = fields.map((field): [string, Value] => [
      field.name,
      columns.get(field.name)?.value ?? usual(field, plan),
    ]);
    stored.set(name, [...(stored.get(name) ?? []), new Map(row)]);
  }
  return {
    rows: stored,
    caller: new Map([
      ['id', id],
      ['roles', texts(rolesOf(model))],
      ['scopes', texts(scopesOf(model))],
      ['subject', { fields: stored.get(subject?.planned.entity.name ?? '')?.[0] ?? new Map() }],
      ['claims', UNKNOWN],
    ]),
    now: still ? NOW : UNKNOWN,
    today: still ? day.format(new Date(NOW)) : UNKNOWN,
  };
}

/** Whether what becomes of a request depends on when it comes. */
export function asksTheClock({ endpoint }: OperationPlan): boolean {
  return asks(endpoint.processing);
}

function asks(part: unknown): boolean {
  if (part === null || typeof part !== 'object') return false;
  if (Array.isArray(part)) return part.some(asks);
  if ('kind' in part && part.kind === 'call' && 'name' in part && (part.name === 'now' || part.name === 'today'))
    return true;
  return Object.entries(part).some(
    ([name, inner]) => name !== 'with' && name !== 'span' && name !== 'type' && asks(inner),
  );
}

/** The value of a column that was not given to a row which is stored beforehand. */
export function usual(field: EntityField, plan: Plan): Value {
  if (field.value !== null || field.default === null) return field.value === null ? null : UNKNOWN;
  if (field.default.kind === 'expression' && isNow(field.default.expr)) return NOW;
  const value = sourceValue(field.default, NOTHING(plan));
  const plain = plainType(field.type, plan.model);
  return plain.kind === 'scalar' && plain.name === 'timestamp' && value !== NOW ? UNKNOWN : value;
}

function isNow(expr: Expr): boolean {
  return expr.kind === 'call' && expr.name === 'now' && expr.args.length === 0;
}

/** Whether two values are written alike. */
export function sameText(one: Doc, other: Doc): boolean {
  return print(one) === print(other);
}
