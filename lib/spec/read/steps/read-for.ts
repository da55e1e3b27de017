import type { Expr } from '../../expressions/ast.ts';
import { namesIn } from '../../expressions/check-name.ts';
import type { Scope } from '../../expressions/scope.ts';
import { open, sayType, UNKNOWN } from '../../expressions/static-types.ts';
import type { Type } from '../../model.ts';
import type { ScalarNode, YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { expected } from '../forms.ts';
import { checkName } from '../names.ts';
import { readFormula } from '../read-expression.ts';
import { readStepList } from './read-step-list.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

const RESERVED = ['input', 'caller', 'row', 'steps'];

/** `for`: does steps for each item of a list. Its result is the list of what the last step gave; nothing inside is seen afterwards. */
export const readFor: StepReader = (ctx, world, scope, keys, { base, main, flow }) => {
  const [inNode, doNode] = [keys.get('in'), keys.get('do')];
  if (inNode === undefined) ctx.reporter.report('SPC2002', base.span, { key: 'in', where: 'A `for` step' });
  if (doNode === undefined) ctx.reporter.report('SPC2002', base.span, { key: 'do', where: 'A `for` step' });
  const variable = readVariable(ctx, scope, main);
  const list = inNode === undefined ? null : readItems(ctx, scope, inNode);
  if (variable === null || doNode === undefined) return NOTHING;
  const inside: Scope = { ...scope, locals: new Map([...scope.locals, [variable, list?.of ?? UNKNOWN]]) };
  const body = readStepList(ctx, world, inside, doNode, flow, base.id);
  if (list === null) return NOTHING;
  const result: Type | null = body.last === null ? null : { kind: 'list', of: body.last, length: null };
  return { step: { ...base, kind: 'for', variable, in: list.expr, do: body.steps }, result, present: [] };
};

function readVariable(ctx: ReadContext, scope: Scope, node: YamlNode): string | null {
  if (node.kind !== 'scalar') return expected(ctx, node, 'A name for each item');
  if (!checkName(ctx, node, 'identifier')) return null;
  const hidden = RESERVED.includes(node.value) || namesIn(scope).includes(node.value) || scope.later.has(node.value);
  if (hidden) ctx.reporter.report('FLW5040', node.span, { name: node.value });
  return node.value;
}

/** The list and the type of its items; items of json are json. */
function readItems(ctx: ReadContext, scope: Scope, node: YamlNode): { expr: Expr; of: Type } | null {
  if (node.kind !== 'scalar') return expected(ctx, node, 'A list: an expression such as =input.lines');
  const bare = !node.value.startsWith('=');
  if (bare) hintEquals(ctx, node);
  const reading = readFormula(ctx, node, scope);
  if (reading === null) return null;
  const { type, optional } = open(scope.table, reading.expr.type);
  const source = ctx.text.slice(reading.expr.span.start, reading.expr.span.end);
  if (optional && type !== UNKNOWN) ctx.reporter.report('EXP4005', reading.expr.span, { text: source });
  if (type.kind === 'list') return { expr: reading.expr, of: type.of };
  const open_ = type === UNKNOWN || (type.kind === 'scalar' && type.name === 'json');
  if (!open_) ctx.reporter.report('FLW5042', reading.expr.span, { found: sayType(reading.expr.type) });
  return { expr: reading.expr, of: UNKNOWN };
}

/** `in: cases` is meant as an expression; a list of literals cannot be one. */
function hintEquals(ctx: ReadContext, node: ScalarNode): void {
  const at = { start: node.span.start, end: node.span.start };
  ctx.reporter.report('EXP4012', node.span, { text: node.value, expression: node.value }, [
    { title: 'Write an expression', edits: [{ span: at, text: '=' }] },
  ]);
}
