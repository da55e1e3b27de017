import type { Span } from '../../core/text-range.ts';
import type { Type } from '../model.ts';
import type { ReadContext } from './context.ts';
import { resolve, type TypeTable } from './type-table.ts';

const MAX_DEPTH = 12;

/**
 * Reports a text that holds CSV and whose type is no list of objects with plain fields, and one that holds JSON and whose type is a
 * plain value. Named types are looked at where they stand.
 */
export function checkContent(ctx: ReadContext, table: TypeTable, type: Type, at: Span, depth = 0): void {
  if (depth > MAX_DEPTH) return;
  switch (type.kind) {
    case 'optional':
    case 'list':
    case 'map':
      checkContent(ctx, table, type.of, at, depth + 1);
      return;
    case 'object':
      for (const field of type.fields) checkContent(ctx, table, field.type, field.span, depth + 1);
      return;
    case 'oneOf':
      for (const one of type.of) checkContent(ctx, table, one, at, depth + 1);
      return;
    case 'scalar':
      if (type.content?.media === 'text/csv' && !isTable(table, type.content.type))
        ctx.reporter.report('TYP3021', at, {
          reason: 'A text/csv document is a list of objects whose fields are plain values: `list<ROW>`.',
        });
      if (type.content?.media === 'application/json' && !isStructure(table, type.content.type))
        ctx.reporter.report('TYP3021', at, {
          reason: 'An application/json document is an object, a list or a map. A plain value is a text by itself.',
        });
      return;
    default:
      return;
  }
}

function isStructure(table: TypeTable, type: Type): boolean {
  const full = resolve(table, type);
  return full.kind === 'object' || full.kind === 'list' || full.kind === 'map';
}

function isTable(table: TypeTable, type: Type): boolean {
  const list = resolve(table, type);
  const row = list.kind === 'list' ? resolve(table, list.of) : null;
  return row?.kind === 'object' && row.fields.every((field) => isPlain(table, field.type));
}

function isPlain(table: TypeTable, type: Type): boolean {
  const full = resolve(table, type);
  if (full.kind === 'optional') return isPlain(table, full.of);
  return full.kind === 'enum' || (full.kind === 'scalar' && !['json', 'bytes', 'file'].includes(full.name));
}
