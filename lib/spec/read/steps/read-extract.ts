import type { Expr } from '../../expressions/ast.ts';
import type { Scope } from '../../expressions/scope.ts';
import { isNumber, isText, open, sayType, UNKNOWN } from '../../expressions/static-types.ts';
import type { ExtractStep, Field, Type } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { expected, oneOf, scalarsOf, textOf, visibleSpan } from '../forms.ts';
import { type Keys, readKeys } from '../keys.ts';
import { readErrorName } from '../read-error-name.ts';
import { readFormula } from '../read-expression.ts';
import { NO_POLICY, readPolicy } from '../read-policy.ts';
import { readFieldReaders } from './read-field-readers.ts';
import { reportUnknown } from './report-unknown.ts';
import { resultField } from './result-field.ts';
import { NOTHING, type StepBase, type StepReader } from './step-reading.ts';

/**
 * `extract: =DOCUMENTS`. The result has the fields of `as`, the whole `text`, and `quality`. A required field that is not found
 * stops the step: with the error of `else`, or as `invalid_input`.
 */
export const readExtract: StepReader = (ctx, _world, scope, keys, { base, main }) => {
  const from = readDocuments(ctx, scope, main);
  const engine = readEngine(ctx, keys);
  if (from !== null) checkMedia(ctx, scope, from, engine);
  const filled = readFilled(ctx, scope, keys);
  const read = readFieldReaders(ctx, scope, keys, filled, base.id);
  const otherwise = keys.get('else');
  const error = otherwise === undefined ? null : readErrorName(ctx, otherwise);
  const result: Type = { kind: 'object', fields: resultFields(ctx, scope, keys, base, filled?.fields ?? []) };
  if (from === null) return { ...NOTHING, result };
  const policy = { ...NO_POLICY, timeoutMs: readPolicy(ctx, keys).timeoutMs };
  return {
    step: { ...base, kind: 'extract', from, engine, as: filled?.name ?? null, read, policy, else: error },
    result,
    present: [],
  };
};

function readDocuments(ctx: ReadContext, scope: Scope, node: YamlNode): Expr | null {
  if (node.kind !== 'scalar' || !node.value.startsWith('='))
    return expected(ctx, node, 'An expression behind `=` that gives documents');
  const expr = readFormula(ctx, node, scope)?.expr ?? null;
  if (expr === null || expr.type === UNKNOWN) return expr;
  const { type, optional } = open(scope.table, expr.type);
  const one = type.kind === 'list' ? open(scope.table, type.of) : { type, optional };
  const document = one.type === UNKNOWN || (one.type.kind === 'scalar' && DOCUMENTS.includes(one.type.name));
  if (document && !optional && !one.optional) return expr;
  if (document) ctx.reporter.report('EXP4005', expr.span, { text: ctx.text.slice(expr.span.start, expr.span.end) });
  else
    ctx.reporter.report('TYP3008', expr.span, {
      expected: 'Base64, bytes, a file, or a list of them,',
      found: sayType(expr.type),
    });
  return expr;
}

const DOCUMENTS: readonly string[] = ['base64', 'bytes', 'file'];

function readEngine(ctx: ReadContext, keys: Keys): ExtractStep['engine'] {
  const node = keys.get('engine');
  const said = node?.kind === 'map' ? readKeys(ctx, node, 'engine', visibleSpan(ctx, node)) : null;
  const nameNode = node?.kind === 'scalar' ? node : said?.get('name');
  if (node?.kind === 'seq') expected(ctx, node, 'The name of an engine, or a map with `name`,');
  const name =
    (nameNode === undefined ? null : oneOf(ctx, nameNode, ['tesseract', 'pdftotext'], 'An engine')) ?? 'tesseract';
  const languages = said?.get('languages');
  if (languages === undefined) return { name, languages: name === 'tesseract' ? ['eng'] : [] };
  if (name === 'pdftotext') {
    const reason = '`pdftotext` takes the text as it is in the file, in any language. Remove `languages`.';
    ctx.reporter.report('FLW5035', said?.entry('languages')?.key.span ?? languages.span, { reason });
    return { name, languages: [] };
  }
  return { name, languages: readLanguages(ctx, languages) };
}

/** ISO 639-2 codes, with a script where the engine's data has one: `chi_sim`. */
function readLanguages(ctx: ReadContext, node: YamlNode): string[] {
  const codes = scalarsOf(ctx, node, 'languages').flatMap((item) => {
    if (/^[a-z]{3}(_[a-z]{2,8}){0,2}$/.test(item.value)) return [item.value];
    expected(ctx, item, 'The code of a language such as eng or hin');
    return [];
  });
  return [...new Set(codes)].slice(0, 10);
}

/** Where the type of the documents says what they are, the engine has to be able to read one of that. */
function checkMedia(ctx: ReadContext, scope: Scope, from: Expr, { name }: ExtractStep['engine']): void {
  const { type } = open(scope.table, from.type);
  const one = type.kind === 'list' ? open(scope.table, type.of).type : type;
  if (one === UNKNOWN || one.kind !== 'scalar' || one.media === null) return;
  const readable = one.media.filter((media) =>
    name === 'tesseract' ? /^image\//.test(media) : media === 'application/pdf',
  );
  if (readable.length > 0) return;
  const other =
    name === 'tesseract'
      ? 'reads images; for PDF files take `pdftotext`'
      : 'reads PDF files; for images take `tesseract`';
  ctx.reporter.report('FLW5035', from.span, { reason: `\`${name}\` ${other}.` });
}

/** The object type that is filled, by its name. */
export interface Filled {
  name: string;
  fields: readonly Field[];
  byName: ReadonlyMap<string, Field>;
}

function readFilled(ctx: ReadContext, scope: Scope, keys: Keys): Filled | null {
  const node = keys.get('as');
  const name = node === undefined ? null : textOf(ctx, node, 'The name of an object type');
  if (node === undefined || name === null) return null;
  const declared = scope.table.types.get(name);
  if (declared === undefined) {
    reportUnknown(ctx, node, 'type', name, ctx.names.types);
    return null;
  }
  const { type, optional } = open(scope.table, declared.type);
  if (type.kind === 'object' && !optional) {
    const { fields } = type;
    return { name, fields, byName: new Map(fields.map((field) => [field.name, field])) };
  }
  return expected(ctx, node, 'The name of an object type');
}

const QUALITY = scalar('decimal', { range: { min: '0', max: '1' }, scale: 4 });

/** The fields of the type, and `text` and `quality`; a type may have these two itself, and they are filled like the others. */
function resultFields(ctx: ReadContext, scope: Scope, keys: Keys, base: StepBase, fields: readonly Field[]): Field[] {
  const at = keys.entry('as')?.value.span ?? base.span;
  for (const field of fields) {
    const { type } = open(scope.table, field.type);
    const fits =
      field.name === 'text' ? isText(type) && type.kind === 'scalar' : field.name !== 'quality' || isNumber(type);
    if (fits) continue;
    const found = field.name === 'text' ? 'the whole text' : 'a number from 0 to 1';
    ctx.reporter.report('FLW5032', at, {
      reason: `\`${field.name}\` of this type is ${found}, and it is declared as ${sayType(field.type)}.`,
    });
  }
  const own = new Set(fields.map(({ name }) => name));
  const more = [
    resultField(base, 'text', scalar('string'), 'The whole text of all documents.'),
    resultField(base, 'quality', QUALITY, 'The lowest mean confidence of a page.'),
  ];
  return [...fields, ...more.filter(({ name }) => !own.has(name))];
}
