import type { Scope } from '../expressions/scope.ts';
import type { TypeTable } from './type-table.ts';

/** What an expression sees where there are neither steps nor requests: functions, and the declared types. */
export function emptyScope(table: TypeTable): Scope {
  return {
    table,
    input: null,
    caller: null,
    steps: new Map(),
    later: new Set(),
    row: null,
    locals: new Map(),
    present: new Set(),
  };
}
