import type { EntityField } from '../../spec/model.ts';

/** Whether the database numbers the rows by a field: `default: =sequence()`. */
export function isNumbered({ default: source }: EntityField): boolean {
  return source?.kind === 'expression' && source.expr.kind === 'call' && source.expr.name === 'sequence';
}

/** The sequence of such a field; at most 63 bytes, as PostgreSQL would cut it. */
export function sequenceName(table: string, { name }: EntityField): string {
  return `${table}_${name}_seq`.slice(0, 63);
}
