import type { Scope } from '../expressions/scope.ts';
import { isNumber, isText, open, scalarName, writeType } from '../expressions/static-types.ts';
import type { Type } from '../model.ts';

/** A value that an expression can read at one place of a flow, and what it seems to be. */
export interface KnownValue {
  /** As expressions write it: `input.customer_id`, `document.name`. */
  path: string;
  /** Its own name: `customer_id`. */
  name: string;
  /** As a specification writes it, without `?`. */
  type: string;
  optional: boolean;
  kind: 'documents' | 'name' | 'birth' | 'text' | 'number' | 'bool' | 'enum' | 'other';
  /** The values of an enumeration; the media types that documents may have, none for any. */
  values: readonly string[];
}

/** Values that are looked at; a flow that knows more has no use for proposals. */
const MAX_KNOWN = 200;

/** What can be read at a place: inputs and results of steps, and the fields of both. Results come last. */
export function knownValues(scope: Scope): KnownValue[] {
  const input = scope.input?.kind === 'object' ? scope.input.fields : [];
  const found = input.map(({ name, type }) => known(scope, `input.${name}`, name, type));
  for (const [step, type] of scope.steps) {
    const { type: full, optional } = open(scope.table, type);
    if (full.kind === 'object')
      for (const field of full.fields)
        found.push({ ...known(scope, `${step}.${field.name}`, field.name, field.type), ...(optional ? OPTIONAL : {}) });
    else found.push(known(scope, step, step, type));
  }
  return found.slice(0, MAX_KNOWN);
}

const OPTIONAL = { optional: true } as const;

function known(scope: Scope, path: string, name: string, type: Type): KnownValue {
  const { type: full, optional } = open(scope.table, type);
  const bare = type.kind === 'optional' ? type.of : type;
  const one = full.kind === 'list' ? open(scope.table, full.of).type : full;
  const values = full.kind === 'enum' ? full.values : one.kind === 'scalar' ? (one.media ?? []) : [];
  return { path, name, type: writeType(bare), optional, kind: kindOf(scope, name, full), values };
}

function kindOf(scope: Scope, name: string, type: Type): KnownValue['kind'] {
  const one = type.kind === 'list' ? open(scope.table, type.of).type : type;
  if (['base64', 'bytes', 'file'].includes(scalarName(one) ?? '')) return 'documents';
  if (type.kind === 'enum') return 'enum';
  if (scalarName(type) === 'bool') return 'bool';
  if (scalarName(type) === 'date' && /dob|birth|born/i.test(name)) return 'birth';
  if (isNumber(type)) return 'number';
  if (isText(type)) return /(^|_)(full_?)?name$/i.test(name) ? 'name' : 'text';
  return 'other';
}

/** The last value of a kind that is there for sure; what was found out later is better than what was sent. */
export function lastOf(values: readonly KnownValue[], ...kinds: readonly KnownValue['kind'][]): KnownValue | null {
  for (const kind of kinds) {
    const found = values.findLast((value) => value.kind === kind && !value.optional);
    if (found !== undefined) return found;
  }
  return null;
}

/** A value that a refined step will give. */
export function givenValue(
  step: string,
  name: string,
  type: string,
  kind: KnownValue['kind'],
  optional = false,
): KnownValue {
  return { path: `${step}.${name}`, name, type, optional, kind, values: [] };
}
