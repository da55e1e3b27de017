import type { EntityPlan, Plan } from '../plan.ts';
import { encryptedFields } from '../service/encrypted.ts';
import { storedFields } from '../service/row-columns.ts';
import { sqlName } from '../text/quote.ts';
import { constraintName } from './constraint-name.ts';
import { leftoverLine } from './leftover.ts';
import { columnOf, indexName } from './migration.ts';
import { type Move, NO_CHANGE, type TableChange } from './move.ts';
import { refuseChange } from './refuse-change.ts';
import { isNumbered, sequenceName } from './sequence.ts';

/**
 * An entity that has another name: the table gets it, with what the database named after it. For the release before, which
 * still runs, a view has the old name; it can be read and written like the table.
 */
export function renamedTable(old: EntityPlan, now: EntityPlan, before: Plan): TableChange {
  if (encryptedFields(old, before).length > 0)
    refuseChange(
      `${now.entity.name} was ${old.entity.name}, and its encrypted values belong to the name of their entity`,
      'Keep the name.',
    );
  const rename = (kind: string, name: (table: string) => string): Move => {
    const [from, to] = [name(old.table), name(now.table)].map(sqlName);
    return { up: `${kind} ${from} RENAME TO ${to};`, down: `${kind} ${to} RENAME TO ${from};` };
  };
  const constraint = (name: (table: string) => string): Move => {
    const [table, from, to] = [now.table, name(old.table), name(now.table)].map(sqlName);
    return {
      up: `ALTER TABLE ${table} RENAME CONSTRAINT ${from} TO ${to};`,
      down: `ALTER TABLE ${table} RENAME CONSTRAINT ${to} TO ${from};`,
    };
  };
  const [view, table] = [sqlName(old.table), sqlName(now.table)];
  const numbered = storedFields(old).filter(isNumbered);
  const note = numbered.length > 0 ? '-- The release before can read these rows, but it cannot number new ones.\n' : '';
  return {
    ...NO_CHANGE,
    before: [
      rename('ALTER TABLE', (name) => name),
      ...numbered.map((field) => rename('ALTER SEQUENCE', (name) => sequenceName(name, field))),
      ...constraintNames(old, before).map(constraint),
      ...old.entity.indexes.map((fields) => rename('ALTER INDEX', (name) => indexName(name, fields))),
    ],
    after: [{ up: `${note}CREATE VIEW ${view} AS SELECT * FROM ${table};`, down: `DROP VIEW ${view};` }],
    left: [leftoverLine({ kind: 'view', view: old.table, table: now.table })],
  };
}

/** How each constraint of a table is called, by the table's name. */
function constraintNames(planned: EntityPlan, plan: Plan): ((table: string) => string)[] {
  const fields = storedFields(planned).flatMap((field) => {
    const { key, check, unique, references } = columnOf(field, plan);
    return [
      ...(key ? [(table: string) => constraintName(table, [], 'pkey')] : []),
      ...(check === '' ? [] : [(table: string) => constraintName(table, [field.name], 'check')]),
      ...(unique ? [(table: string) => constraintName(table, [field.name], 'key')] : []),
      ...(references === '' ? [] : [(table: string) => constraintName(table, [field.name], 'fkey')]),
    ];
  });
  return [...fields, ...planned.entity.uniques.map((names) => (table: string) => constraintName(table, names, 'key'))];
}
