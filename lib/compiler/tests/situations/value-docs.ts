import type { Type } from '../../../spec/model.ts';
import type { Plan } from '../../plan.ts';
import { holdsDocument } from '../../service/opened.ts';
import { plainType } from '../../service/types.ts';
import { type Doc, list, values } from '../../text/doc.ts';
import { key, quote } from '../../text/quote.ts';
import { jsonOf } from '../outcome.ts';
import { fieldsOf } from '../scenario-values.ts';
import type { Value } from '../value.ts';

/** A value as callers read it, as far as it is known. */
export function answerDoc(value: Value, type: Type, plan: Plan): Doc | null {
  // How a text is written that holds a document is others' tests.
  if (holdsDocument(type, plan.model)) return null;
  const plain = plainType(type, plan.model);
  if (value !== null && typeof value === 'object' && 'items' in value) {
    return plain.kind === 'list' ? listDoc(value.items.map((item) => answerDoc(item, plain.of, plan))) : null;
  }
  if (value !== null && typeof value === 'object' && 'fields' in value) {
    const declared = plain.kind === 'entity' ? plan.model.entities.find(({ name }) => name === plain.name) : undefined;
    const fields = declared?.fields ?? fieldsOf(plain, plan);
    const members = fields.flatMap((field): Doc[] => {
      const inner = value.fields.get(field.name);
      const doc = inner === undefined || inner === null ? null : answerDoc(inner, field.type, plan);
      return doc === null ? [] : [[key(field.name), ': ', doc]];
    });
    return members.length === 0 ? null : list('{', members, '}', true);
  }
  return isSecret(plain) ? null : storedDoc(value, type, plan);
}

/** A list whose items are all known; null for any other. */
function listDoc(items: readonly (Doc | null)[]): Doc | null {
  const known = items.filter((item) => item !== null);
  return known.length < items.length ? null : values(known);
}

function isSecret(plain: Type): boolean {
  return plain.kind === 'scalar' && plain.name === 'password';
}

/** A value as the database gives it; null where that is not known. */
export function storedDoc(value: Value | undefined, type: Type, plan: Plan): Doc | null {
  if (value === undefined) return null;
  if (value === null) return 'null';
  const plain = plainType(type, plan.model);
  if (typeof value === 'object' && 'items' in value) {
    return plain.kind === 'list' ? listDoc(value.items.map((item) => storedDoc(item, plain.of, plan))) : null;
  }
  if (typeof value === 'object' && 'fields' in value) {
    if (plain.kind !== 'object') return null;
    const members = plain.fields.map(({ name, type: of }) => ({
      name,
      doc: storedDoc(value.fields.get(name), of, plan),
    }));
    if (members.some(({ doc }) => doc === null)) return null;
    return list(
      '{',
      members.map(({ name, doc }): Doc => [key(name), ': ', doc ?? 'null']),
      '}',
      true,
    );
  }
  if (plain.kind === 'ref' && typeof value === 'string') return quote(value);
  if (plain.kind !== 'scalar' && plain.kind !== 'enum') return null;
  const told = jsonOf(value, type, plan);
  if (told === null) return null;
  return typeof told === 'object' ? told.number : typeof told === 'string' ? quote(told) : String(told);
}
