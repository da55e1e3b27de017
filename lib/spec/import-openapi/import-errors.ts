import { type ImportContext, resolved } from './import-context.ts';
import { importSchema, inNotation } from './import-schema.ts';
import { at, type JsonObject, member, objectOf, textOf } from './json.ts';
import { isJson, mediaTypesOf, plainMedia } from './media-type.ts';
import { identifierOf, snakeCaseOf, unusedName } from './names.ts';
import { bare, map, openMap, type SpecEntry, text } from './spec-value.ts';
import { oneLine } from './summary.ts';

/** The errors that were found so far. */
export interface ErrorNames {
  taken: Set<string>;
  /** Names by status, title and body: equal errors are declared once. */
  byContent: Map<string, string>;
  declared: { name: string; status: number; title: string; body: string | null }[];
  /** The body of every error that says no other: the first `default` response's. */
  defaultBody: string | null;
}

export function createErrorNames(): ErrorNames {
  return { taken: new Set(['default']), byContent: new Map(), declared: [], defaultBody: null };
}

/** The names of the errors that every service has, and plain words for the others (RFC 9110). */
const BY_STATUS: Readonly<Record<number, readonly [name: string, title: string]>> = {
  400: ['invalid_input', 'The request is not valid'],
  401: ['unauthenticated', 'Credentials are missing or not valid'],
  402: ['payment_required', 'A payment is required'],
  403: ['forbidden', 'The caller may not do this'],
  404: ['not_found', 'There is no such thing'],
  405: ['method_not_allowed', 'The method is not allowed'],
  406: ['not_acceptable', 'No acceptable form of the answer'],
  408: ['request_timeout', 'The request took too long'],
  409: ['conflict', 'The request conflicts with the state of the resource'],
  410: ['gone', 'It is there no more'],
  412: ['precondition_failed', 'A precondition does not hold'],
  413: ['too_large', 'The request is too large'],
  415: ['unsupported_media_type', 'The media type is not supported'],
  422: ['unprocessable', 'The request cannot be processed'],
  429: ['too_many', 'Too many requests'],
  500: ['internal_error', 'The service failed'],
  501: ['not_implemented', 'Not implemented'],
  502: ['bad_gateway', 'Another system answered wrongly'],
  503: ['unavailable', 'The service is not available'],
  504: ['gateway_timeout', 'Another system did not answer in time'],
};
const READ = new Set(['description', 'content']);
const MAX_TITLE = 120;

/** The name of the error that a response stands for; it is declared on first use. Null where there is nothing to name. */
export function errorFor(
  ctx: ImportContext,
  errors: ErrorNames,
  key: string,
  given: unknown,
  pointer: string,
): string | null {
  const found = resolved(ctx, given, pointer);
  if (found === null) return null;
  ctx.losses.noteOthers(found.value, found.pointer, READ);
  const body = bodyOf(ctx, found.value, found.pointer);
  if (key === 'default') {
    if (errors.defaultBody === null) errors.defaultBody = body;
    else if (body !== errors.defaultBody) ctx.losses.note(pointer, 'All errors have one body unless they are named.');
    return null;
  }
  if (/XX$/i.test(key)) ctx.losses.note(pointer, `Errors are named one by one; this one has the status ${key[0]}00.`);
  const status = /^\d{3}$/.test(key) ? Number(key) : Number(`${key[0]}00`);
  const usual = BY_STATUS[status] ?? [`status_${status}`, `The answer has the status ${status}`];
  const said = textOf(member(found.value, 'description'));
  const title = said === null ? usual[1] : cut(oneLine(said));
  const content = JSON.stringify([status, title, body]);
  const before = errors.byContent.get(content);
  if (before !== undefined) return before;
  const name = unusedName(nameOf(found.pointer, usual[0], errors.taken, title), errors.taken);
  errors.byContent.set(content, name);
  errors.declared.push({ name, status, title, body });
  return name;
}

/** The name of a shared response, else the usual name of the status, else what its title says. */
function nameOf(pointer: string, usual: string, taken: ReadonlySet<string>, title: string): string {
  const shared = /^\/components\/responses\/([^/]+)$/.exec(pointer)?.[1];
  const spoken = snakeCaseOf(shared?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '');
  if (/^[a-z]/.test(spoken)) return identifierOf(spoken, usual);
  if (!taken.has(usual)) return usual;
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.length > 0 && words.length <= 6 ? identifierOf(words.join('_'), usual) : usual;
}

function cut(title: string): string {
  return title.length <= MAX_TITLE ? title : `${title.slice(0, MAX_TITLE - 1)}…`;
}

/** The type of an error's body; null for none and for problem details, which every service answers. */
function bodyOf(ctx: ImportContext, response: JsonObject, pointer: string): string | null {
  const content = objectOf(member(response, 'content')) ?? {};
  const contentPointer = at(pointer, 'content');
  const all = mediaTypesOf(ctx, content, contentPointer, (media) => (isJson(media) ? 0 : 1));
  const json = all.filter(isJson);
  for (const media of all)
    if (!json.includes(media)) ctx.losses.note(at(contentPointer, media), 'Errors are answered as JSON.');
  const [media] = json;
  if (media === undefined || plainMedia(media) === 'application/problem+json') return null;
  const place = at(at(contentPointer, media), 'schema');
  const mediaObject = objectOf(content[media]) ?? {};
  ctx.losses.noteOthers(mediaObject, at(contentPointer, media), new Set(['schema']));
  if (member(mediaObject, 'schema') === undefined) return null;
  const read = importSchema(ctx, member(mediaObject, 'schema'), place, 'ErrorBody', 'output');
  // Errors look alike in most documents, wherever they are said.
  const type = inNotation(ctx, { ...read, nullable: false }, 'ErrorBody', '');
  ctx.errorBodies.set(place, type);
  if (!ctx.unfilled.has(place)) return type === 'json' ? null : type;
  ctx.losses.note(place, 'No error has a value for each of these members; errors are answered as problem details.');
  return null;
}

/** The section `errors`, or null if there are none. */
export function errorsSection({ declared, defaultBody }: ErrorNames): SpecEntry | null {
  const byDefault: SpecEntry | null = defaultBody === null ? null : ['default', map([['body', text(defaultBody)]])];
  const entries = declared.map(({ name, status, title, body }): SpecEntry => {
    const own: SpecEntry | null = body === null || body === defaultBody ? null : ['body', text(body)];
    return [name, map([['status', bare(status)], ['title', text(title)], own])];
  });
  if (byDefault === null && entries.length === 0) return null;
  return ['errors', openMap([byDefault, ...entries])];
}
