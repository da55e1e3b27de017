import { type ImportContext, resolved } from './import-context.ts';
import { type ErrorNames, errorFor } from './import-errors.ts';
import { importSchema, inNotation } from './import-schema.ts';
import { type ImportedField, typeValue } from './imported-type.ts';
import { at, type JsonObject, member, objectOf } from './json.ts';
import { isJson, mediaTypesOf, oneMedia, plainMedia } from './media-type.ts';
import { nameValue } from './name-value.ts';
import { isObjectLike, memberField, objectParts } from './object-schema.ts';
import { openList, openMap, type SpecEntry, type SpecValue, text } from './spec-value.ts';

/** What an operation answers. */
export interface ImportedAnswer {
  status: number;
  /** What is written under `output`; null: nothing is answered but the status. */
  output: SpecValue | null;
  /** The type of an answer that is one value; null: it has members, or nothing. */
  whole: string | null;
  /** Names of the outputs, which no step may have. */
  names: ReadonlySet<string>;
  contentType: string | null;
  /** Names of declared errors. */
  errors: readonly string[];
}

const READ = new Set(['content']);
const READ_MEDIA = new Set(['schema']);

/** Reads the responses of an operation: the first success is what it answers, what is 400 or more are its errors. */
export function importResponses(
  ctx: ImportContext,
  given: unknown,
  pointer: string,
  hint: string,
  errors: ErrorNames,
): ImportedAnswer {
  const responses = objectOf(given) ?? {};
  const keys = Object.keys(responses).sort();
  const isSuccess = (key: string): boolean => /^2(\d\d|XX)$/i.test(key);
  const isError = (key: string): boolean => /^[45](\d\d|XX)$/i.test(key);
  const onlyDefault = keys.length === 1 && keys[0] === 'default';
  const success = onlyDefault ? 'default' : keys.find(isSuccess);
  const named: string[] = [];
  for (const key of keys) {
    const place = at(pointer, key);
    if (key === success) continue;
    if (isError(key) || (key === 'default' && !onlyDefault)) {
      const name = errorFor(ctx, errors, key, responses[key], place);
      if (name !== null && !named.includes(name)) named.push(name);
    } else if (isSuccess(key)) ctx.losses.note(place, `An operation has one answer of success, here ${success}.`);
    else if (!key.startsWith('x-'))
      ctx.losses.note(place, `An answer of the status \`${key.slice(0, 20)}\` is not carried over.`);
  }
  if (success === undefined) ctx.losses.note(pointer, 'No answer of success is described; it is 200 without a body.');
  else if (!/^\d{3}$/.test(success)) ctx.losses.note(at(pointer, success), 'The answer of success has the status 200.');
  const status = success !== undefined && /^\d{3}$/.test(success) ? Number(success) : 200;
  const body = success === undefined ? null : resolved(ctx, responses[success], at(pointer, success));
  const answer = body === null ? NO_ANSWER : answerOf(ctx, body.value, body.pointer, hint);
  const empty = (status === 204 || status === 205) && (answer.output !== null || answer.whole !== null);
  if (empty) ctx.losses.note(at(pointer, success ?? ''), `An answer of the status ${status} has no body.`);
  return { status, ...(empty ? NO_ANSWER : answer), errors: named };
}

type Answer = Pick<ImportedAnswer, 'output' | 'whole' | 'names' | 'contentType'>;

const NO_ANSWER: Answer = { output: null, whole: null, names: new Set(), contentType: null };

/** An answer that is one value of a type. */
function wholeOf(whole: string, contentType: string | null = null): Answer {
  return { ...NO_ANSWER, whole, contentType };
}

function answerOf(ctx: ImportContext, response: JsonObject, pointer: string, hint: string): Answer {
  ctx.losses.noteOthers(response, pointer, READ);
  const content = objectOf(member(response, 'content')) ?? {};
  const contentPointer = at(pointer, 'content');
  const [media, ...others] = mediaTypesOf(ctx, content, contentPointer, rank);
  if (media === undefined) return NO_ANSWER;
  for (const other of others)
    ctx.losses.note(at(contentPointer, other), `One media type is answered, \`${media.slice(0, 60)}\`.`);
  const mediaPointer = at(contentPointer, media);
  const mediaObject = objectOf(content[media]) ?? {};
  ctx.losses.noteOthers(mediaObject, mediaPointer, READ_MEDIA);
  if (!isJson(media)) return textOrFile(ctx, media, mediaPointer);
  const schemaPointer = at(mediaPointer, 'schema');
  const schema = resolved(ctx, member(mediaObject, 'schema') ?? {}, schemaPointer);
  const named = ctx.compact && schema !== null && ctx.givenNames.has(schema.pointer);
  const fields = schema === null || named ? [] : fieldsOf(ctx, schema.value, schema.pointer, hint);
  if (fields.length > 0) {
    const names = new Set(fields.map(({ name }) => name));
    return { ...NO_ANSWER, output: openList(fields.map((field) => openMap([outputEntry(field)]))), names };
  }
  const read = importSchema(ctx, member(mediaObject, 'schema'), schemaPointer, `${hint}Answer`, 'output');
  const type = inNotation(ctx, { ...read, nullable: false }, `${hint}Answer`, schemaPointer);
  return wholeOf(read.nullable ? `${type}?` : type);
}

function isTextual(media: string): boolean {
  return plainMedia(media).startsWith('text/');
}

function rank(media: string): number {
  return media === 'application/json' ? 0 : isJson(media) ? 1 : media.startsWith('text/') ? 2 : 3;
}

function textOrFile(ctx: ImportContext, media: string, pointer: string): Answer {
  const plain = isTextual(media) ? oneMedia(ctx, media, pointer) : plainMedia(media);
  if (plain.startsWith('text/')) return wholeOf('string', plain);
  if (plain.endsWith('xml')) ctx.losses.note(pointer, 'XML is answered as a text; what it holds is not checked.');
  return plain.endsWith('xml') ? wholeOf('string', plain) : wholeOf('file');
}

/** The members of an object as outputs; none where it is no object, or one that also has other members. */
function fieldsOf(ctx: ImportContext, schema: JsonObject, pointer: string, hint: string): ImportedField[] {
  if (!isObjectLike(ctx, schema, 0) || member(schema, 'nullable') === true) return [];
  const parts = objectParts(ctx, schema, pointer);
  if (parts.others !== null && parts.others.schema !== false) return [];
  const taken = { names: new Set<string>(), onWire: new Set<string>() };
  return [...parts.properties].flatMap(([name, { schema: property, pointer: place }]): ImportedField[] => {
    const found = objectOf(property);
    if (found !== null && member(found, 'writeOnly') === true) {
      ctx.losses.note(at(place, 'writeOnly'), 'A member that is only written is no output.');
      return [];
    }
    const field = memberField(ctx, parts, name, property, place, hint, 'output');
    const named = nameValue(ctx, name, 'output', place, taken);
    return named === null ? [] : [{ ...field, ...named }];
  });
}

function outputEntry(field: ImportedField): SpecEntry {
  const wire: SpecEntry | null = field.wireName === null ? null : ['as', text(field.wireName)];
  const summary: SpecEntry | null = field.summary === null ? null : ['summary', text(field.summary)];
  return [field.name, typeValue(field.type, field.optional, [wire, summary])];
}
