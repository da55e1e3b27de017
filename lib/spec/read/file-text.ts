import { open } from '../expressions/static-types.ts';
import type { JsonLiteral, Type } from '../model.ts';
import type { TypeTable } from './type-table.ts';

const MAX_DEPTH = 16;

/** Why a literal cannot stand for a value of a type, where a text of it stands for a file; null where none does. */
export function fileTextProblem(table: TypeTable, wanted: Type, value: JsonLiteral): string | null {
  return standsForFile(table, wanted, value, 0)
    ? 'a file is expected, and no text is one: it comes from an input, a person, another system or a step'
    : null;
}

function standsForFile(table: TypeTable, wanted: Type, value: JsonLiteral, depth: number): boolean {
  if (value === null || depth > MAX_DEPTH) return false;
  const { type } = open(table, wanted);
  const inner = (of: Type | undefined, item: JsonLiteral | undefined): boolean =>
    of !== undefined && item !== undefined && standsForFile(table, of, item, depth + 1);
  if (type.kind === 'scalar') return type.name === 'file' && typeof value === 'string';
  if (type.kind === 'list') return Array.isArray(value) && value.some((item: JsonLiteral) => inner(type.of, item));
  const members = typeof value === 'object' && 'map' in value ? Object.entries(value.map) : [];
  if (type.kind === 'map') return members.some(([, item]) => inner(type.of, item));
  if (type.kind !== 'object') return false;
  return members.some(([name, item]) => inner(type.fields.find((field) => field.name === name)?.type, item));
}
