import type { Field, Model, Type } from './model.ts';

/**
 * What a member of an error's body holds. Bodies are filled by the names and types of their members: the specification says what
 * they look like, and these are the things that an error knows.
 */
export type Part =
  | { kind: 'object'; members: readonly { name: string; part: Part }[] }
  | { kind: 'text'; says: 'name' | 'type' | 'title' | 'message' | 'status' | 'now' | 'path' }
  | { kind: 'status' }
  | { kind: 'no' }
  | { kind: 'literal'; text: string }
  /** One item for each thing that is wrong with a request; texts say the path too, and there is always one. */
  | { kind: 'faults'; item: Part }
  /** What is wrong, by where. */
  | { kind: 'map'; item: Part };

/** What is known of a service besides its errors. */
export type ErrorWorld = Pick<Model, 'types' | 'version'> & { service: Pick<Model['service'], 'name'> };

/** Names of members, and what they stand for where a text is wanted. */
const MEANINGS: readonly (readonly [RegExp, Extract<Part, { kind: 'text' }>['says']])[] = [
  [/^(type|uri|url|href|about)$/, 'type'],
  [/^(name|code|error|error_?code|key|id|reason|kind)$/, 'name'],
  [/^(title|summary|short)$/, 'title'],
  [/^(message|detail|details|description|error_?description|error_?message|msg|text|explanation|body)$/, 'message'],
  [/^(status|status_?code|http_?status)$/, 'status'],
  [/^(at|time|timestamp|date_?time)$/, 'now'],
];

const SERVICE = /^(service|application|app|component|origin|domain)$/;
const VERSION = /^(version|api_?version|spec_?version)$/;
const PLACE = /^(path|pointer|field|property|param(eter)?|location|source|in|name|key|attribute)$/;

/** What a body of a type is made of; the dotted name of a member that nothing fills instead. */
export function partsOf(
  type: Type,
  model: ErrorWorld,
  name = 'message',
  within: 'body' | 'fault' = 'body',
  depth = 0,
): Part | string {
  const plain = plainType(type, model);
  if (depth > 8) return name;
  switch (plain.kind) {
    case 'object':
      return objectOf(plain.fields, model, within, depth);
    case 'enum':
      return enumPart(plain.values) ?? name;
    case 'list':
    case 'map': {
      if (within === 'fault') {
        const only = partsOf(plain.of, model, 'message', 'fault', depth + 1);
        return typeof only === 'string' || plain.kind === 'map' ? name : { kind: 'faults', item: only };
      }
      const item = partsOf(plain.of, model, 'message', 'fault', depth + 1);
      if (typeof item === 'string') return `${name}.${item}`;
      return plain.kind === 'map' ? { kind: 'map', item } : { kind: 'faults', item };
    }
    case 'scalar':
      return scalarPart(plain.name, name, within, model) ?? name;
    default:
      return name;
  }
}

function objectOf(fields: readonly Field[], model: ErrorWorld, within: 'body' | 'fault', depth: number): Part | string {
  const members: { name: string; part: Part }[] = [];
  for (const { name, type } of fields) {
    const part = partsOf(type, model, name, within, depth + 1);
    if (typeof part !== 'string') members.push({ name, part });
    else if (!isOptional(type, model)) return part === name ? name : `${name}.${part}`;
  }
  return { kind: 'object', members };
}

/** The only value, or the one that says that something went wrong. */
function enumPart(values: readonly string[]): Part | null {
  const [only, ...others] = values;
  const said =
    others.length === 0 ? only : values.find((value) => /^(error|err|failure|failed|fail|problem)$/i.test(value));
  return said === undefined ? null : { kind: 'literal', text: said };
}

function scalarPart(scalar: string, name: string, within: 'body' | 'fault', model: ErrorWorld): Part | null {
  const plain = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  if (within === 'fault' && scalar === 'string' && PLACE.test(plain)) return { kind: 'text', says: 'path' };
  const says = MEANINGS.find(([names]) => names.test(plain))?.[1];
  if (scalar === 'int' || scalar === 'double') return says === 'status' || plain === 'code' ? { kind: 'status' } : null;
  if (scalar === 'bool') return /^(success|ok|succeeded)$/.test(plain) ? { kind: 'no' } : null;
  if (scalar === 'timestamp') return { kind: 'text', says: 'now' };
  if (scalar === 'url') return { kind: 'text', says: 'type' };
  if (scalar !== 'string') return null;
  if (SERVICE.test(plain)) return { kind: 'literal', text: model.service.name };
  if (VERSION.test(plain)) return { kind: 'literal', text: model.version };
  if (says === undefined) return null;
  if (within === 'fault') return { kind: 'text', says: /^(code|error_code|kind)$/.test(plain) ? 'name' : 'message' };
  return { kind: 'text', says };
}

/** Whether a part of some kind is somewhere in a body, apart from what is said of single faults. */
export function holdsPart(part: Part, wanted: (part: Part) => boolean): boolean {
  if (wanted(part)) return true;
  if (part.kind === 'object') return part.members.some((one) => holdsPart(one.part, wanted));
  return false;
}

/** The type itself: named types looked up, `?` taken away. */
function plainType(type: Type, model: ErrorWorld, depth = 0): Type {
  if (type.kind === 'optional') return plainType(type.of, model, depth);
  if (type.kind !== 'named' || depth > MOST_NAMES) return type;
  const declared = model.types.find(({ name }) => name === type.name);
  return declared === undefined ? type : plainType(declared.type, model, depth + 1);
}

const MOST_NAMES = 50;

function isOptional(type: Type, { types }: ErrorWorld): boolean {
  if (type.kind !== 'named') return type.kind === 'optional';
  return types.find(({ name }) => name === type.name)?.type.kind === 'optional';
}
