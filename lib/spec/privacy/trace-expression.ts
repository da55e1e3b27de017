import type { Expr } from '../expressions/ast.ts';
import type { Entity, ValueSource } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import { derived, type Flow, joined, memberFlow, PLAIN, passing, type Root, typedFlow } from './flow.ts';

/** What names stand for, as far as classification goes. */
export interface Names {
  table: TypeTable;
  /** The inputs; plain where there is no request. */
  input: Flow;
  steps: ReadonlyMap<string, Flow>;
  locals: ReadonlyMap<string, Flow>;
  /** The entity whose fields are bare names. */
  row: Entity | null;
}

/** Functions that give a part of their argument as it is. */
const PICKS: readonly string[] = ['first', 'last', 'distinct', 'sort'];
/** Functions whose result tells nothing that is classified: comparisons, counts, fresh values, and reports, which are masked. */
const TELLS_NOTHING: readonly string[] = [
  'size',
  'count',
  'contains',
  'startsWith',
  'endsWith',
  'matches',
  'similarity',
  'verifyPassword',
  'uuid',
  'token',
  'now',
  'today',
  'report',
  'sequence',
];
const ARITHMETIC: readonly string[] = ['+', '-', '*', '/', '%'];

/** How classified a value is that a step or an output is given. */
export function traceValue(names: Names, value: ValueSource): Flow {
  return value.kind === 'expression' ? traceExpression(names, value.expr) : PLAIN;
}

/** How classified the result of an expression is, by everything that went into it. Depth is bounded by the parser. */
export function traceExpression(names: Names, expr: Expr): Flow {
  const { table } = names;
  const trace = (part: Expr): Flow => traceExpression(names, part);
  switch (expr.kind) {
    case 'name':
      return traceName(names, expr);
    case 'member':
      return traceMember(names, expr);
    case 'index':
      return trace(expr.of);
    case 'call':
      return traceCall(names, expr);
    case 'comprehension':
      return traceComprehension(names, expr);
    case 'unary':
      return expr.operator === '-' ? derived(table, trace(expr.operand)) : PLAIN;
    case 'binary': {
      if (!ARITHMETIC.includes(expr.operator)) return PLAIN;
      return joined(table, derived(table, trace(expr.left)), derived(table, trace(expr.right)));
    }
    case 'conditional':
      return joined(table, trace(expr.then), trace(expr.else));
    case 'list':
      return expr.items.reduce((all, item) => joined(table, all, trace(item)), PLAIN);
    case 'map':
      return traceMap(names, expr);
    default:
      return PLAIN;
  }
}

function traceName(names: Names, expr: Extract<Expr, { kind: 'name' }>): Flow {
  const { name, scope, span } = expr;
  if (scope === 'input') return names.input;
  if (scope === 'local') return names.locals.get(name) ?? typed(names, expr, 'other');
  if (scope === 'step') return names.steps.get(name) ?? typed(names, expr, 'other');
  if (scope !== 'row') return typed(names, expr, scope === 'entity' ? 'row' : 'other');
  if (names.row === null) return PLAIN;
  const row: Flow = { ...PLAIN, type: { kind: 'entity', name: names.row.name }, root: 'row' };
  return passing(memberFlow(names.table, row, name), name, span);
}

function typed(names: Names, expr: Expr, root: Root): Flow {
  return typedFlow(names.table, expr.type, { what: pathOf(expr), span: expr.span }, root);
}

function traceMember(names: Names, expr: Extract<Expr, { kind: 'member' }>): Flow {
  const { table } = names;
  const of = traceExpression(names, expr.of);
  const base: Flow =
    expr.follows === undefined ? of : { ...PLAIN, type: { kind: 'entity', name: expr.follows }, root: 'row' };
  return passing(memberFlow(table, base, expr.name), pathOf(expr), expr.span);
}

function traceCall(names: Names, expr: Extract<Expr, { kind: 'call' }>): Flow {
  const [first] = expr.args;
  if (TELLS_NOTHING.includes(expr.name)) return PLAIN;
  if (PICKS.includes(expr.name)) return first === undefined ? PLAIN : traceExpression(names, first);
  return expr.args.reduce(
    (all, arg) => joined(names.table, all, derived(names.table, traceExpression(names, arg))),
    PLAIN,
  );
}

function traceComprehension(names: Names, expr: Extract<Expr, { kind: 'comprehension' }>): Flow {
  if (expr.method !== 'filter' && expr.method !== 'map') return PLAIN;
  const over = traceExpression(names, expr.over);
  if (expr.method === 'filter') return over;
  const locals = new Map([...names.locals, [expr.variable, over]]);
  return traceExpression({ ...names, locals }, expr.body);
}

function traceMap(names: Names, expr: Extract<Expr, { kind: 'map' }>): Flow {
  const parts = new Map<string, Flow>();
  let others = PLAIN;
  for (const { key, value } of expr.entries) {
    const flow = traceExpression(names, value);
    if (key.kind === 'string') parts.set(key.value, flow);
    else others = joined(names.table, others, derived(names.table, flow));
  }
  return { ...others, parts, type: null };
}

/** How an expression reads: `extract.pan`; of anything but a path, the word for what it is. */
export function pathOf(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'member') return `${pathOf(expr.of)}.${expr.name}`;
  if (expr.kind === 'index') return `${pathOf(expr.of)}[]`;
  return expr.kind === 'call' ? `${expr.name}()` : 'a value';
}
