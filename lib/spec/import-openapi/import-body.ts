import { type ImportContext, resolved } from './import-context.ts';
import { defaultIn, type ImportedInput, withoutDefault } from './import-parameters.ts';
import { importSchema, inNotation } from './import-schema.ts';
import { type ImportedField, notation } from './imported-type.ts';
import { at, type JsonObject, member, objectOf } from './json.ts';
import { isJson, mediaTypesOf, oneMedia, plainMedia } from './media-type.ts';
import { nameValue, type TakenNames } from './name-value.ts';
import { isObjectLike, memberField, objectParts } from './object-schema.ts';
import { fitsPlace } from './plain-value.ts';
import { map, type SpecValue, text } from './spec-value.ts';

/** A request's body: inputs by name, or one value. */
export interface ImportedBody {
  inputs: readonly ImportedInput[];
  whole: SpecValue | null;
}

const NOTHING: ImportedBody = { inputs: [], whole: null };
const READ = new Set(['content', 'required']);
const READ_MEDIA = new Set(['schema']);

/** Reads a request body: an object becomes inputs by name, everything else one value. Of several media types one is read. */
export function importBody(
  ctx: ImportContext,
  given: unknown,
  pointer: string,
  taken: TakenNames,
  hint: string,
): ImportedBody {
  const found = resolved(ctx, given, pointer);
  if (found === null) return NOTHING;
  ctx.losses.noteOthers(found.value, found.pointer, READ);
  const content = objectOf(member(found.value, 'content')) ?? {};
  const contentPointer = at(found.pointer, 'content');
  const [media, ...others] = mediaTypesOf(ctx, content, contentPointer, rank);
  if (media === undefined) return NOTHING;
  for (const other of others)
    ctx.losses.note(at(contentPointer, other), `One media type is accepted, \`${media.slice(0, 60)}\`.`);
  const mediaObject = objectOf(content[media]) ?? {};
  const mediaPointer = at(contentPointer, media);
  ctx.losses.noteOthers(mediaObject, mediaPointer, READ_MEDIA);
  const place = placeOf(media);
  const schemaPointer = at(mediaPointer, 'schema');
  if (place === null) return { inputs: [], whole: wholeText(ctx, media, mediaPointer) };
  const schema = resolved(ctx, member(mediaObject, 'schema') ?? {}, schemaPointer);
  const optional = member(found.value, 'required') !== true;
  // Where the specification would be too long, a body of a named type is one value of it.
  const named = ctx.compact && schema !== null && ctx.givenNames.has(schema.pointer) && place === 'body';
  if (schema !== null && !named && isFlat(ctx, schema.value)) {
    const inputs = inputsOf(ctx, schema.value, schema.pointer, place, taken, hint);
    if (optional && inputs.some((input) => !input.optional))
      ctx.losses.note(found.pointer, 'The body may be missing; here its required members have to be sent.');
    if (inputs.length > 0) return { inputs, whole: null };
  }
  const read = importSchema(ctx, member(mediaObject, 'schema'), schemaPointer, `${hint}Body`, 'input');
  const type = inNotation(ctx, { ...read, nullable: false }, `${hint}Body`, schemaPointer);
  return { inputs: [], whole: text(optional || read.nullable ? `${type}?` : type) };
}

/** JSON first, then forms, then texts. */
function rank(media: string): number {
  const place = placeOf(media);
  if (place === 'body') return media === 'application/json' ? 0 : 1;
  return place === 'multipart' ? 2 : place === 'form' ? 3 : media.startsWith('text/') ? 4 : 5;
}

function placeOf(media: string): 'body' | 'form' | 'multipart' | null {
  if (isJson(media)) return 'body';
  const plain = plainMedia(media);
  if (plain === 'multipart/form-data') return 'multipart';
  return plain === 'application/x-www-form-urlencoded' ? 'form' : null;
}

function wholeText(ctx: ImportContext, media: string, pointer: string): SpecValue {
  const plain = oneMedia(ctx, media, pointer);
  if (plain.endsWith('xml')) ctx.losses.note(pointer, 'XML is taken as a text; what it holds is not checked.');
  return map([
    ['type', text(isTextual(media) ? 'string' : 'file')],
    ['contentType', text(plain)],
  ]);
}

function isTextual(media: string): boolean {
  const plain = plainMedia(media);
  return plain.startsWith('text/') || plain.endsWith('xml');
}

/** Whether a body is an object with members of its own that can be inputs. */
function isFlat(ctx: ImportContext, schema: JsonObject): boolean {
  return isObjectLike(ctx, schema, 0) && member(schema, 'nullable') !== true;
}

function inputsOf(
  ctx: ImportContext,
  schema: JsonObject,
  pointer: string,
  place: 'body' | 'form' | 'multipart',
  taken: TakenNames,
  hint: string,
): ImportedInput[] {
  const parts = objectParts(ctx, schema, pointer);
  // An object that takes other members, too, is one value.
  if (parts.others !== null && parts.others.schema !== false) return [];
  const inputs: ImportedInput[] = [];
  for (const [name, { schema: property, pointer: propertyPointer }] of parts.properties) {
    const found = objectOf(property);
    if (found !== null && member(found, 'readOnly') === true) {
      ctx.losses.note(
        at(propertyPointer, 'readOnly'),
        'A member that is only read is no input; sending it is refused.',
      );
      continue;
    }
    const field = memberField(ctx, parts, name, withoutDefault(property), propertyPointer, hint, 'input');
    const named = nameValue(ctx, name, place, propertyPointer, taken);
    if (named === null) continue;
    const input = { ...inputFrom(ctx, field, propertyPointer, place), ...named };
    const byDefault = input.optional ? defaultIn(ctx, property, propertyPointer, input.type) : null;
    inputs.push(byDefault === null ? input : { ...input, optional: false, default: byDefault });
  }
  return inputs;
}

function inputFrom(
  ctx: ImportContext,
  field: ImportedField,
  pointer: string,
  place: 'body' | 'form' | 'multipart',
): ImportedInput {
  let { type } = field;
  if (place === 'multipart' && type.kind === 'notation' && type.text === 'bytes') type = notation('file', type.keys);
  if (place === 'multipart' && type.kind === 'notation' && /^list<bytes>/.test(type.text))
    type = notation(type.text.replace('bytes', 'file'));
  if (place === 'body' && type.kind === 'notation' && type.text === 'bytes')
    ctx.losses.note(pointer, 'Bytes inside JSON are base64.');
  if (place === 'form' && !fitsPlace(ctx, type, place)) {
    ctx.losses.note(pointer, 'This field of a form is read as the text that is sent; its parts are not checked.');
    type = notation('string');
  }
  return { ...field, type, in: place, default: null };
}
