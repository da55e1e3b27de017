import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { isEncrypted } from '../service/encrypted.ts';
import { isHashed, lookups } from '../service/hashed.ts';
import { storedFields } from '../service/row-columns.ts';
import { isOptional, plainType } from '../service/types.ts';
import { example, hasExample } from '../tests/values.ts';
import { print } from '../text/doc.ts';
import { sqlName, sqlText } from '../text/quote.ts';
import { columnOf, inOrder } from './migration.ts';

/**
 * One row of each entity as a release stores it, for the tests of the migration that comes after: the migration meets them. An
 * entity whose rows need others that cannot be made is left out. Empty where there is none.
 */
export function exampleRows(plan: Plan): string {
  const made = new Set<string>();
  const rows = inOrder(plan.entities).flatMap((planned): string[] => {
    const fields = storedFields(planned).filter((field) => isMade(field, made, plan));
    const lacks = storedFields(planned).some((field) => !fields.includes(field) && !isOptional(field.type, plan.model));
    if (lacks || planned.entity.files !== null) return [];
    made.add(planned.entity.name);
    return [rowText(planned, fields, plan)];
  });
  return rows.length === 0 ? '' : ['-- Rows of the release before, for the tests.', ...rows].join('\n\n');
}

function isMade({ type }: EntityField, made: ReadonlySet<string>, plan: Plan): boolean {
  const plain = plainType(type, plan.model);
  return plain.kind === 'ref' ? made.has(plain.entity) : hasExample(type, plan);
}

function rowText(planned: EntityPlan, fields: readonly EntityField[], plan: Plan): string {
  const found = lookups(planned, plan).filter(({ field }) => fields.includes(field));
  const names = [...fields.map(({ name }) => name), ...found.map(({ column }) => column)];
  const values = [...fields.map((field) => valueText(field, plan)), ...found.map(() => "'hash'")];
  return `INSERT INTO ${sqlName(planned.table)} (${names.map(sqlName).join(', ')})\nVALUES (${values.join(', ')});`;
}

function valueText(field: EntityField, plan: Plan): string {
  if (isEncrypted(field, plan)) return "'\\x00'";
  if (isHashed(field, plan)) return "'hash'";
  const { type } = columnOf(field, plan);
  const plain = plainType(field.type, plan.model);
  if (type === 'bytea') return "'\\x00'";
  if (type === 'jsonb') return plain.kind === 'list' ? "'[]'" : "'{}'";
  const literal = print(example(field.type, plan));
  if (!/^['"]/.test(literal)) return literal;
  // A literal of TypeScript differs from one of JSON in its quotes only.
  const body = literal
    .slice(1, -1)
    .replaceAll("\\'", "'")
    .replace(/(?<!\\)"/g, '\\"');
  return sqlText(String(JSON.parse(`"${body}"`)));
}
