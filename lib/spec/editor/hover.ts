import type { Span } from '../../core/text-range.ts';
import type { Expr } from '../expressions/ast.ts';
import { FUNCTIONS } from '../expressions/functions.ts';
import { NULL, UNKNOWN, writeType } from '../expressions/static-types.ts';
import { SCALAR_NAMES } from '../scalar-type.ts';
import type { KeyShape } from '../shape/shape.ts';
import { givenFields } from './given-fields.ts';
import { expressionAt, type Inspection, inspect } from './inspect.ts';
import { placeAt } from './place.ts';
import { describeReference } from './reference-hover.ts';

/** Markdown about a stretch of the text. */
export interface Hover {
  span: Span;
  markdown: string;
}

/** What is known about the text at an offset: the type of an expression, what a key is for, what a type stands for. */
export function hoverAt(text: string, offset: number): Hover | null {
  const inspection = inspect(text);
  if (inspection?.root == null) return null;
  const expr = expressionAt(inspection, offset);
  const about = expr === null ? null : expressionHover(expr);
  if (about !== null) return about;
  const place = placeAt(inspection.root, offset);
  if (place?.kind === 'key' && place.says !== null)
    return { span: place.key.span, markdown: keyMarkdown(place.key.value, place.says) };
  if ((place?.kind === 'given' || place?.kind === 'name') && inspection.model !== null) {
    const name = place.key.value;
    const field = givenFields(inspection.model, place.owner, place.of).find((candidate) => candidate.name === name);
    return field === undefined ? null : { span: place.key.span, markdown: code(`${name}: ${writeType(field.type)}`) };
  }
  if (place?.kind === 'value' && place.takes.form === 'reference' && inspection.model !== null) {
    const markdown = describeReference(inspection.model, place.takes.to, place.node.value);
    return markdown === null ? null : { span: place.node.span, markdown };
  }
  if (place?.kind === 'value' && place.takes.form === 'type')
    return typeHover(inspection, place.node.value, place.node.span, offset);
  return null;
}

function expressionHover(expr: Expr): Hover | null {
  if (expr.type === UNKNOWN || expr.type === NULL) return null;
  const type = code(writeType(expr.type));
  if (expr.kind === 'name') return { span: expr.span, markdown: `${WHERE[expr.scope]} \`${expr.name}\`: ${type}` };
  if (expr.kind === 'member') return { span: expr.span, markdown: `\`${expr.name}\`: ${type}` };
  const shape = expr.kind === 'call' && Object.hasOwn(FUNCTIONS, expr.name) ? FUNCTIONS[expr.name] : undefined;
  if (shape !== undefined) {
    return {
      span: expr.span,
      markdown: `${code(shape.signature)} gives ${type}\n\n${shape.doc}\n\nExample: ${code(shape.example)}`,
    };
  }
  return { span: expr.span, markdown: type };
}

const WHERE: Readonly<Record<Extract<Expr, { kind: 'name' }>['scope'], string>> = {
  input: 'The operation’s',
  caller: 'The',
  step: 'The step',
  row: 'The field of the row',
  local: 'The item',
  decisionInput: 'The input',
  entity: 'The rows of',
};

function keyMarkdown(key: string, says: KeyShape): string {
  const needed = says.required === true ? ' (needed)' : '';
  return `**${key}**${needed}\n\n${says.doc}\n\n\`\`\`yaml\n${says.example}\n\`\`\``;
}

function typeHover(inspection: Inspection, text: string, span: Span, offset: number): Hover | null {
  const start = span.start;
  for (const match of text.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)) {
    if (offset < start + match.index || offset > start + match.index + match[0].length) continue;
    const at = { start: start + match.index, end: start + match.index + match[0].length };
    const declared = inspection.model?.types.find((type) => type.name === match[0]);
    if (declared !== undefined) {
      const classified =
        declared.classification === null
          ? ''
          : `\n\nClassification: ${declared.classification}${declared.mask === null ? '' : `, masked: ${declared.mask}`}`;
      return { span: at, markdown: `${code(`${declared.name}: ${writeType(declared.type)}`)}${classified}` };
    }
    if ((SCALAR_NAMES as readonly string[]).includes(match[0]))
      return { span: at, markdown: `Built-in type ${code(match[0])}` };
  }
  return null;
}

/** Inline code that no content can leave. */
function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replace(/\s+/g, ' ').slice(0, 300)}\``;
}
