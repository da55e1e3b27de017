import type { Type, TypeDeclaration } from '../model.ts';
import type { ChangeCode } from './change-codes.ts';
import type { SharedName, TypeEffect, Use } from './compare-types.ts';
import { compareFields, compareTypes, keyType, protectionOf, type TypeDifference } from './compare-types.ts';
import { type Differ, type Place, placeOf, said, saidAll } from './differ.ts';
import { type ProtectionEffect, protectionChanges } from './protection.ts';

/** The places that use a name that both versions have, by what their values are for. */
export interface NameUse {
  shared: SharedName;
  use: Use;
  /** Names of places, such as `createQuote.input.amount`, in the order in which they were found. */
  places: string[];
}

export type TypeUses = Map<string, NameUse>;

/** Two types that stand at the same place, what the place is for, and what it is called. */
export interface TypedPlace {
  use: Use;
  place: Place;
  /** In a sentence: "Input `amount` of `createQuote`". */
  subject: string;
  /** In a list: `createQuote.input.amount`. */
  label: string;
}

const CODES: Readonly<Record<Use, Readonly<Record<TypeEffect, ChangeCode>>>> = {
  input: {
    retyped: 'input-retyped',
    required: 'input-required',
    optional: 'input-optional',
    'values-added': 'input-values-added',
    'values-removed': 'input-values-removed',
    widened: 'input-widened',
    narrowed: 'input-narrowed',
    shifted: 'input-narrowed',
    added: 'input-added',
    'required-added': 'input-required-added',
    removed: 'input-removed',
  },
  output: {
    retyped: 'output-retyped',
    required: 'output-required',
    optional: 'output-optional',
    'values-added': 'output-values-added',
    'values-removed': 'output-values-removed',
    widened: 'output-widened',
    narrowed: 'output-narrowed',
    shifted: 'output-widened',
    added: 'output-added',
    'required-added': 'output-added',
    removed: 'output-removed',
  },
  stored: {
    retyped: 'field-retyped',
    required: 'field-required',
    optional: 'field-optional',
    'values-added': 'field-values-added',
    'values-removed': 'field-values-removed',
    widened: 'field-widened',
    narrowed: 'field-narrowed',
    shifted: 'field-narrowed',
    added: 'field-added',
    'required-added': 'field-required-added',
    removed: 'field-removed',
  },
  internal: {
    retyped: 'type-internal-retyped',
    required: 'type-internal-changed',
    optional: 'type-internal-changed',
    'values-added': 'type-internal-changed',
    'values-removed': 'type-internal-changed',
    widened: 'type-internal-changed',
    narrowed: 'type-internal-changed',
    shifted: 'type-internal-changed',
    added: 'type-internal-changed',
    'required-added': 'type-internal-changed',
    removed: 'type-internal-changed',
  },
};

/** Reports what became of the values of one place. Names that both sides share are noted and compared by `diffNamedTypes`. */
export function diffTypes(differ: Differ, at: TypedPlace, before: Type, after: Type): void {
  for (const found of compareTypes(comparison(differ, at.use, at.label), before, after)) report(differ, at, found);
}

function comparison(differ: Differ, use: Use, label: string) {
  const { before, after, uses } = differ;
  const shared = (name: SharedName): void => {
    const key = `${use} ${name.kind} ${name.name}`;
    const known = uses.get(key);
    if (known === undefined) uses.set(key, { shared: name, use, places: [label] });
    else if (!known.places.includes(label)) known.places.push(label);
  };
  return { before, after, use, shared };
}

function report(differ: Differ, at: TypedPlace, { effect, what, place }: TypeDifference): void {
  differ.report(isProtection(effect) ? effect : CODES[at.use][effect], place ?? at.place, `${at.subject}: ${what}.`);
}

function isProtection(effect: TypeEffect | ProtectionEffect): effect is ProtectionEffect {
  return /^(classification|mask|encryption)-/.test(effect);
}

const VERBS: Readonly<Record<Use, string>> = {
  input: 'taken as',
  output: 'given as',
  stored: 'stored as',
  internal: 'used in',
};

/** Compares every name that places share, once for each thing that its values are for. Comes after all other rules. */
export function diffNamedTypes(differ: Differ): void {
  const found: { use: NameUse; differences: readonly TypeDifference[]; place: Place }[] = [];
  // A Map gives what is added while it is walked: types inside types get their turn.
  for (const use of differ.uses.values()) {
    const place = placeOfName(differ, use.shared);
    for (const label of [...use.places]) {
      const differences = compareName(differ, use, label);
      if (label === use.places[0]) found.push({ use, differences, place });
    }
  }
  for (const { use, differences, place } of found) {
    const subject = `${sayName(use.shared)}, ${VERBS[use.use]} ${saidAll(use.places, 4)}`;
    for (const difference of differences) report(differ, { use: use.use, place, subject, label: '' }, difference);
  }
  diffDeclarations(differ);
}

function sayName({ kind, name }: SharedName): string {
  return kind === 'type'
    ? `Type ${said(name)}`
    : kind === 'entity'
      ? `A row of ${said(name)}`
      : `The key of ${said(name)}`;
}

function compareName(differ: Differ, { shared, use }: NameUse, label: string): TypeDifference[] {
  const { before, after } = differ;
  const within = comparison(differ, use, label);
  if (shared.kind === 'type') {
    const [old, now] = [before, after].map((side) => side.types.types.get(shared.name));
    return old === undefined || now === undefined ? [] : compareTypes(within, old.type, now.type);
  }
  if (shared.kind === 'entity') {
    const [old, now] = [before, after].map((side) => side.types.entities.get(shared.name));
    return old === undefined || now === undefined ? [] : compareFields(within, old.fields, now.fields);
  }
  // Where rows are stored, the key is a field like any other and says so itself.
  const [old, now] = [keyType(before, shared.name), keyType(after, shared.name)];
  return use === 'stored' || old === null || now === null ? [] : compareTypes(within, old, now);
}

function placeOfName({ before, after }: Differ, { kind, name }: SharedName): Place {
  if (kind === 'type') return placeOf(before.types.types.get(name) ?? null, after.types.types.get(name) ?? null);
  return placeOf(before.types.entities.get(name) ?? null, after.types.entities.get(name) ?? null);
}

/** What the declarations say themselves, and types that no place of both versions uses. */
function diffDeclarations(differ: Differ): void {
  const { before, after, uses } = differ;
  const used = new Set(
    [...uses.values()].filter(({ shared }) => shared.kind === 'type').map(({ shared }) => shared.name),
  );
  for (const [name, now] of after.types.types) {
    const old = before.types.types.get(name);
    if (old === undefined) differ.report('type-added', placeOf(null, now), `Type ${said(name)} is new.`);
    else {
      diffProtection(differ, old, now);
      if (!used.has(name)) diffUnused(differ, old, now);
    }
  }
  for (const [name, old] of before.types.types)
    if (!after.types.types.has(name)) differ.report('type-removed', placeOf(old, null), `Type ${said(name)} is gone.`);
}

function diffProtection(differ: Differ, old: TypeDeclaration, now: TypeDeclaration): void {
  // What a type has from the type that it is based on is said there.
  const own = ({ classification, mask, encrypt, hash }: TypeDeclaration) =>
    `${classification} ${mask} ${encrypt} ${hash}`;
  if (own(old) === own(now)) return;
  const all = { kind: 'named', name: now.name } as const;
  for (const { effect, what } of protectionChanges(protectionOf(differ.before, all), protectionOf(differ.after, all)))
    differ.report(effect, placeOf(old, now), `Type ${said(now.name)}: ${what}.`);
}

function diffUnused(differ: Differ, old: TypeDeclaration, now: TypeDeclaration): void {
  const silent = { before: differ.before, after: differ.after, use: 'internal' as const, shared: () => undefined };
  for (const { what } of compareTypes(silent, old.type, now.type))
    differ.report(
      'type-unused-changed',
      placeOf(old, now),
      `Type ${said(now.name)}, which no place used before and after: ${what}.`,
    );
}
