import type { Field, Protection, Type, TypeDeclaration } from '../model.ts';
import { compareScalars, limitsChange } from './compare-scalars.ts';
import { match, type Place, placeOf, type Side, said, saidAll, setChange } from './differ.ts';
import { type ProtectionEffect, protectionChanges } from './protection.ts';
import { sayTypeOf } from './say-type.ts';

/** How the values of a place became others. `shifted`: some are gone and some are new. */
export type TypeEffect =
  | 'retyped'
  | 'required'
  | 'optional'
  | 'values-added'
  | 'values-removed'
  | 'widened'
  | 'narrowed'
  | 'shifted'
  | 'added'
  | 'required-added'
  | 'removed';

/** One difference between two types. */
export interface TypeDifference {
  effect: TypeEffect | ProtectionEffect;
  /** What was and what is, to stand behind the subject: "range `0..5` → `0..6`". */
  what: string;
  /** The field inside that it is about; null for the place itself. */
  place: Place | null;
}

/** A name that stands on both sides of a place: what it means is compared once for all its uses. */
export interface SharedName {
  kind: 'type' | 'entity' | 'key';
  name: string;
}

/** What the values of a place are for. */
export type Use = 'input' | 'output' | 'stored' | 'internal';

export interface TypeComparison {
  before: Side;
  after: Side;
  use: Use;
  /** Called for each name that both sides have at the same place. */
  shared: (name: SharedName) => void;
}

/** Types nest; nothing deeper than this is looked at. */
const MAX_DEPTH = 24;

/** Compares two types by the values that they admit, names followed. Equal values give no difference, however they are written. */
export function compareTypes(comparison: TypeComparison, before: Type, after: Type, depth = 0): TypeDifference[] {
  if (depth > MAX_DEPTH) return [];
  const old = withoutOptional(comparison.before, before);
  const now = withoutOptional(comparison.after, after);
  const presence = presenceChange(old.optional, now.optional);
  if (old.name !== null && old.name === now.name && isDeclared(comparison, old.name)) {
    comparison.shared({ kind: 'type', name: old.name });
    // A declared type that is optional itself says so at its declaration.
    return declaredOptional(comparison.before, old.name) === declaredOptional(comparison.after, now.name)
      ? presence
      : [];
  }
  return [
    ...presence,
    ...protectionChanges(old.protection, now.protection).map((change) => ({ ...change, place: null })),
    ...comparePresent(comparison, old.core, now.core, depth + 1),
  ];
}

function isDeclared({ before, after }: TypeComparison, name: string): boolean {
  return before.types.types.has(name) && after.types.types.has(name);
}

function declaredOptional(side: Side, name: string): boolean {
  const declared = side.types.types.get(name);
  return declared !== undefined && withoutOptional(side, declared.type).optional;
}

/**
 * The type that is there if a value is: names followed and the optional taken off. `name` is the first name on the way, and the
 * protection is that of the first name that has one.
 */
interface Present {
  core: Type;
  optional: boolean;
  name: string | null;
  protection: Protection;
}

/** How the values of a type are protected, by the names that it goes through. */
export function protectionOf(side: Side, type: Type): Protection {
  return withoutOptional(side, type).protection;
}

const UNPROTECTED: Protection = { classification: null, mask: null, encrypt: null, hash: null };

function withoutOptional(side: Side, type: Type): Present {
  let found: Present = { core: type, optional: false, name: null, protection: UNPROTECTED };
  // As often as a name can stand for a name; circles are an error that is reported elsewhere.
  for (let step = 0; step < 64; step++) {
    const { core } = found;
    if (core.kind === 'optional') found = { ...found, core: core.of, optional: true };
    else if (core.kind === 'named') {
      const declared: TypeDeclaration | undefined = side.types.types.get(core.name);
      if (declared === undefined) return found;
      const protection = {
        classification: found.protection.classification ?? declared.classification,
        mask: found.protection.mask ?? declared.mask,
        encrypt: found.protection.encrypt ?? declared.encrypt,
        hash: found.protection.hash ?? declared.hash,
      };
      found = { ...found, core: declared.type, name: found.name ?? core.name, protection };
    } else return found;
  }
  return found;
}

function presenceChange(before: boolean, after: boolean): TypeDifference[] {
  if (before === after) return [];
  return after
    ? [{ effect: 'optional', what: 'always there → may be missing', place: null }]
    : [{ effect: 'required', what: 'may be missing → always there', place: null }];
}

function comparePresent(comparison: TypeComparison, before: Type, after: Type, depth: number): TypeDifference[] {
  if (before.kind === 'ref' || after.kind === 'ref') return compareReferences(comparison, before, after, depth);
  if (before.kind === 'scalar' && after.kind === 'scalar') return compareScalars(before, after, comparison.use);
  if (before.kind === 'enum' && after.kind === 'enum') return compareValues(before.values, after.values);
  if (before.kind === 'list' && after.kind === 'list')
    return [
      ...limitsChange('length', before.length, after.length),
      ...compareTypes(comparison, before.of, after.of, depth).map((found) => inside('each item', found)),
    ];
  if (before.kind === 'map' && after.kind === 'map')
    return compareTypes(comparison, before.of, after.of, depth).map((found) => inside('each value', found));
  if (before.kind === 'object' && after.kind === 'object')
    return [
      ...compareFields(comparison, before.fields, after.fields, depth),
      ...othersChange(before.others, after.others),
    ];
  if (before.kind === 'entity' && after.kind === 'entity' && before.name === after.name) {
    comparison.shared({ kind: 'entity', name: before.name });
    return [];
  }
  if (before.kind === 'oneOf' && after.kind === 'oneOf') return compareChoices(before.of, after.of);
  const what = `${said(sayTypeOf(before))} → ${said(sayTypeOf(after))}`;
  // On the wire an enumeration is a text.
  const text = (type: Type): boolean => type.kind === 'scalar' && type.name === 'string' && type.pattern === null;
  if (comparison.use !== 'stored' && before.kind === 'enum' && text(after))
    return [{ effect: 'widened', what, place: null }];
  if (comparison.use !== 'stored' && text(before) && after.kind === 'enum')
    return [{ effect: 'narrowed', what, place: null }];
  return [{ effect: 'retyped', what, place: null }];
}

/** A choice of types, compared as a set of what is written. */
function compareChoices(before: readonly Type[], after: readonly Type[]): TypeDifference[] {
  const { added, removed } = setChange(before.map(sayTypeOf), after.map(sayTypeOf));
  if (added.length + removed.length === 0) return [];
  const effect = removed.length === 0 ? 'widened' : added.length === 0 ? 'narrowed' : 'shifted';
  return [
    { effect, what: `one of ${saidAll(before.map(sayTypeOf))} → one of ${saidAll(after.map(sayTypeOf))}`, place: null },
  ];
}

/** Whether an object may have members besides its fields. */
function othersChange(before: 'any' | Type | undefined, after: 'any' | Type | undefined): TypeDifference[] {
  const say = (others: 'any' | Type | undefined): string =>
    others === undefined
      ? 'no other members'
      : others === 'any'
        ? 'any other members'
        : `others of ${sayTypeOf(others)}`;
  if (say(before) === say(after)) return [];
  const effect = before === undefined || after === 'any' ? 'widened' : 'narrowed';
  return [{ effect, what: `${say(before)} → ${say(after)}`, place: null }];
}

/** A reference is stored as a tie to a row; on the wire it is the key of that row. */
function compareReferences(comparison: TypeComparison, before: Type, after: Type, depth: number): TypeDifference[] {
  if (before.kind === 'ref' && after.kind === 'ref' && before.entity === after.entity) {
    comparison.shared({ kind: 'key', name: before.entity });
    return [];
  }
  const one = before.kind === 'ref' ? keyType(comparison.before, before.entity) : before;
  const other = after.kind === 'ref' ? keyType(comparison.after, after.entity) : after;
  const bothRefer = before.kind === 'ref' && after.kind === 'ref';
  if (comparison.use === 'stored' || bothRefer || one === null || other === null)
    return [{ effect: 'retyped', what: `${said(sayTypeOf(before))} → ${said(sayTypeOf(after))}`, place: null }];
  return compareTypes(comparison, one, other, depth);
}

/** The type of an entity's key; null if it has none, or if the key is a reference again. */
export function keyType(side: Side, entity: string): Type | null {
  const type = side.types.entities.get(entity)?.fields.find((field) => field.key)?.type ?? null;
  return type?.kind === 'ref' ? null : type;
}

function compareValues(before: readonly string[], after: readonly string[]): TypeDifference[] {
  const { added, removed } = setChange(before, after);
  return [
    ...(removed.length === 0
      ? []
      : [{ effect: 'values-removed' as const, what: `${saidAll(removed)} → no longer a value`, place: null }]),
    ...(added.length === 0
      ? []
      : [{ effect: 'values-added' as const, what: `not a value → ${saidAll(added)}`, place: null }]),
  ];
}

/** Fields of an object type, or of a row that is given or taken as a whole. */
export function compareFields(
  comparison: TypeComparison,
  before: readonly Field[],
  after: readonly Field[],
  depth = 0,
): TypeDifference[] {
  const { both, removed, added } = match(before, after, (field) => field.name);
  return [
    ...removed.map(
      (field): TypeDifference => ({
        effect: 'removed',
        what: `field ${said(field.name)} → none`,
        place: placeOf(field, null),
      }),
    ),
    ...added.map(
      (field): TypeDifference => ({
        effect: withoutOptional(comparison.after, field.type).optional ? 'added' : 'required-added',
        what: `no field ${said(field.name)} → ${said(sayTypeOf(field.type))}`,
        place: placeOf(null, field),
      }),
    ),
    ...both.flatMap(([old, now]) =>
      compareTypes(comparison, old.type, now.type, depth).map((found) => ({
        ...inside(`field ${said(now.name)}`, found),
        place: found.place ?? placeOf(old, now),
      })),
    ),
  ];
}

function inside(where: string, difference: TypeDifference): TypeDifference {
  return { ...difference, what: `${where}, ${difference.what}` };
}
