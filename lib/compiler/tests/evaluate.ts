import type { BinaryOperator, Expr } from '../../spec/expressions/ast.ts';
import type { JsonLiteral, Model, ValueSource } from '../../spec/model.ts';
import { isDecimal, plainType } from '../service/types.ts';
import { digits, type Exact, order, over, plus, roundTo, times } from './exact.ts';
import { functionValue } from './function-value.ts';
import { numeric, sameId, UNKNOWN, type Value } from './value.ts';

/** What an expression reads. */
export interface Known {
  model: Model;
  input: ReadonlyMap<string, Value>;
  steps: ReadonlyMap<string, Value>;
  /** The fields of the row that is looked at. */
  row?: ReadonlyMap<string, Value>;
  /** Variables of the comprehensions around. */
  locals?: ReadonlyMap<string, Value>;
  /** What is stored, who calls and when; left out: nothing of that is known. */
  world?: World;
}

/** What a request meets. */
export interface World {
  rows: ReadonlyMap<string, readonly ReadonlyMap<string, Value>[]>;
  caller: ReadonlyMap<string, Value>;
  /** The instant, and the day that it is in the zone of the service; unknown where the clock runs. */
  now: string | typeof UNKNOWN;
  today: string | typeof UNKNOWN;
}

/** What a value of the specification comes to. */
export function sourceValue(source: ValueSource, known: Known): Value {
  return source.kind === 'expression' ? evaluate(source.expr, known) : literalValue(source.value);
}

/** A literal; structures are not looked into. */
export function literalValue(json: JsonLiteral): Value {
  if (json === null || typeof json !== 'object') return json;
  return 'number' in json && typeof json.number === 'string' ? numeric(json.number) : UNKNOWN;
}

/** What an expression comes to, by the meaning of the language and not by the generated code. */
export function evaluate(expr: Expr, known: Known): Value {
  switch (expr.kind) {
    case 'null':
      return null;
    case 'bool':
    case 'string':
      return expr.value;
    case 'number':
      return numeric(expr.text);
    case 'list':
      return { items: expr.items.map((item) => evaluate(item, known)) };
    case 'name':
      return named(expr, known);
    case 'member':
      return memberOf(expr, known);
    case 'has':
      return differs(evaluate(expr.of, known), null);
    case 'call':
      return called(expr, known);
    case 'unary':
      return unary(expr, known);
    case 'binary':
      return binary(expr, known);
    case 'index':
      return itemOf(evaluate(expr.of, known), evaluate(expr.index, known));
    case 'comprehension':
      return overItems(expr, known);
    case 'map':
      return mapOf(expr.entries, known);
    case 'conditional': {
      const test = evaluate(expr.test, known);
      return typeof test === 'boolean' ? evaluate(test ? expr.then : expr.else, known) : UNKNOWN;
    }
    default:
      return UNKNOWN;
  }
}

function named({ name, scope }: Extract<Expr, { kind: 'name' }>, known: Known): Value {
  const { input, steps, locals, row, model, world } = known;
  if (scope === 'row' && name === 'row' && row !== undefined && !row.has('row')) return { fields: row };
  if (scope === 'row') return row === undefined ? UNKNOWN : memberIn(row, name);
  if (scope === 'entity') return rowsOf(name, known);
  if (scope === 'local') return locals?.get(name) ?? UNKNOWN;
  if (scope === 'input') return name === 'input' ? { fields: input } : memberIn(input, name);
  if (scope === 'caller' && world !== undefined) return { fields: world.caller };
  if (scope === 'caller') {
    // The key of a row has a form of its own.
    const named = model.auth.some(({ subject }) => subject !== null);
    return { fields: new Map([['id', named ? UNKNOWN : 'caller']]) };
  }
  return scope === 'step' && steps.has(name) ? (steps.get(name) ?? null) : UNKNOWN;
}

function memberOf({ of, name, follows }: Extract<Expr, { kind: 'member' }>, known: Known): Value {
  if (of.kind === 'name' && of.scope === 'step' && of.name === 'steps') return known.steps.get(name) ?? UNKNOWN;
  const reached = evaluate(of, known);
  if (reached === null) return null;
  const owner = follows === undefined ? reached : referred(reached, follows, known);
  if (owner === null) return null;
  return typeof owner === 'object' && 'fields' in owner ? memberIn(owner.fields, name) : UNKNOWN;
}

/** A member of that name: null is a value like others, and of what is not there nothing is known. */
function memberIn(fields: ReadonlyMap<string, Value>, name: string): Value {
  const value = fields.get(name);
  return value === undefined ? UNKNOWN : value;
}

/** The rows of an entity, where callers may see all of them. */
function rowsOf(name: string, { model, world }: Known): Value {
  const entity = model.entities.find((one) => one.name === name);
  if (world === undefined || entity === undefined || entity.owner !== null) return UNKNOWN;
  return { items: (world.rows.get(name) ?? []).map((fields) => ({ fields })) };
}

/** The row that a reference leads to. */
function referred(key: Value, name: string, { model, world }: Known): Value {
  const own = model.entities.find((one) => one.name === name)?.fields.find((field) => field.key);
  const found = world?.rows
    .get(name)
    ?.find((row) => own !== undefined && differs(row.get(own.name) ?? null, key) === false);
  return found === undefined ? UNKNOWN : { fields: found };
}

/** An item of a list, null where there is none; other structures are not looked into. */
function itemOf(of: Value, index: Value): Value {
  const at = typeof index === 'object' && index !== null && 'number' in index ? Number(digits(index.number, 0)) : null;
  if (of === null || typeof of !== 'object' || !('items' in of) || at === null) return UNKNOWN;
  return at < 0 ? null : (of.items[at] ?? null);
}

function mapOf(entries: Extract<Expr, { kind: 'map' }>['entries'], known: Known): Value {
  const fields = entries.map(({ key, value }): [Value, Value] => [evaluate(key, known), evaluate(value, known)]);
  const named = fields.flatMap(([name, value]): [string, Value][] => (typeof name === 'string' ? [[name, value]] : []));
  return named.length === fields.length ? { fields: new Map(named) } : UNKNOWN;
}

/** From left to right, and no further than the result needs: unknown as soon as one item is. */
function overItems(expr: Extract<Expr, { kind: 'comprehension' }>, known: Known): Value {
  const over = evaluate(expr.over, known);
  if (over === null || typeof over !== 'object' || !('items' in over)) return UNKNOWN;
  const found: Value[] = [];
  for (const item of over.items) {
    const locals = new Map(known.locals).set(expr.variable, item);
    const value = evaluate(expr.body, { ...known, locals });
    if (expr.method === 'map') found.push(value);
    else if (typeof value !== 'boolean') return UNKNOWN;
    else if (value) found.push(item);
    if (expr.method === 'exists' && value === true) return true;
    if (expr.method === 'all' && value === false) return false;
  }
  if (expr.method === 'exists' || expr.method === 'all') return expr.method === 'all';
  return expr.method === 'exists_one' ? found.length === 1 : { items: found };
}

function called({ name, args }: Extract<Expr, { kind: 'call' }>, known: Known): Value {
  if (name === 'now' || name === 'today') return known.world?.[name] ?? UNKNOWN;
  if (name === 'uuid' && args.length === 0) return { made: true };
  const numbers = args.map((arg) => numberOf(arg, known));
  return functionValue(
    name,
    args.map((arg) => evaluate(arg, known)),
    numbers.filter((value) => value !== null),
  );
}

/** An exact number, or null: of binary fractions nothing is foretold. */
function numberOf(expr: Expr, known: Known): Exact | null {
  const plain = plainType(expr.type, known.model);
  if (plain.kind === 'scalar' && plain.name === 'double') return null;
  const value = evaluate(expr, known);
  return value !== null && typeof value === 'object' && 'number' in value ? value.number : null;
}

function unary({ operator, operand }: Extract<Expr, { kind: 'unary' }>, known: Known): Value {
  const value = evaluate(operand, known);
  if (operator === '!') return typeof value === 'boolean' ? !value : UNKNOWN;
  const number = numberOf(operand, known);
  return number === null ? UNKNOWN : { number: { ...number, units: -number.units } };
}

function binary({ operator, left, right }: Extract<Expr, { kind: 'binary' }>, known: Known): Value {
  const a = evaluate(left, known);
  if (operator === '&&' || operator === '||') {
    if (a === (operator === '||')) return a;
    const b = evaluate(right, known);
    if (typeof a === 'boolean') return typeof b === 'boolean' ? b : UNKNOWN;
    return b === (operator === '||') ? b : UNKNOWN;
  }
  const b = evaluate(right, known);
  if (operator === '==' || operator === '!=') {
    const different = differs(a, b);
    return typeof different === 'boolean' ? different === (operator === '!=') : UNKNOWN;
  }
  if (operator === 'in') return isAmong(a, b);
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return a + b;
  const [m, n] = [numberOf(left, known), numberOf(right, known)];
  if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=') {
    if (typeof a === 'string' && typeof b === 'string' && isTime(left, known))
      return holds(operator, a < b ? -1 : a > b ? 1 : 0);
    return m === null || n === null ? UNKNOWN : holds(operator, order(m, n));
  }
  if (m === null || n === null) return UNKNOWN;
  const exactly = isDecimal(left.type, known.model) || isDecimal(right.type, known.model);
  const result = computed(operator, m, n, exactly);
  return result === null ? UNKNOWN : { number: result };
}

/** Days and instants: their texts are in the order of time. */
function isTime(expr: Expr, { model }: Known): boolean {
  const plain = plainType(expr.type, model);
  return plain.kind === 'scalar' && (plain.name === 'date' || plain.name === 'timestamp');
}

/** Whether a value is among items; unknown where one of them is that could be it. */
function isAmong(value: Value, list: Value): Value {
  if (list === null || typeof list !== 'object' || !('items' in list)) return UNKNOWN;
  const found = list.items.map((item) => differs(value, item));
  if (found.includes(false)) return true;
  return found.every((one) => one === true) ? false : UNKNOWN;
}

function holds(operator: '<' | '<=' | '>' | '>=', sign: number): boolean {
  return { '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0 }[operator];
}

function computed(operator: BinaryOperator, m: Exact, n: Exact, exactly: boolean): Exact | null {
  switch (operator) {
    case '+':
      return plus(m, n);
    case '-':
      return plus(m, { ...n, units: -n.units });
    case '*':
      return times(m, n);
    case '/': {
      const quotient = over(m, n);
      return quotient === null || exactly ? quotient : roundTo(quotient, 0, 'down');
    }
    default:
      return null;
  }
}

/** Whether two values differ; unknown where one of them is, or where they are structures. */
function differs(a: Value, b: Value): boolean | typeof UNKNOWN {
  if (a === UNKNOWN || b === UNKNOWN) return UNKNOWN;
  const alike = sameId(a, b);
  if (alike !== null) return !alike;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a !== b;
  return 'number' in a && 'number' in b ? order(a.number, b.number) !== 0 : UNKNOWN;
}
