import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan } from '../plan.ts';
import { sqlName, sqlText } from '../text/quote.ts';
import { isNumbered, sequenceName } from './sequence.ts';

/** The default of a field as SQL for rows that are stored already, or null where it has none that the database can compute. */
export function defaultSql(field: EntityField, { table }: EntityPlan): string | null {
  const { default: source } = field;
  if (source === null) return null;
  if (isNumbered(field)) return `nextval(${sqlText(sqlName(sequenceName(table, field)))})`;
  if (source.kind === 'expression') {
    const calls: Readonly<Record<string, string>> = { now: 'now()', uuid: 'gen_random_uuid()' };
    return source.expr.kind === 'call' ? (calls[source.expr.name] ?? null) : null;
  }
  const { value } = source;
  if (typeof value === 'string') return sqlText(value);
  if (typeof value === 'boolean') return String(value);
  return value !== null && typeof value === 'object' && 'number' in value && typeof value.number === 'string'
    ? value.number
    : null;
}

/** Whether a default is another one for each row. */
export function isOwnDefault({ default: source }: EntityField): boolean {
  return (
    source?.kind === 'expression' && source.expr.kind === 'call' && ['uuid', 'sequence'].includes(source.expr.name)
  );
}
