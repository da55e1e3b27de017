import type { Expr } from '../expressions/ast.ts';
import { namesIn } from '../expressions/check-name.ts';
import type { Scope } from '../expressions/scope.ts';
import { misfit, open, referenceOf, STRING, sayType, UNKNOWN } from '../expressions/static-types.ts';
import type { Type, ValueSource } from '../model.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import { quoteYaml } from '../yaml/quote-yaml.ts';
import type { ReadContext } from './context.ts';
import { fileTextProblem } from './file-text.ts';
import { readFormula } from './read-expression.ts';
import { readAnyLiteral, readLiteral } from './read-literal.ts';

/** A value and its type. */
export interface ValueReading {
  source: ValueSource;
  type: Type;
}

/** Reads a literal, or an expression behind `=`, where a type is declared; with `null` any type will do. Null if reported. */
export function readValue(ctx: ReadContext, scope: Scope, node: YamlNode, wanted: Type | null): ValueReading | null {
  if (node.kind === 'scalar' && node.value.startsWith('=') && node.style !== 'empty') {
    const reading = readFormula(ctx, node, scope);
    if (reading === null) return null;
    if (wanted !== null) checkFits(ctx, scope, reading.expr, wanted);
    return { source: { kind: 'expression', expr: reading.expr, span: node.span }, type: reading.expr.type };
  }
  if (node.kind === 'scalar') hintExpression(ctx, scope, node);
  else refuseNestedFormulas(ctx, node);
  const literal = wanted === null ? readAnyLiteral(ctx, node) : readLiteral(ctx, scope.table, node, wanted);
  const problem = literal === null || wanted === null ? null : fileTextProblem(scope.table, wanted, literal.value);
  if (problem !== null) {
    ctx.reporter.report('TYP3005', node.span, {
      value: ctx.text.slice(node.span.start, node.span.end),
      reason: problem,
    });
    return null;
  }
  return literal === null
    ? null
    : { source: { kind: 'literal', value: literal.value, span: node.span }, type: literal.type };
}

/** Reports an expression whose value cannot stand where a type is declared. */
export function checkFits(ctx: ReadContext, scope: Scope, expr: Expr, wanted: Type): void {
  if (expr.type === UNKNOWN) return;
  const { type, optional } = open(scope.table, wanted);
  if (expr.kind === 'string' && type.kind === 'scalar' && type !== UNKNOWN && type.name !== 'string') {
    checkLiteralText(ctx, scope, expr, wanted);
    return;
  }
  if (expr.kind === 'string' && type.kind === 'enum') {
    checkLiteralText(ctx, scope, expr, wanted);
    return;
  }
  const problem = misfit(scope.table, expr.type, wanted);
  if (problem === null) return;
  if (problem === 'digits') {
    ctx.reporter.report('TYP3009', expr.span, { scale: type.kind === 'scalar' ? (type.scale ?? 0) : 0 });
  } else if (problem === 'missing' && !optional) {
    ctx.reporter.report('EXP4005', expr.span, { text: ctx.text.slice(expr.span.start, expr.span.end) });
  } else {
    const instead = keyOfCaller(scope, expr, wanted);
    const hint = instead === null ? '' : `; write ${instead}`;
    const fixes = instead === null ? [] : [{ title: `Write ${instead}`, edits: [{ span: expr.span, text: instead }] }];
    const said = { expected: capital(sayType(wanted)), found: `${sayType(expr.type)}${hint}` };
    ctx.reporter.report('TYP3008', expr.span, said, fixes);
  }
}

/** `caller.id` is what the token says; the key of the row that callers are has the key's own type. Null where it is not that. */
function keyOfCaller({ caller, table }: Scope, expr: Expr, wanted: Type): string | null {
  if (expr.kind !== 'member' || expr.name !== 'id' || expr.of.kind !== 'name' || expr.of.scope !== 'caller')
    return null;
  const fields = caller?.kind === 'object' ? caller.fields : [];
  const subject = fields.find(({ name }) => name === 'subject');
  const row = subject === undefined ? null : open(table, subject.type).type;
  if (row?.kind !== 'entity' || referenceOf(table, wanted)?.entity !== row.name) return null;
  const key = table.entities.get(row.name)?.fields.find((field) => field.key);
  return key === undefined ? null : `caller.subject.${key.name}`;
}

/** A text in an expression is a literal: it is checked like one. */
function checkLiteralText(ctx: ReadContext, scope: Scope, expr: Extract<Expr, { kind: 'string' }>, wanted: Type): void {
  const span = expr.span;
  const node: ScalarNode = { kind: 'scalar', span, content: span, value: expr.value, style: 'single' };
  const { type } = open(scope.table, wanted);
  const numeric = type.kind === 'scalar' && ['int', 'long', 'decimal', 'double', 'bool'].includes(type.name);
  if (numeric) ctx.reporter.report('TYP3008', span, { expected: capital(sayType(wanted)), found: sayType(STRING) });
  else readLiteral(ctx, scope.table, node, wanted);
}

/** `value: quote.id` is a text, and so is `Hello ${input.name}`; most likely an expression is meant. */
function hintExpression(ctx: ReadContext, scope: Scope, node: ScalarNode): void {
  if (hintTemplate(ctx, scope, node)) return;
  if (node.style !== 'plain') return;
  const first = /^([A-Za-z_][A-Za-z0-9_]*)\.[A-Za-z_][A-Za-z0-9_.]*$/.exec(node.value)?.[1];
  if (first === undefined || !namesIn(scope).includes(first)) return;
  const at = { start: node.span.start, end: node.span.start };
  ctx.reporter.report('EXP4012', node.span, { text: node.value, expression: node.value }, [
    { title: 'Write an expression', edits: [{ span: at, text: '=' }] },
  ]);
}

/** Whether a text has holes as other languages write them, with names that are in sight. Reports it. */
function hintTemplate(ctx: ReadContext, scope: Scope, { value, span, style }: ScalarNode): boolean {
  if (value.length > MAX_TEMPLATE || (style !== 'plain' && style !== 'single' && style !== 'double')) return false;
  const pieces = value.split(HOLE);
  // Every second piece is what stood in a hole.
  const holes = pieces.filter((_, i) => i % 2 === 1);
  const known = namesIn(scope);
  if (holes.length === 0 || !holes.every((hole) => known.includes(hole.split('.')[0] ?? ''))) return false;
  const expression = pieces.flatMap((piece, i) =>
    i % 2 === 1 ? [piece] : piece === '' ? [] : [JSON.stringify(piece)],
  );
  const text = expression.join(' + ');
  const edits = [{ span, text: quoteYaml(`=${text}`) }];
  ctx.reporter.report('EXP4012', span, { text: value, expression: text }, [{ title: 'Write an expression', edits }]);
  return true;
}

const MAX_TEMPLATE = 1000;
/** `${input.name}` and `{{input.name}}`. */
const HOLE = /(?:\$\{|\{\{)\s*([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+)\s*\}\}?/;

/** Inside a list or a map a `=` would be taken literally; lists and maps of expressions are one expression. */
function refuseNestedFormulas(ctx: ReadContext, root: YamlNode): void {
  const open: YamlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'map') open.push(...node.entries.map((entry) => entry.value));
    else if (node.kind === 'seq') open.push(...node.items);
    else if (node.value.startsWith('=') && node.style === 'plain') {
      ctx.reporter.report('SPC2003', node.span, {
        expected: 'One expression for the whole list or map, such as =[a, b],',
        found: 'an expression inside a literal',
      });
    }
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
