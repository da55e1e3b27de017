import type { Bounds, Type } from '#lib/spec/model.ts';

/** A type as the language writes it, on one line: `list<string(1..40)>`, `decimal(0..100, scale 2)`, `Customer?`. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'scalar':
      return type.name + constraints(type);
    case 'enum':
      return `[${type.values.join(', ')}]`;
    case 'list':
      return `list<${typeText(type.of)}>${type.length ? `(${bounds(type.length)})` : ''}`;
    case 'map':
      return `map<${typeText(type.of)}>`;
    case 'object':
      return `{${type.fields.map((field) => `${field.name}: ${typeText(field.type)}`).join(', ')}}`;
    case 'named':
    case 'entity':
      return type.name;
    case 'ref':
      return `ref<${type.entity}>`;
    case 'optional':
      return `${typeText(type.of)}?`;
    case 'oneOf':
      return type.of.map(typeText).join(' | ');
  }
}

function constraints(type: Extract<Type, { kind: 'scalar' }>): string {
  const parts = [
    type.length && bounds(type.length),
    type.range && bounds(type.range),
    type.pattern !== null && `/${type.pattern}/`,
    type.scale !== null && `scale ${type.scale}`,
    type.media?.join(' '),
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? `(${parts.join(', ')})` : '';
}

function bounds(of: Bounds<number | string>): string {
  return of.min === of.max ? `${of.min}` : `${of.min ?? ''}..${of.max ?? ''}`;
}
