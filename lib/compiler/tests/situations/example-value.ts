import type { Field, Type } from '../../../spec/model.ts';
import type { Plan } from '../../plan.ts';
import { keyTypeOf, plainType } from '../../service/types.ts';
import { type Doc, print } from '../../text/doc.ts';
import { read } from '../cases.ts';
import { UNKNOWN, type Value } from '../value.ts';
import { example } from '../values.ts';

/** The value of what stands for a type in a test: a literal, or the example of the type. */
export function exampleValue(doc: Doc, type: Type, plan: Plan): Value {
  const text = print(doc);
  if (text === 'null') return null;
  const plain = plainType(type, plan.model);
  switch (plain.kind) {
    case 'ref':
      return exampleValue(doc, keyTypeOf(plain.entity, plan), plan);
    case 'enum':
      return plain.values.find((value) => text === `'${value}'`) ?? UNKNOWN;
    case 'list':
      if (text === '[]') return { items: [] };
      return text === print(example(type, plan)) ? exampleItems(plain, plan) : UNKNOWN;
    case 'object':
      return text === print(example(type, plan)) ? exampleFields(plain.fields, plan) : UNKNOWN;
    default:
      return read(doc, type, plan);
  }
}

function exampleItems({ of, length }: Extract<Type, { kind: 'list' }>, plan: Plan): Value {
  const count = Math.min(Math.max(1, length?.min ?? 0), 20);
  return { items: Array.from({ length: count }, () => exampleValue(example(of, plan), of, plan)) };
}

function exampleFields(fields: readonly Field[], plan: Plan): Value {
  return { fields: new Map(fields.map(({ name, type }) => [name, exampleValue(example(type, plan), type, plan)])) };
}
