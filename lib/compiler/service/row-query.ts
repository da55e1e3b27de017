import { fixesOneRow } from '../../spec/read/row-keys.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { type Doc, hugged, list } from '../text/doc.ts';
import { quote, sqlName } from '../text/quote.ts';
import { encryptedFields, sealedNames } from './encrypted.ts';
import { notCompiled } from './expression.ts';
import { fromData, type Module } from './module.ts';
import { columnsWithin } from './row-columns.ts';
import type { Condition } from './sql-condition.ts';
import type { Of } from './steps.ts';
import { kindOfValue } from './value-kind.ts';

/** The plan of an entity. */
export function entityOf(name: string, plan: Plan): EntityPlan {
  return (
    plan.entities.find(({ entity }) => entity.name === name) ??
    notCompiled(`The entity ${name}, which is not declared,`)
  );
}

/** `tx.query<Row>(sql, values)`; `sql` is already a template or a text. */
export function query(row: string, sql: string, values: readonly Doc[], module: Module): Doc {
  module.needs.add('tx');
  if (values.length === 0) return list(`tx.query<${row}>(`, [sql], ')');
  return hugged(`tx.query<${row}>(`, [sql], { open: '[', items: values, close: ']' }, ')');
}

/** A query that gives rows of an entity; encrypted fields are opened as they come. */
export function rowQuery(planned: EntityPlan, sql: string, values: readonly Doc[], module: Module): Doc {
  if (encryptedFields(planned, module.plan).length === 0) {
    module.types.add(planned.type);
    return query(planned.type, sql, values, module);
  }
  const { open, stored } = sealedNames(planned);
  fromData(module, planned.entity.name, `type ${stored}`);
  fromData(module, planned.entity.name, open);
  return list(`${open}(`, [query(stored, sql, values, module)], ')');
}

/** What only the owner may see, unless a role lifts it; writes are always the owner's alone. A schedule works on all rows. */
export function owned(found: Condition | null, planned: EntityPlan, module: Module, reading: boolean): Condition {
  const { owner, visibleTo } = planned.entity;
  const { sql, values } = found ?? { sql: '', values: [] };
  if (owner === null || module.everyRow === true) return { sql, values };
  module.needs.add('caller');
  values.push(callerId(owner, planned, module));
  const mine = `${sqlName(owner)} = $${values.length}`;
  if (!reading || visibleTo.length === 0) return { sql: both(sql, mine), values };
  values.push(`caller.roles.some((role) => [${visibleTo.map(quote).join(', ')}].includes(role))`);
  return { sql: both(sql, `(${mine} OR $${values.length}::boolean)`), values };
}

/** The caller as a value of the owner's column: not every caller's name is an id, and who has none owns nothing. */
function callerId(owner: string, { entity }: EntityPlan, module: Module): string {
  const field = entity.fields.find(({ name }) => name === owner);
  if (field === undefined || kindOfValue(field.type, module.plan) !== 'uuid') return 'caller.id';
  module.needs.add('uuidIn');
  return 'uuidIn(caller.id)';
}

function both(left: string, right: string): string {
  return left === '' ? right : `(${left}) AND ${right}`;
}

/** A whole SELECT as a template literal. A row that later steps rely on is locked where the operation writes. */
export function select(planned: EntityPlan, { sql, values }: Condition, tail: string, module: Module): string {
  fromData(module, planned.entity.name, planned.columns);
  const columns = columnsWithin(planned, values, module);
  return template(`SELECT ${columns} FROM ${sqlName(planned.table)}${sql === '' ? '' : ` WHERE ${sql}`}${tail}`);
}

/** SQL in backticks; nothing in it can end the literal, whatever the names are. */
export function template(sql: string): string {
  const inert = sql
    .replaceAll('\\', '\\\\')
    .replaceAll('`', '\\`')
    .replace(/\$\{(?!\w+Columns(\('\$\d+'(, '\$\d+')*\))?\})/g, '\\${');
  return `\`${inert}\``;
}

/** Whether the condition names one row: its key, a unique field or a unique set equals something. */
export function fixesKey({ where }: { where: Of<'find'>['where'] }, { entity }: EntityPlan): boolean {
  return fixesOneRow(entity, where);
}
