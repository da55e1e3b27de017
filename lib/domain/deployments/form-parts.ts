import type { Json } from '../../core/canonical-json.ts';
import { sampleContent } from '../../core/sample-content.ts';
import { isList, listOf, objectOf } from './json-parts.ts';
import type { JsonSchema } from './service-operation.ts';

/** One part of a form: a text, or a file in base64 with the name and media type that it is sent under. */
export type FormPart =
  | { name: string; text: string }
  | { name: string; base64: string; media: string; fileName: string };

/**
 * The values of a body as parts of a form (RFC 7578), in their order: each value of a list is a part of its own, as services
 * expect it. Files are base64 in the values; `x-file` says which those are.
 */
export function formParts(values: { readonly [key: string]: Json }, schema: JsonSchema): FormPart[] {
  const properties = objectOf(schema['properties']);
  return Object.entries(values).flatMap(([name, value]) => {
    const property = withoutNull(objectOf(properties[name]));
    const items = isList(value) ? value : [value];
    const each = isList(value) ? withoutNull(objectOf(property['items'])) : property;
    return items.flatMap((item): FormPart[] => {
      if (item === null) return [];
      const file = objectOf(each['x-file']);
      if (each['x-file'] === undefined || typeof item !== 'string')
        return [{ name, text: typeof item === 'string' ? item : JSON.stringify(item) }];
      const media = mediaOf(item, file);
      return [{ name, base64: item, media, fileName: `${name}.${media.split('/')[1] ?? 'bin'}` }];
    });
  });
}

/** A schema without the alternative that there is nothing. */
export function withoutNull(schema: JsonSchema): JsonSchema {
  const { anyOf, ...beside } = schema;
  const ways = listOf(anyOf)
    .map(objectOf)
    .filter((way) => way['type'] !== 'null');
  return ways.length === 1 && schema['type'] === undefined ? { ...beside, ...ways[0] } : schema;
}

/** The media type, of those that are allowed, that the contents begin like; else the first. */
function mediaOf(base64: string, file: JsonSchema): string {
  const allowed = listOf(file['media']).map(String);
  const start = decoded(base64.slice(0, 64));
  const like = allowed.find((one) => {
    const { begins } = sampleContent(one);
    return begins.length > 1 && start.startsWith(begins.slice(0, 3));
  });
  return like ?? allowed[0] ?? 'application/octet-stream';
}

function decoded(base64: string): string {
  try {
    return atob(base64.slice(0, base64.length - (base64.length % 4)));
  } catch {
    return '';
  }
}
