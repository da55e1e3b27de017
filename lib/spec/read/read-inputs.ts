import type { HttpMethod, InputField, Type } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, oneOf, textOf } from './forms.ts';
import { readKeys } from './keys.ts';
import type { ReadPath } from './read-path.ts';
import { readType, readTypeKeys, type TypeReading, type TypeSubject } from './read-type.ts';
import { resolve, type TypeTable } from './type-table.ts';

const PLACES = ['body', 'path', 'query', 'header'] as const;

/** Reads what the caller gives. A parameter of the path that is not listed is assumed to be a text. */
export function readInputs(
  ctx: ReadContext,
  types: TypeTable,
  node: YamlNode | undefined,
  operation: string,
  method: HttpMethod,
  path: ReadPath | null,
): InputField[] {
  const listed = node === undefined ? [] : declarations(ctx, node, 'input', 'identifier');
  const fields = listed.map((declaration) => readInput(ctx, types, declaration, operation, method, path));
  for (const parameter of path?.parameters ?? []) {
    if (fields.some((field) => field.name === parameter.name)) continue;
    const id = `endpoints/${operation}/input/${parameter.name}`;
    const text = `The path parameter \`${parameter.name}\` is not listed under \`input\` and is read as a text.`;
    ctx.reporter.assume('SPC2020', { id, span: parameter.span, subject: `${operation}.input.${parameter.name}`, text });
    fields.push({
      id,
      span: parameter.span,
      name: parameter.name,
      type: scalar('string'),
      typeOrigin: 'assumed',
      summary: null,
      in: 'path',
      protection: null,
      default: null,
      as: null,
    });
  }
  return fields;
}

function readInput(
  ctx: ReadContext,
  types: TypeTable,
  declaration: Declaration,
  operation: string,
  method: HttpMethod,
  path: ReadPath | null,
): InputField {
  const { name } = declaration;
  const of: TypeSubject = { id: `endpoints/${operation}/input/${name}`, subject: `${operation}.input.${name}`, name };
  const inPath = path?.parameters.some((parameter) => parameter.name === name) ?? false;
  const usual = inPath ? 'path' : method === 'GET' || method === 'DELETE' ? 'query' : 'body';
  const read = readField(ctx, declaration, of, 'input');
  const written = read.keys?.get('in');
  const place = written === undefined ? usual : (oneOf(ctx, written, PLACES, 'A place') ?? usual);
  if (written !== undefined && (place === 'path') !== inPath) {
    const reason = inPath ? `\`${name}\` is a parameter of the path.` : `The path has no parameter \`{${name}}\`.`;
    ctx.reporter.report('SPC2018', written.span, { reason });
  } else if (place === 'body' && (method === 'GET' || method === 'DELETE')) {
    ctx.reporter.report('SPC2018', written?.span ?? declaration.key.span, {
      reason: `A ${method} request has no body.`,
    });
  }
  const problem = place === 'body' ? null : placeProblem(types, read.type, place);
  if (problem !== null) ctx.reporter.report('TYP3004', declaration.value.span, { reason: problem });
  return {
    id: of.id,
    span: declaration.span,
    name,
    type: read.type,
    typeOrigin: read.origin,
    summary: read.summary,
    in: place,
    protection: null,
    default: null,
    as: null,
  };
}

/** What a path, a query or a header can carry: one plain value. */
function placeProblem(types: TypeTable, type: Type, place: 'path' | 'query' | 'header'): string | null {
  const full = resolve(types, type);
  if (full.kind === 'optional')
    return place === 'path' ? 'A parameter of the path is never missing.' : placeProblem(types, full.of, place);
  if (full.kind === 'enum' || full.kind === 'ref') return null;
  if (full.kind === 'scalar' && full.name !== 'json' && full.name !== 'base64') return null;
  return `A ${place} parameter is one plain value; this needs a body.`;
}

/** Reads a field that is written as a type, or as a map that says more. The map's keys are given for the reader to go on. */
export function readField(
  ctx: ReadContext,
  declaration: Declaration,
  of: TypeSubject,
  shape: 'input' | 'output' | 'entityField',
): TypeReading & { summary: string | null; keys: ReturnType<typeof readKeys> } {
  const { value } = declaration;
  if (value.kind !== 'map' || isEmpty(value)) return { ...readType(ctx, value, of), summary: null, keys: null };
  const keys = readKeys(ctx, value, shape, declaration.key.span);
  if (keys === null) return { ...readType(ctx, value, of), summary: null, keys };
  const summary = keys.get('summary');
  const said = summary === undefined ? null : textOf(ctx, summary, 'A sentence');
  const classified = keys.entry('classification') ?? keys.entry('mask');
  if (classified !== undefined) {
    ctx.reporter.report('SPC2003', classified.key.span, {
      expected: `\`${classified.key.value}\` on a named type under \`types\`, so that no use can forget it,`,
      found: 'a single use',
    });
  }
  return { ...readTypeKeys(ctx, keys, of), summary: said, keys };
}
