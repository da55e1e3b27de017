import type { Span } from '../../core/text-range.ts';
import type { Type } from '../model.ts';
import type { ReadContext } from './context.ts';
import { resolve, type TypeTable } from './type-table.ts';

const MAX_DEPTH = 12;

/** Reports a value that is given out and has a password in it, however deep. `name` is what a person calls the value. */
export function checkNoPassword(ctx: ReadContext, table: TypeTable, type: Type, name: string, at: Span): void {
  const path = passwordIn(table, type, name, 0, new Set());
  if (path !== null) ctx.reporter.report('SEC7011', at, { name: path });
}

/** Where the password is, such as `user.secret`; null if there is none. Each entity is looked into once. */
function passwordIn(table: TypeTable, type: Type, path: string, depth: number, seen: Set<string>): string | null {
  if (depth > MAX_DEPTH) return null;
  const full = type.kind === 'ref' ? type : resolve(table, type);
  const inside = (of: Type, at = path): string | null => passwordIn(table, of, at, depth + 1, seen);
  switch (full.kind) {
    case 'scalar':
      return full.name === 'password' ? path : null;
    case 'optional':
    case 'list':
    case 'map':
      return inside(full.of);
    case 'oneOf':
      return first(full.of, (one) => inside(one));
    case 'object':
      return first(full.fields, (field) => inside(field.type, `${path}.${field.name}`));
    case 'entity': {
      if (seen.has(full.name)) return null;
      seen.add(full.name);
      return first(table.entities.get(full.name)?.fields ?? [], (field) => inside(field.type, `${path}.${field.name}`));
    }
    default:
      return null;
  }
}

function first<T>(items: readonly T[], find: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
