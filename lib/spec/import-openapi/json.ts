/** A JSON object of the imported document. Nothing of it is trusted: each value is looked at before it is used. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object, or null if it is none. Arrays are none. */
export function objectOf(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

/** The value as a list, or null if it is none. */
export function listOf(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

/** The value as a text, or null if it is none or only white space. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** A member that the object itself has; `toString` and the like are none. */
export function member(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The pointer (RFC 6901) of a member or an item. */
export function at(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What a pointer leads to, or undefined. */
export function follow(root: unknown, pointer: string): unknown {
  let value = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const list = listOf(value);
    const object = objectOf(value);
    if (list !== null) value = /^\d{1,9}$/.test(key) ? list[Number(key)] : undefined;
    else value = object === null ? undefined : member(object, key);
  }
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
