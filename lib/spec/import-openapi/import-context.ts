import type { ImportedType } from './imported-type.ts';
import { at, follow, type JsonObject, member, objectOf, textOf } from './json.ts';
import type { Losses } from './losses.ts';

/** A type that is declared under `types`. */
export interface DeclaredType {
  name: string;
  type: ImportedType;
  /** Whether null is one of its values: uses of it are optional. */
  nullable: boolean;
  summary: string | null;
}

/** What all parts of an import share. */
export interface ImportContext {
  root: JsonObject;
  losses: Losses;
  /** Declared types in the order in which they are written. */
  declared: DeclaredType[];
  /** The same by name. */
  byName: Map<string, DeclaredType>;
  /** Names of types that are taken. */
  typeNames: Set<string>;
  /** Types by the pointer of their schema; null while a schema is being read, so that a circle is seen. */
  byPointer: Map<string, DeclaredType | null>;
  /** Types without a name of their own, by where they are said and what they say. */
  byContent: Map<string, string>;
  /** The name that a schema under `components` gets, by its pointer. */
  givenNames: Map<string, string>;
  /** Whether bodies and answers of a named type are one value of it, for the specification to be shorter. */
  compact: boolean;
  /** Pointers of everything that a reference led to. */
  reached: Set<string>;
  /** `FROM TO` of references between schemas under `components` that close a circle. */
  circles: ReadonlySet<string>;
  /** The schema under `components` that is being read. */
  reading: string | null;
  /** Schemas that may still be read: a document of references to references ends. */
  budget: number;
  /** References that are being followed. */
  depth: number;
  /** Where errors' bodies are said that have members which no error has a value for. */
  unfilled: ReadonlySet<string>;
  /** The types of errors' bodies as they are written, by where they are said. */
  errorBodies: Map<string, string>;
}

/** The most schemas that are read, and how many references may lead from one to the next. */
export const MAX_SCHEMAS = 200_000;
export const MAX_REFERENCES = 300;

/** A value and where it stands; references are followed. */
export interface Found {
  value: JsonObject;
  pointer: string;
  /** Texts that stand beside a reference and win over those behind it (OpenAPI 3.1). */
  description: string | null;
}

const MAX_HOPS = 50;
const BESIDE = new Set(['$ref', 'summary', 'description']);

/**
 * The object at a place, behind its references if it is one. Null where there is none: nothing is fetched, and a reference to
 * another document, to nowhere or in a circle is a loss.
 */
export function resolved(ctx: ImportContext, value: unknown, pointer: string): Found | null {
  let current = objectOf(value);
  let place = pointer;
  let description: string | null = null;
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    if (current === null) return missing(ctx, place, 'An object is expected here.');
    const reference = member(current, '$ref');
    if (reference === undefined) return { value: current, pointer: place, description };
    description ??= textOf(member(current, 'description'));
    ctx.losses.noteOthers(current, place, BESIDE);
    const target = targetOf(reference);
    if (target === null) return missing(ctx, at(place, '$ref'), NOT_FETCHED);
    current = objectOf(follow(ctx.root, target));
    if (current === null) return missing(ctx, at(place, '$ref'), 'The reference leads nowhere.');
    place = target;
    ctx.reached.add(target);
  }
  return missing(ctx, at(place, '$ref'), 'The references lead in a circle.');
}

export const NOT_FETCHED = 'A reference to another document is not followed; put what it says into this document.';

/** The pointer that a reference names, or null if it is to another document or no reference at all. */
export function targetOf(reference: unknown): string | null {
  if (typeof reference !== 'string' || !reference.startsWith('#')) return null;
  try {
    const pointer = decodeURIComponent(reference.slice(1));
    return pointer === '' || pointer.startsWith('/') ? pointer : null;
  } catch {
    return null;
  }
}

function missing(ctx: ImportContext, pointer: string, message: string): null {
  ctx.losses.note(pointer, message);
  return null;
}
