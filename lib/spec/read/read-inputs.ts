import type { HttpMethod, InputField, ValueSource } from '../model.ts';
import { scalar } from '../scalar-type.ts';
import type { YamlNode } from '../yaml/node.ts';
import { checkContent } from './check-content.ts';
import type { ReadContext } from './context.ts';
import { emptyScope } from './empty-scope.ts';
import { type Declaration, declarations, oneOf } from './forms.ts';
import { type BodyForm, hasBody, type InputPlace, isFile, placeProblem } from './place-of-input.ts';
import { type FieldReading, readField } from './read-field.ts';
import type { ReadPath } from './read-path.ts';
import { checkNotLaxer } from './read-protection.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { readValue } from './read-value.ts';
import { readWireName, refuseSameWireNames } from './read-wire-name.ts';
import { resolve, type TypeTable } from './type-table.ts';

const PLACES = ['body', 'path', 'query', 'header', 'cookie', 'form', 'multipart'] as const;

/** The operation that inputs belong to. */
export interface InputOwner {
  operation: string;
  method: HttpMethod;
  path: ReadPath | null;
  /** The whole body is one value, so no input is a part of it. */
  wholeBody: boolean;
}

interface Draft {
  declaration: Declaration;
  /** Of all inputs that are listed. */
  names: ReadonlySet<string>;
  read: FieldReading;
  inPath: boolean;
  /** Where it is said to come from. */
  written: InputPlace | null;
  node: YamlNode | undefined;
}

/** Reads what the caller gives. A parameter of the path that is not listed is assumed to be a text. */
export function readInputs(
  ctx: ReadContext,
  types: TypeTable,
  node: YamlNode | undefined,
  owner: InputOwner,
): InputField[] {
  const listed = node === undefined ? [] : declarations(ctx, node, 'input', 'identifier');
  const names = new Set(listed.map(({ name }) => name));
  const drafts = listed.map((declaration) => readDraft(ctx, declaration, names, owner));
  const form = bodyForm(ctx, types, drafts);
  const fields = drafts.map((draft) => readInput(ctx, types, draft, owner, form));
  refuseSameWireNames(ctx, fields);
  for (const parameter of owner.path?.parameters ?? []) {
    if (fields.some((field) => field.name === parameter.name)) continue;
    const id = `endpoints/${owner.operation}/input/${parameter.name}`;
    const text = `The path parameter \`${parameter.name}\` is not listed under \`input\` and is read as a text.`;
    const subject = `${owner.operation}.input.${parameter.name}`;
    ctx.reporter.assume('SPC2020', { id, span: parameter.span, subject, text });
    fields.push({
      id,
      span: parameter.span,
      name: parameter.name,
      type: scalar('string'),
      typeOrigin: 'assumed',
      summary: null,
      in: 'path',
      protection: null,
      renamedFrom: null,
      default: null,
      as: null,
    });
  }
  return fields;
}

function readDraft(
  ctx: ReadContext,
  declaration: Declaration,
  names: ReadonlySet<string>,
  { operation, path }: InputOwner,
): Draft {
  const { name } = declaration;
  const of = { id: `endpoints/${operation}/input/${name}`, subject: `${operation}.input.${name}`, name };
  const read = readField(ctx, declaration, of, 'input');
  const node = read.keys?.get('in');
  return {
    declaration,
    names,
    read,
    inPath: path?.parameters.some((parameter) => parameter.name === name) ?? false,
    written: node === undefined ? null : oneOf(ctx, node, PLACES, 'A place'),
    node,
  };
}

/** One request has one body: parts if a file is in it, else what the first input says. The others follow it. */
function bodyForm(ctx: ReadContext, types: TypeTable, drafts: readonly Draft[]): BodyForm {
  const said = drafts.flatMap(({ written }) => (written === 'form' || written === 'multipart' ? [written] : []))[0];
  const files = drafts.some(({ read, written }) => written === null && isFile(types, read.type));
  const form = said ?? (files ? 'multipart' : 'body');
  for (const { written, node } of drafts) {
    const other = (written === 'body' || written === 'form' || written === 'multipart') && written !== form;
    if (other && node !== undefined)
      ctx.reporter.report('SPC2052', node.span, {
        reason: `Another input comes from ${SAY_FORM[form]}, and a request has one body.`,
      });
  }
  return form;
}

const SAY_FORM = { body: 'the JSON body', form: 'a form', multipart: 'a multipart body' } as const;

function readInput(ctx: ReadContext, types: TypeTable, draft: Draft, owner: InputOwner, form: BodyForm): InputField {
  const { declaration, read } = draft;
  const { name } = declaration;
  const place = placeOf(ctx, draft, owner, form);
  const problem = placeProblem(types, read.type, place);
  if (problem !== null) ctx.reporter.report('TYP3004', declaration.value.span, { reason: problem });
  checkContent(ctx, types, read.type, declaration.value.span);
  checkNotLaxer(ctx, types.types, read.protection, read.type, declaration.key.span);
  const full = resolve(types, read.type);
  const inner = full.kind === 'optional' ? full.of : full;
  if (inner.kind === 'scalar' && inner.name === 'password' && (place === 'path' || place === 'query'))
    ctx.reporter.report('SEC7012', declaration.key.span, { name, place });
  return {
    id: `endpoints/${owner.operation}/input/${name}`,
    span: declaration.span,
    name,
    type: read.type,
    typeOrigin: read.origin,
    summary: read.summary,
    in: place,
    protection: read.protection,
    renamedFrom: readRenamedFrom(ctx, read.keys, 'identifier', name, draft.names),
    default: readDefault(ctx, types, draft, place),
    as: readWireName(ctx, read.keys, place),
  };
}

/** Where an input comes from: the path by name, the query where requests have no body, else the body. */
function placeOf(ctx: ReadContext, draft: Draft, owner: InputOwner, form: BodyForm): InputPlace {
  const { inPath, written, node, declaration } = draft;
  const { method } = owner;
  const place = written ?? (inPath ? 'path' : hasBody(method) ? form : 'query');
  const span = node?.span ?? declaration.key.span;
  const { name } = declaration;
  const ofBody = place === 'body' || place === 'form' || place === 'multipart';
  if (written !== null && (place === 'path') !== inPath) {
    const reason = inPath ? `\`${name}\` is a parameter of the path.` : `The path has no parameter \`{${name}}\`.`;
    ctx.reporter.report('SPC2018', span, { reason });
  } else if (ofBody && !hasBody(method)) {
    ctx.reporter.report('SPC2018', span, { reason: `A ${method} request has no body.` });
  } else if (ofBody && owner.wholeBody) {
    ctx.reporter.report('SPC2052', span, {
      reason: `\`body\` makes the whole body one value, so \`${name}\` cannot be a part of it. Take it from the query or a header.`,
    });
  }
  return place;
}

function readDefault(ctx: ReadContext, types: TypeTable, draft: Draft, place: InputPlace): ValueSource | null {
  const node = draft.read.keys?.get('default');
  if (node === undefined) return null;
  if (place === 'path') {
    ctx.reporter.report('SPC2018', node.span, { reason: 'A parameter of the path is never missing.' });
    return null;
  }
  const { type } = draft.read;
  const present = type.kind === 'optional' ? type.of : type;
  return readValue(ctx, emptyScope(types), node, present)?.source ?? null;
}
