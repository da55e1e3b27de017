import type { ImportContext } from './import-context.ts';
import { type ImportedSchema, importSchema, inNotation } from './import-schema.ts';
import { type ImportedType, notation } from './imported-type.ts';
import { at, type JsonObject, listOf, member, objectOf } from './json.ts';
import type { Direction } from './scalar-schema.ts';

/** Reads `oneOf` or `anyOf`: alternatives, tried in order. Null among them makes the whole optional. Null if there is none. */
export function choiceType(
  ctx: ImportContext,
  schema: JsonObject,
  key: string,
  pointer: string,
  hint: string,
  direction: Direction,
): ImportedSchema | null {
  const given = listOf(member(schema, key)) ?? [];
  const isNull = (one: unknown): boolean => {
    const object = objectOf(one);
    return object !== null && (member(object, 'type') === 'null' || member(object, 'const') === null);
  };
  const some = given.flatMap((one, i) => (isNull(one) ? [] : [{ one, place: at(at(pointer, key), i) }]));
  const reads = some.map(({ one, place }, i) => ({
    read: importSchema(ctx, one, place, `${hint}${i + 1}`, direction),
    name: `${hint}${i + 1}`,
    place,
  }));
  const nullable = some.length < given.length || reads.some(({ read }) => read.nullable);
  const [first] = reads;
  if (first === undefined) return null;
  if (reads.length === 1) return { ...first.read, nullable };
  if (key === 'anyOf')
    ctx.losses.note(at(pointer, key), 'A value that fits several alternatives is read as the first of them.');
  const alternatives = reads.map(({ read, name, place }) => inNotation(ctx, read, name, place));
  return { type: oneOf(ctx, alternatives, hint, at(pointer, key)), nullable, summary: null };
}

/** The most alternatives of one choice; more become choices of choices, in the same order. */
const MAX_CHOICES = 20;

/** A choice of types in notation. One of them alone is itself, and json among them is all of them; a text of any kind is last. */
export function oneOf(ctx: ImportContext, given: readonly string[], hint: string, pointer: string): ImportedType {
  // A text without bounds takes what other texts are meant for, and the first that fits is taken.
  const bounded = given.filter((one) => one !== 'string');
  let alternatives = [...new Set([...bounded, ...given])];
  if (alternatives.includes('json')) return notation('json');
  while (alternatives.length > MAX_CHOICES) {
    const groups: string[] = [];
    for (let i = 0; i < alternatives.length; i += MAX_CHOICES) {
      const group = alternatives.slice(i, i + MAX_CHOICES);
      const name = `${hint}Part${groups.length + 1}`;
      const type: ImportedType = { kind: 'oneOf', of: group };
      const [only] = group.length === 1 ? group : [];
      groups.push(only ?? inNotation(ctx, { type, nullable: false, summary: null }, name, pointer));
    }
    alternatives = groups;
  }
  const [only = 'json'] = alternatives;
  return alternatives.length === 1 ? notation(only) : { kind: 'oneOf', of: alternatives };
}
