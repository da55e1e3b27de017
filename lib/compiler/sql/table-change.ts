import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { isHashed, lookups } from '../service/hashed.ts';
import { storedFields } from '../service/row-columns.ts';
import { sqlName, sqlText } from '../text/quote.ts';
import { addedColumn, changedColumn, unusedColumn } from './column-change.ts';
import { constraintName } from './constraint-name.ts';
import { indexName, sequenceOf } from './migration.ts';
import { joined, type Move, NO_CHANGE, type TableChange } from './move.ts';
import { refuseChange } from './refuse-change.ts';
import { renamedColumn } from './renamed-column.ts';
import { isNumbered, sequenceName } from './sequence.ts';

/** What changes the table of an entity that was there before. Its name is the new one already. */
export function tableChange(old: EntityPlan, now: EntityPlan, before: Plan, after: Plan): TableChange {
  refuseOtherHashes(old, now, before, after);
  const names = renamedFields(old, now);
  const known = new Map(storedFields(old).map((field) => [names.get(field.name) ?? field.name, field]));
  const current = storedFields(now);
  const unused = [...known].filter(([name]) => !current.some((field) => field.name === name));
  const columns = current.map((field): TableChange => {
    const was = known.get(field.name);
    if (was === undefined) return addedColumn(now, field, after);
    if (was.name !== field.name) return renamedColumn(now, was, field, before, after);
    return changedColumn(now, was, field, before, after);
  });
  const sequences = newSequences(old, now);
  return joined([
    { ...NO_CHANGE, before: sequences.filter(({ down }) => down !== '') },
    ...unused.map(([, field]) => unusedColumn(now, field, before)),
    ...columns,
    uniqueChanges(old, now, names),
    { ...NO_CHANGE, after: sequences.filter(({ down }) => down === '') },
    indexChanges(old, now, names),
  ]);
}

/** The database has no key, so it cannot make hashes of what it holds encrypted, nor of what it holds plain. */
function refuseOtherHashes(old: EntityPlan, now: EntityPlan, before: Plan, after: Plan): void {
  const [was, is] = [lookups(old, before), lookups(now, after)];
  const added = is.find(
    ({ field, column }) => !was.some((one) => one.column === column && one.field.unique === field.unique),
  );
  const gone = was.find(({ column }) => !is.some((one) => one.column === column));
  const known = new Map(storedFields(old).map((field) => [field.name, isHashed(field, before)]));
  const changed = storedFields(now).find((field) => (known.get(field.name) ?? false) !== isHashed(field, after));
  const field = (added ?? gone)?.field ?? changed;
  if (field !== undefined)
    refuseChange(
      `Rows of ${now.entity.name} are found by ${field.name} in another way, and the database has no key to make hashes`,
      'Declare an entity of its own with a field that is found so from the start, and let an operation fill it.',
    );
}

/** Fields that have another name now: old name to new name. */
function renamedFields(old: EntityPlan, now: EntityPlan): ReadonlyMap<string, string> {
  const before = new Set(storedFields(old).map(({ name }) => name));
  return new Map(
    storedFields(now).flatMap(({ name, renamedFrom }) =>
      renamedFrom !== null && before.has(renamedFrom) && !before.has(name) ? [[renamedFrom, name]] : [],
    ),
  );
}

/** A field that becomes numbered goes on after the largest number that is stored. */
function newSequences(old: EntityPlan, now: EntityPlan): Move[] {
  const [before, after] = [old, now].map((one) => storedFields(one).filter(isNumbered));
  const isNew = ({ name, renamedFrom }: EntityField): boolean =>
    !(before ?? []).some((known) => known.name === name || known.name === renamedFrom);
  return (after ?? []).filter(isNew).flatMap((field): Move[] => {
    const name = sequenceName(now.table, field);
    const largest = `(SELECT max(${sqlName(field.name)}) FROM ${sqlName(now.table)})`;
    const made = { up: sequenceOf(now, field), down: `DROP SEQUENCE ${sqlName(name)};` };
    const wasThere = storedFields(old).some((known) => known.name === field.name);
    const set = `SELECT setval(${sqlText(name)}, GREATEST(COALESCE(${largest}, 0), 0)::bigint + 1, false);`;
    return wasThere ? [made, { up: set, down: '' }] : [made];
  });
}

/** Several fields that are unique together. */
function uniqueChanges(old: EntityPlan, now: EntityPlan, names: ReadonlyMap<string, string>): TableChange {
  const { moved, gone, fresh } = compared(old, old.entity.uniques, now.entity.uniques, names);
  const named = (fields: readonly string[]): string => sqlName(constraintName(now.table, fields, 'key'));
  const added = (name: string, fields: readonly string[]): string =>
    `ADD CONSTRAINT ${name} UNIQUE (${fields.map(sqlName).join(', ')})`;
  const renamed = (from: string, to: string): string =>
    `ALTER TABLE ${sqlName(now.table)} RENAME CONSTRAINT ${from} TO ${to};`;
  return {
    ...NO_CHANGE,
    actions: [
      ...gone.map(([was, is]) => ({ up: `DROP CONSTRAINT ${named(was)}`, down: added(named(was), is) })),
      ...fresh.map((fields) => ({
        up: added(named(fields), fields),
        // Going back drops a renamed field's column, and with it what it is part of.
        down: fields.some((name) => isNewColumn(name, old, names)) ? '' : `DROP CONSTRAINT ${named(fields)}`,
      })),
    ],
    after: moved.map(([was, is]) => ({ up: renamed(named(was), named(is)), down: renamed(named(is), named(was)) })),
  };
}

function indexChanges(old: EntityPlan, now: EntityPlan, names: ReadonlyMap<string, string>): TableChange {
  const { moved, gone, fresh } = compared(old, old.entity.indexes, now.entity.indexes, names);
  const named = (fields: readonly string[]): string => sqlName(indexName(now.table, fields));
  const dropped = (fields: readonly string[]): string => `DROP INDEX CONCURRENTLY IF EXISTS ${named(fields)};`;
  // One that could not be built stays behind unfinished: it is always made anew.
  const made = (name: readonly string[], fields: readonly string[]): string =>
    `${dropped(name)}\n\nCREATE INDEX CONCURRENTLY ${named(name)} ON ${sqlName(now.table)} (${fields.map(sqlName).join(', ')});`;
  const renamed = (from: readonly string[], to: readonly string[]): string =>
    `ALTER INDEX ${named(from)} RENAME TO ${named(to)};`;
  return {
    ...NO_CHANGE,
    after: moved.map(([was, is]) => ({ up: renamed(was, is), down: renamed(is, was) })),
    indexes: [
      ...gone.map(([was, is]) => ({ up: dropped(was), down: made(was, is) })),
      ...fresh.map((fields) => ({ up: made(fields, fields), down: dropped(fields) })),
    ],
  };
}

type Fields = readonly string[];

/**
 * Sets of fields before and now: those that only have another name, those that are gone (as they were, and as their columns
 * are called now), and new ones. What a renamed field was part of stays with its old column, and goes with it later.
 */
function compared(
  old: EntityPlan,
  before: readonly Fields[],
  after: readonly Fields[],
  names: ReadonlyMap<string, string>,
): { moved: [Fields, Fields][]; gone: [Fields, Fields][]; fresh: Fields[] } {
  const beside = (fields: Fields): boolean =>
    fields.some((name) => names.has(name) && isNewColumn(names.get(name) ?? name, old, names));
  const known = before
    .filter((fields) => !beside(fields))
    .map((fields): [Fields, Fields] => [fields, fields.map((name) => names.get(name) ?? name)]);
  const wanted = new Set(after.map((fields) => fields.join()));
  const there = new Set(known.map(([, is]) => is.join()));
  return {
    moved: known.filter(([was, is]) => wanted.has(is.join()) && was.join() !== is.join()),
    gone: known.filter(([, is]) => !wanted.has(is.join())),
    fresh: after.filter((fields) => !there.has(fields.join())),
  };
}

/** Whether a field's column is new: it is added, or stands beside the one that it was. */
function isNewColumn(name: string, old: EntityPlan, names: ReadonlyMap<string, string>): boolean {
  const fields = storedFields(old);
  const was = [...names].find(([, now]) => now === name)?.[0];
  const known = fields.find((field) => field.name === (was ?? name));
  return known === undefined || (was !== undefined && !known.key && !isNumbered(known));
}
