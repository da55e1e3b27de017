import type { Model, ScalarName, Type } from '../../spec/model.ts';
import { scalar } from '../../spec/scalar-type.ts';
import type { Plan } from '../plan.ts';
import { type Doc, group, ifBroken, indent, joined, line, print, softline } from '../text/doc.ts';
import { key, quote } from '../text/quote.ts';

type Scalar = Extract<Type, { kind: 'scalar' }>;

/** The type itself: named types looked up, `?` taken away. A text that holds a document is that document. */
export function plainType(type: Type, model: Model, depth = 0): Type {
  if (type.kind === 'optional') return plainType(type.of, model, depth);
  if (type.kind === 'scalar' && type.content !== null && depth <= 50)
    return plainType(type.content.type, model, depth + 1);
  if (type.kind !== 'named' || depth > 50) return type;
  const declared = model.types.find(({ name }) => name === type.name);
  return declared === undefined ? type : plainType(declared.type, model, depth + 1);
}

/** The text that a value is on the wire, where it holds a document; null for all else. */
export function documentText(type: Type, model: Model, depth = 0): (Scalar & { content: object }) | null {
  if (type.kind === 'optional') return documentText(type.of, model, depth);
  if (type.kind === 'scalar') return type.content === null ? null : { ...type, content: type.content };
  if (type.kind !== 'named' || depth > 50) return null;
  const declared = model.types.find(({ name }) => name === type.name);
  return declared === undefined ? null : documentText(declared.type, model, depth + 1);
}

/** Whether values are exact decimals: `decimal`, and `long`, which JSON numbers cannot hold either. */
export function isDecimal(type: Type, model: Model): boolean {
  const plain = plainType(type, model);
  return plain.kind === 'scalar' && (plain.name === 'decimal' || plain.name === 'long');
}

/** Whether null may be there. */
export function isOptional(type: Type, model: Model): boolean {
  if (type.kind === 'optional') return true;
  if (type.kind !== 'named') return false;
  const declared = model.types.find(({ name }) => name === type.name);
  return declared !== undefined && declared.type.kind === 'optional';
}

/** Digits after the point that a decimal is written with; null where the type does not say. */
export function scaleOf(type: Type, model: Model): number | null {
  const plain = plainType(type, model);
  if (plain.kind !== 'scalar') return null;
  return plain.name === 'long' ? 0 : plain.scale;
}

const SCALARS: Readonly<Record<ScalarName, string>> = {
  string: 'string',
  int: 'number',
  long: 'Decimal',
  double: 'number',
  decimal: 'Decimal',
  bool: 'boolean',
  date: 'string',
  timestamp: 'string',
  duration: 'string',
  uuid: 'string',
  email: 'string',
  url: 'string',
  phone: 'string',
  json: 'Json',
  base64: 'string',
  bytes: 'string',
  file: 'StoredFile',
  password: 'string',
  html: 'string',
  regex: 'string',
};

/** A type as TypeScript. `used` learns which names the module has to import. */
export function typescript(type: Type, plan: Plan, used: Set<string>): Doc {
  switch (type.kind) {
    case 'scalar':
      if (type.content !== null) return typescript(type.content.type, plan, used);
      return name(SCALARS[type.name], used);
    case 'enum':
      return union(type.values.map(quote));
    case 'list':
      return isUnion(type.of) ? ['(', typescript(type.of, plan, used), ')[]'] : [typescript(type.of, plan, used), '[]'];
    case 'map':
      return ['Record<string, ', typescript(type.of, plan, used), '>'];
    case 'object':
      return objectType(type.fields, plan, used);
    case 'named':
      return name(plan.typeNames.get(type.name) ?? 'unknown', used);
    case 'entity':
      return name(plan.entities.find(({ entity }) => entity.name === type.name)?.type ?? 'unknown', used);
    case 'ref':
      return typescript(keyTypeOf(type.entity, plan), plan, used);
    case 'optional':
      return [typescript(type.of, plan, used), ' | null'];
    case 'oneOf':
      return union(type.of.map((of) => print(typescript(of, plan, used), 2)));
  }
}

/** The type of an entity's key: what a reference to it holds. */
export function keyTypeOf(entity: string, plan: Plan): Type {
  const fields = plan.entities.find((planned) => planned.entity.name === entity)?.entity.fields ?? [];
  return fields.find(({ key }) => key)?.type ?? TEXT;
}

const TEXT: Scalar = scalar('string');

/** The members of an interface, one line each; an optional field may be left out or null if `loose`. */
export function members(
  fields: readonly { name: string; type: Type }[],
  plan: Plan,
  used: Set<string>,
  loose: boolean,
): string {
  return fields
    .map((field) => {
      const optional = loose && isOptional(field.type, plan.model);
      return print([key(field.name), optional ? '?: ' : ': ', typescript(field.type, plan, used), ';'], 2);
    })
    .join('\n');
}

function objectType(fields: readonly { name: string; type: Type }[], plan: Plan, used: Set<string>): Doc {
  const parts = fields.map((field) => [key(field.name), ': ', typescript(field.type, plan, used)]);
  return group(['{', indent([line, joined(parts, [';', line]), ifBroken(';')]), line, '}']);
}

function union(values: readonly string[]): Doc {
  if (values.length === 0) return 'never';
  return group(indent([softline, ifBroken('| '), joined(values, [line, '| '])]));
}

function isUnion(type: Type): boolean {
  return type.kind === 'optional' || type.kind === 'oneOf' || (type.kind === 'enum' && type.values.length > 1);
}

function name(text: string, used: Set<string>): string {
  used.add(text);
  return text;
}
