import type { Expr } from '../expressions/ast.ts';
import type { JsonLiteral, ValueSource } from '../model.ts';

/** Names of the earlier version that are other names in the later one. */
export interface Renames {
  steps: ReadonlyMap<string, string>;
  inputs: ReadonlyMap<string, string>;
  outputs: ReadonlyMap<string, string>;
}

export const NO_RENAMES: Renames = { steps: new Map(), inputs: new Map(), outputs: new Map() };

interface Writing {
  renames: Renames;
  /** Variables of comprehensions by their depth instead of by their name, and `has(x)` as `x != null`. */
  bare: boolean;
  locals: readonly string[];
}

/** An expression for people, in the language's own syntax and with no more parentheses than it needs. */
export function writeExpression(expr: Expr): string {
  return write(expr, { renames: NO_RENAMES, bare: false, locals: [] }, 0);
}

/**
 * An expression as one text that is equal for equal meanings: spaces, quotes, superfluous parentheses and the names of
 * comprehension variables make no difference, and what `renames` names counts as its later name. Numbers keep their digits:
 * `1.10` carries two of them into a decimal result.
 */
export function meaningOf(expr: Expr, renames: Renames): string {
  return write(expr, { renames, bare: true, locals: [] }, 0);
}

/** A value for people. */
export function writeValue(value: ValueSource): string {
  return value.kind === 'literal' ? writeLiteral(value.value) : writeExpression(value.expr);
}

/** A value as one text that is equal for equal meanings: the literal `5` and the expression `=5` are the same. */
export function meaningOfValue(value: ValueSource, renames: Renames): string {
  return value.kind === 'literal' ? writeLiteral(value.value) : meaningOf(value.expr, renames);
}

/** A literal, as an expression would write it. Keys of maps are sorted. */
export function writeLiteral(value: JsonLiteral): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(writeLiteral).join(', ')}]`;
  if ('number' in value && typeof value.number === 'string') return value.number;
  const map = 'map' in value ? value.map : {};
  const entries = Object.entries(map).map(([key, member]) => `${JSON.stringify(key)}: ${writeLiteral(member)}`);
  return `{${entries.sort().join(', ')}}`;
}

function isList(value: JsonLiteral): value is readonly JsonLiteral[] {
  return Array.isArray(value);
}

/** Whether an expression asks who calls. */
export function asksForCaller(expr: Expr): boolean {
  return (expr.kind === 'name' && expr.scope === 'caller') || partsOf(expr).some(asksForCaller);
}

function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'list':
      return expr.items;
    case 'map':
      return expr.entries.flatMap(({ key, value }) => [key, value]);
    case 'member':
    case 'has':
      return [expr.of];
    case 'index':
      return [expr.of, expr.index];
    case 'call':
      return expr.args;
    case 'comprehension':
      return [expr.over, expr.body];
    case 'unary':
      return [expr.operand];
    case 'binary':
      return [expr.left, expr.right];
    case 'conditional':
      return [expr.test, expr.then, expr.else];
    default:
      return [];
  }
}

const BINDING: Readonly<Record<string, number>> = {
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** `around` is how tightly the place binds: what binds less stands in parentheses. */
function write(expr: Expr, writing: Writing, around: number): string {
  const at = (part: Expr, tight: number): string => write(part, writing, tight);
  const bound = (binding: number, text: string): string => (binding < around ? `(${text})` : text);
  switch (expr.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(expr.value);
    case 'string':
      return JSON.stringify(expr.value);
    case 'number':
      return expr.text;
    case 'list':
      return `[${expr.items.map((item) => at(item, 0)).join(', ')}]`;
    case 'map':
      return `{${expr.entries
        .map(({ key, value }) => `${at(key, 0)}: ${at(value, 0)}`)
        .sort()
        .join(', ')}}`;
    case 'name':
      return nameOf(expr, writing);
    case 'member':
      return memberOf(expr, writing);
    case 'index':
      return `${at(expr.of, 8)}[${at(expr.index, 0)}]`;
    case 'call':
      return `${expr.name}(${expr.args.map((arg) => at(arg, 0)).join(', ')})`;
    case 'has':
      return writing.bare ? bound(4, `${at(expr.of, 5)} != null`) : `has(${at(expr.of, 0)})`;
    case 'comprehension':
      return comprehension(expr, writing);
    case 'unary':
      return bound(7, `${expr.operator}${at(expr.operand, 7)}`);
    case 'binary': {
      const binding = BINDING[expr.operator] ?? 0;
      // `a && (b && c)` is `a && b && c`; for arithmetic the grouping can matter.
      const right = expr.operator === '&&' || expr.operator === '||' ? binding : binding + 1;
      return bound(binding, `${at(expr.left, binding)} ${expr.operator} ${at(expr.right, right)}`);
    }
    case 'conditional':
      return bound(1, `${at(expr.test, 2)} ? ${at(expr.then, 1)} : ${at(expr.else, 1)}`);
  }
}

function nameOf(expr: Extract<Expr, { kind: 'name' }>, { renames, bare, locals }: Writing): string {
  const { name, scope } = expr;
  if (!bare) return name;
  const depth = locals.lastIndexOf(name);
  if (scope === 'local' && depth >= 0) return `$${depth}`;
  if (scope === 'step') return `steps.${renames.steps.get(name) ?? name}`;
  // A bare name in a row's condition is the same field as `row.name`.
  return scope === 'row' ? `row.${name}` : name;
}

function memberOf(expr: Extract<Expr, { kind: 'member' }>, writing: Writing): string {
  const { of, name } = expr;
  if (writing.bare && of.kind === 'name' && of.scope === 'input' && of.name === 'input')
    return `input.${writing.renames.inputs.get(name) ?? name}`;
  // Invariants of an operation speak of its outputs.
  if (writing.bare && of.kind === 'name' && of.name === 'output' && !writing.locals.includes('output'))
    return `output.${writing.renames.outputs.get(name) ?? name}`;
  return `${write(of, writing, 8)}.${name}`;
}

function comprehension(expr: Extract<Expr, { kind: 'comprehension' }>, writing: Writing): string {
  const within = { ...writing, locals: [...writing.locals, expr.variable] };
  const variable = writing.bare ? `$${writing.locals.length}` : expr.variable;
  return `${write(expr.over, writing, 8)}.${expr.method}(${variable}, ${write(expr.body, within, 0)})`;
}
