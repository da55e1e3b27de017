import type { Expr } from '../../spec/expressions/ast.ts';
import type { Assignment, EntityField, Step } from '../../spec/model.ts';
import type { EntityPlan, OperationPlan, Plan } from '../plan.ts';
import { plainType } from '../service/types.ts';
import { type Doc, print } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { casesOf } from './cases.ts';
import { subjectId } from './fixture-auth.ts';
import { type StoredRow, storedRows } from './stored-row.ts';
import { example } from './values.ts';
import { type Compared, comparable, literalFor, satisfying } from './wanted-values.ts';

export interface Wanted {
  planned: EntityPlan;
  given: Map<string, Doc>;
}

/**
 * The rows that the examples of operations work on, as their steps ask for them: found by what the example sends and by who
 * calls, in the state that guards and the lifecycle want; where two operations want another state, that of the first. No
 * statements where the steps look for none; null where no such rows are sure to be taken.
 */
export function wantedRows(operations: readonly OperationPlan[], plan: Plan): StoredRow | null {
  return storedRows(soughtRows(operations, plan), plan);
}

/** The same rows with the columns that matter, before it is looked at whether they can be stored. */
export function soughtRows(operations: readonly OperationPlan[], plan: Plan): readonly Wanted[] {
  const rows: Wanted[] = [];
  for (const operation of operations) {
    const search = new Search(operation, plan, rows);
    for (const step of operation.endpoint.processing) search.look(step);
  }
  return rows;
}

/** Goes through the steps, and learns of each what has to be stored. */
class Search {
  readonly rows: Wanted[];
  readonly #operation: OperationPlan;
  readonly #plan: Plan;
  readonly #named = new Map<string, Wanted>();

  constructor(operation: OperationPlan, plan: Plan, rows: Wanted[]) {
    this.rows = rows;
    this.#operation = operation;
    this.#plan = plan;
  }

  look(step: Step): void {
    switch (step.kind) {
      case 'find':
      case 'delete':
        this.#name(step.name, this.#wanted(step.entity, step.where));
        return;
      case 'list':
      case 'count':
        if (step.where !== null && this.#isPlain(step.where, step.entity) && step.kind === 'list')
          this.#name(step.name, this.#wanted(step.entity, step.where));
        return;
      case 'update': {
        const row = this.#wanted(step.entity, step.where);
        if (row !== null) this.#prepare(row, step.with);
        this.#refer(step.entity, step.with);
        return;
      }
      case 'create':
      case 'upsert':
        this.#refer(step.entity, step.with);
        return;
      case 'guard':
        for (const condition of conditions(step.holds)) this.#hold(condition);
        return;
      case 'for': {
        const items = step.in.kind === 'name' && step.in.scope === 'step' ? this.#named.get(step.in.name) : undefined;
        if (items !== undefined) this.#named.set(step.variable, items);
        for (const inner of step.do) this.look(inner);
        return;
      }
      case 'try':
        for (const inner of step.do) this.look(inner);
        return;
      default:
        return;
    }
  }

  #name(name: string, row: Wanted | null): void {
    if (row !== null) this.#named.set(name, row);
  }

  /** The row that a condition asks for: the one that is wanted already, or another. */
  #wanted(entity: string, where: Expr): Wanted | null {
    const planned = this.#plan.entities.find((one) => one.entity.name === entity);
    if (planned === undefined) return null;
    const known = this.rows.find((row) => row.planned === planned);
    const row: Wanted = known ?? { planned, given: new Map() };
    for (const condition of conditions(where)) this.#ask(row, condition);
    // What is asked for by what only running it can tell is nothing that could be stored before.
    if (row.given.size === 0) return null;
    const { owner } = planned.entity;
    if (owner !== null) this.#give(row, owner, quote(subjectId(this.#plan)));
    if (known === undefined) this.rows.push(row);
    return row;
  }

  /** `column == value`, a column that is true, a comparison with something known, or one of several such. */
  #ask(row: Wanted, condition: Expr): void {
    if (condition.kind === 'name' && condition.scope === 'row') this.#give(row, condition.name, 'true');
    if (condition.kind !== 'binary') return;
    if (condition.operator === '||') {
      const one = split(condition, '||').find((part) => this.#isPlainPart(part));
      if (one !== undefined) this.#ask(row, one);
      return;
    }
    const [column, other, operator] = turned(condition, columnOf);
    if (column === null) return;
    this.#compare(row, column, operator, other);
  }

  #hold(condition: Expr): void {
    if (condition.kind !== 'binary') return;
    const [member, other, operator] = turned(condition, (expr) => this.#memberOf(expr));
    if (member !== null) this.#compare(member.row, member.column, operator, other);
  }

  #compare(row: Wanted, column: string, operator: string, other: Expr): void {
    const field = row.planned.entity.fields.find(({ name }) => name === column);
    if (field === undefined || field.value !== null) return;
    if (operator === '!=' && other.kind === 'null') this.#give(row, column, example(field.type, this.#plan));
    const value =
      operator === '=='
        ? this.#valueOf(other, field)
        : satisfying(field.type, operator, this.#compared(other), this.#plan);
    if (value !== null) this.#give(row, column, value);
  }

  /** The other side of a comparison: what it says itself, or a number that the example sends. */
  #compared(other: Expr): Compared {
    const sent = this.#valueOf(other, null);
    const text = sent === null ? '' : print(sent).replaceAll("'", '');
    return /^-?\d+(\.\d+)?$/.test(text) ? { number: text } : comparable(other);
  }

  /** What was wanted first stays. */
  #give(row: Wanted, column: string, value: Doc): void {
    if (!row.given.has(column)) row.given.set(column, value);
  }

  /** A state from which the lifecycle leads to the one that is written. */
  #prepare(row: Wanted, values: readonly Assignment[]): void {
    const { lifecycle } = row.planned.entity;
    const target = values.find(({ name }) => name === lifecycle?.field)?.value;
    if (lifecycle === null || target?.kind !== 'literal' || typeof target.value !== 'string') return;
    const { value } = target;
    const from = Object.entries(lifecycle.moves).find(([, targets]) => targets.includes(value));
    if (from !== undefined) this.#give(row, lifecycle.field, quote(from[0]));
  }

  /** Rows that are referred to by what was sent have to be there too. */
  #refer(entity: string, values: readonly Assignment[]): void {
    const fields = this.#plan.entities.find((one) => one.entity.name === entity)?.entity.fields ?? [];
    for (const { name, value } of values) {
      const field = fields.find((one) => one.name === name);
      const type = field === undefined ? null : plainType(field.type, this.#plan.model);
      if (field === undefined || type?.kind !== 'ref' || value.kind !== 'expression') continue;
      const target = this.#plan.entities.find((one) => one.entity.name === type.entity);
      const key = target?.entity.fields.find((one) => one.key);
      const given = this.#valueOf(value.expr, field);
      if (target === undefined || key === undefined || given === null) continue;
      if (this.rows.some(({ planned }) => planned === target)) continue;
      this.rows.push({ planned: target, given: new Map([[key.name, given]]) });
    }
  }

  #isPlain(where: Expr, entity: string): boolean {
    const fields = this.#plan.entities.find((one) => one.entity.name === entity)?.entity.fields ?? [];
    return conditions(where).every((part) => {
      const column = part.kind === 'binary' && part.operator === '==' ? columnOf(part.left) : null;
      return column !== null && fields.some(({ name }) => name === column) && this.#isPlainPart(part);
    });
  }

  #isPlainPart(part: Expr): boolean {
    if (part.kind !== 'binary' || part.operator !== '==') return false;
    return columnOf(part.left) !== null && this.#valueOf(part.right, null) !== null;
  }

  /** `order.status` and, by way of a reference, `item.product.stock`. */
  #memberOf(expr: Expr): { row: Wanted; column: string } | null {
    if (expr.kind !== 'member') return null;
    if (expr.of.kind === 'name') {
      const known = expr.of.scope === 'step' || expr.of.scope === 'local' ? this.#named.get(expr.of.name) : undefined;
      return known === undefined ? null : { row: known, column: expr.name };
    }
    const from = expr.follows === undefined ? null : this.#memberOf(expr.of);
    const planned = this.#plan.entities.find(({ entity }) => entity.name === expr.follows);
    const key = planned?.entity.fields.find((field) => field.key);
    if (from === null || planned === undefined || key === undefined) return null;
    const row = this.rows.find((one) => one.planned === planned) ?? { planned, given: new Map() };
    if (!this.rows.includes(row)) this.rows.push(row);
    this.#give(row, key.name, from.row.given.get(from.column) ?? example(key.type, this.#plan));
    return { row, column: expr.name };
  }

  /** What an expression is in the example request, for a column: null where only running it can tell. */
  #valueOf(expr: Expr, field: EntityField | null): Doc | null {
    if (expr.kind === 'string' || expr.kind === 'number' || expr.kind === 'bool')
      return field === null ? 'true' : literalFor(expr, field.type, this.#plan);
    if (expr.kind === 'name') return expr.scope === 'input' ? this.#sent(expr.name) : null;
    if (expr.kind !== 'member') return null;
    if (expr.of.kind === 'name' && expr.of.scope === 'input') return this.#sent(expr.name);
    if (isCaller(expr)) return quote(subjectId(this.#plan));
    const member = this.#memberOf(expr);
    if (member === null) return null;
    const { row, column } = member;
    const own = row.planned.entity.fields.find(({ name }) => name === column);
    if (own === undefined || own.value !== null) return null;
    return row.given.get(column) ?? (own.key || own.default === null ? example(own.type, this.#plan) : null);
  }

  #sent(name: string): Doc | null {
    const { body, parameters, renamed } = this.#operation;
    const isCalled = (field: { name: string }): boolean => (renamed.get(field.name) ?? field.name) === name;
    const inBody = body.find(isCalled);
    if (inBody !== undefined) {
      const [{ body: values }] = casesOf(this.#operation, this.#plan);
      const value = values.get(inBody.name) ?? null;
      return value === null || print(value) === 'null' ? null : value;
    }
    const parameter = parameters.find(isCalled);
    return parameter?.in === 'path' ? example(parameter.type, this.#plan) : null;
  }
}

function conditions(where: Expr): Expr[] {
  return split(where, '&&');
}

function split(expr: Expr, operator: '&&' | '||'): Expr[] {
  if (expr.kind !== 'binary' || expr.operator !== operator) return [expr];
  return [...split(expr.left, operator), ...split(expr.right, operator)];
}

function columnOf(expr: Expr): string | null {
  if (expr.kind === 'member' && expr.of.kind === 'name' && expr.of.scope === 'row' && expr.of.name === 'row')
    return expr.name;
  return expr.kind === 'name' && expr.scope === 'row' ? expr.name : null;
}

/** `caller.id`, and the key of the row that callers are. */
function isCaller(expr: Expr): boolean {
  if (expr.kind !== 'member') return false;
  if (expr.of.kind === 'name') return expr.of.scope === 'caller' && expr.name === 'id';
  return expr.of.kind === 'member' && expr.of.name === 'subject' && expr.of.of.kind === 'name' && expr.name === 'id';
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** A comparison with the side that is looked for on the left. */
function turned<Found>(
  { operator, left, right }: Extract<Expr, { kind: 'binary' }>,
  find: (expr: Expr) => Found | null,
): [found: Found | null, other: Expr, operator: string] {
  const here = find(left);
  return here === null ? [find(right), left, MIRRORED[operator] ?? operator] : [here, right, operator];
}
