import type { ImportContext } from './import-context.ts';
import { at, type JsonObject } from './json.ts';

/** A media type (RFC 6838 §4.2) or a range of them. */
const MEDIA = /^([a-z]+|\*)\/(\*|[a-z0-9][a-z0-9!#$&^_.+-]{0,100})$/;

/** The media types of a `content` object, the preferred one first; keys that are none are noted and left out. */
export function mediaTypesOf(
  ctx: ImportContext,
  content: JsonObject,
  pointer: string,
  rank: (media: string) => number,
): string[] {
  const all = Object.keys(content).filter((media) => {
    const fits = MEDIA.test(plainMedia(media));
    if (!fits) ctx.losses.note(at(pointer, media), 'This is no media type; it is left out.');
    return fits;
  });
  return all.sort((a, b) => rank(a) - rank(b));
}

/** A media type in lower case and without parameters. */
export function plainMedia(media: string): string {
  return media.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** Whether what is sent is JSON. A range of all types is read as JSON. */
export function isJson(media: string): boolean {
  const plain = plainMedia(media);
  return plain === 'application/json' || plain.endsWith('+json') || plain === '*/*';
}

/** One media type in the place of a range, noted; others stay as they are. */
export function oneMedia(ctx: ImportContext, media: string, pointer: string): string {
  const plain = plainMedia(media);
  if (!plain.includes('*')) return plain;
  const one = plain.startsWith('text/') ? 'text/plain' : 'application/octet-stream';
  ctx.losses.note(pointer, `Of a range of media types one is taken, \`${one}\`.`);
  return one;
}
