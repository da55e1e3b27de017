import type { Field, Type } from '../../../spec/model.ts';
import type { OperationPlan, Plan } from '../../plan.ts';
import { isOptional, plainType } from '../../service/types.ts';
import { type Doc, list, print } from '../../text/doc.ts';
import { key } from '../../text/quote.ts';
import { candidates, casesOf } from '../cases.ts';
import { example } from '../values.ts';
import { exampleValue } from './example-value.ts';
import { said } from './said.ts';
import { type Situation, type StoredValue, sameText } from './situation.ts';
import type { Variation } from './variations.ts';

/** The same with one value of the body otherwise, or one of an object in it, or without one that need not be there. */
export function* otherBodies(usual: Situation, operation: OperationPlan, plan: Plan): Iterable<Variation> {
  const [{ body }] = casesOf(operation, plan);
  for (const field of operation.body) {
    const doc = body.get(field.name) ?? 'null';
    const there = usual.body.get(field.name) ?? { doc, value: exampleValue(doc, field.type, plan) };
    const place = `input ${field.name}`;
    const changed = (other: StoredValue): Situation => {
      return { ...usual, body: new Map(usual.body).set(field.name, other) };
    };
    for (const other of otherValues(field.type, there, plan))
      yield { title: `with ${field.name} ${said(other.doc)}`, place, situation: changed(other) };
    for (const { member, said: text, value } of otherMembers(field.type, there, plan)) {
      const name = `${field.name}.${member}`;
      yield { title: `with ${name} ${text}`, place: `input ${name}`, situation: changed(value) };
    }
    if (!isOptional(field.type, plan.model) || print(there.doc) === 'null') continue;
    yield { title: `without ${field.name}`, place, situation: changed({ doc: 'undefined', value: null }) };
  }
}

const DAYS: readonly Doc[] = ["'2001-01-01'", "'2999-01-01'"];
const MOMENTS: readonly Doc[] = ["'2001-01-01T00:00:00.000Z'", "'2999-01-01T00:00:00.000Z'"];

/** Values of a type beside one that is sent. */
export function otherValues(type: Type, there: StoredValue, plan: Plan): StoredValue[] {
  const plain = plainType(type, plan.model);
  const name = plain.kind === 'scalar' ? plain.name : null;
  const times = name === 'date' ? DAYS : name === 'timestamp' ? MOMENTS : [];
  const others = times.map((doc): StoredValue => ({ doc, value: exampleValue(doc, type, plan) }));
  return [...candidates({ type }, plan), ...others].filter(({ doc }) => !sameText(doc, there.doc));
}

/** An object with one member otherwise. */
function* otherMembers(
  type: Type,
  { members: known, doc: whole }: StoredValue,
  plan: Plan,
): Iterable<{ member: string; said: string; value: StoredValue }> {
  const plain = plainType(type, plan.model);
  if (plain.kind !== 'object' || (known === undefined && !sameText(whole, example(type, plan)))) return;
  const members = new Map(plain.fields.map((field) => [field.name, known?.get(field.name) ?? memberOf(field, plan)]));
  for (const { name, type: of } of plain.fields) {
    const there = members.get(name);
    if (there === undefined) continue;
    for (const other of otherValues(of, there, plan)) {
      const changed = new Map(members).set(name, other);
      const docs = [...changed].map(([one, { doc }]): Doc => [key(one), ': ', doc]);
      const fields = new Map([...changed].map(([one, { value }]) => [one, value]));
      const value: StoredValue = { doc: list('{', docs, '}', true), value: { fields }, members: changed };
      yield { member: name, said: said(other.doc), value };
    }
  }
}

function memberOf({ type }: Field, plan: Plan): StoredValue {
  const doc = example(type, plan);
  return { doc, value: exampleValue(doc, type, plan) };
}
