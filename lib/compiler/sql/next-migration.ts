import { AppError } from '../../core/app-error.ts';
import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { storedFields } from '../service/row-columns.ts';
import { code } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { comment, sqlName, sqlText } from '../text/quote.ts';
import { type Column, columnOf, columnText, indexOf, inOrder, sequenceOf, table } from './migration.ts';
import { platformTables } from './platform-tables.ts';
import { isNumbered, sequenceName } from './sequence.ts';

/**
 * What brings a database from one release's schema to the next; null if nothing changed. Everything that it does keeps all
 * data: a new condition that stored rows break makes the migration fail as a whole, and what would lose data is refused here.
 */
export function nextMigration(before: Plan, after: Plan): string | null {
  const gone = before.entities.find(({ entity }) => !entityLike(after, entity.name));
  if (gone !== undefined) refuse(`The entity ${gone.entity.name} is gone`);
  const changes = [
    ...platformTables(after, before),
    ...inOrder(after.entities).map((planned) => {
      const old = entityLike(before, planned.entity.name);
      const text = old === undefined ? table(planned, after) : tableChange(old, planned, before, after);
      return text === '' ? '' : origin(planned.entity, text);
    }),
  ].filter((text) => text !== '');
  return changes.length === 0 ? null : changes.join('\n\n');
}

function entityLike({ entities }: Plan, name: string): EntityPlan | undefined {
  return entities.find(({ entity }) => entity.name === name);
}

function refuse(what: string): never {
  throw new AppError(
    'unprocessable',
    `${what}, and stored data would be lost. Nothing was compiled; keep it, or move the data in a release of its own.`,
  );
}

function tableChange(old: EntityPlan, now: EntityPlan, before: Plan, after: Plan): string {
  if (old.table !== now.table) refuse(`The table of ${now.entity.name} has another name`);
  const names = renamed(old, now);
  const known = storedFields(old).map((field) => ({ ...field, name: names.get(field.name) ?? field.name }));
  const fieldOf = (fields: readonly EntityField[], name: string): EntityField | undefined =>
    fields.find((field) => field.name === name);
  const lost = known.find(({ name }) => fieldOf(storedFields(now), name) === undefined);
  if (lost !== undefined) refuse(`The field ${now.entity.name}.${lost.name} is gone`);
  const columns = storedFields(now).flatMap((field) => {
    const was = fieldOf(known, field.name);
    return was === undefined
      ? added(now, field, after)
      : changed(now, columnOf(was, before), columnOf(field, after), field.name);
  });
  const actions = [...columns, ...newUniques(old, now, names)];
  const alter = actions.length === 0 ? '' : `ALTER TABLE ${sqlName(now.table)}\n  ${actions.join(',\n  ')};`;
  const parts = [
    ...renames(old, names, before),
    alter,
    ...newSequences(old, now),
    ...indexChanges(old, now, names),
  ].filter((part) => part !== '');
  if (parts.length === 0) return '';
  return code`
    -- ${comment(now.entity.name)}
    ${parts.join('\n\n')}
  `;
}

/** A column that rows already stored get a value for: nothing, or its default. */
function added({ entity }: EntityPlan, field: EntityField, plan: Plan): string[] {
  const column = columnOf(field, plan);
  if (!column.notNull) return [`ADD COLUMN ${columnText(column)}`];
  const value = defaultOf(field);
  if (value === null || column.key || column.unique) {
    refuse(
      `The new field ${entity.name}.${field.name} has no value for rows that are stored already; make it optional or give it a plain default`,
    );
  }
  return [`ADD COLUMN ${columnText(column).replace(' NOT NULL', () => ` NOT NULL DEFAULT ${value}`)}`];
}

function defaultOf({ default: source }: EntityField): string | null {
  if (source === null) return null;
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

function changed({ entity, table: name }: EntityPlan, old: Column, now: Column, field: string): string[] {
  const subject = `${entity.name}.${field}`;
  if (old.key !== now.key || old.references !== now.references)
    refuse(`${subject} is a key or a reference in another way`);
  const constraint = (suffix: string): string => sqlName(`${name}_${field}_${suffix}`.slice(0, 63));
  return [
    ...typeChange(old, now, subject),
    ...(old.notNull && !now.notNull ? [`ALTER COLUMN ${now.name} DROP NOT NULL`] : []),
    ...(!old.notNull && now.notNull ? [`ALTER COLUMN ${now.name} SET NOT NULL`] : []),
    ...(old.check !== now.check && old.check !== '' ? [`DROP CONSTRAINT ${constraint('check')}`] : []),
    ...(old.check !== now.check && now.check !== ''
      ? [`ADD CONSTRAINT ${constraint('check')} CHECK (${now.check})`]
      : []),
    ...(old.unique && !now.unique ? [`DROP CONSTRAINT ${constraint('key')}`] : []),
    ...(!old.unique && now.unique ? [`ADD CONSTRAINT ${constraint('key')} UNIQUE (${now.name})`] : []),
  ];
}

/** Digits before the point may change (a stored number that is too long makes it fail); digits after it may only grow. */
function typeChange(old: Column, now: Column, subject: string): string[] {
  if (old.type === now.type) return [];
  const digits = (type: string): [number, number] | null => {
    const found = /^numeric\((\d+), (\d+)\)$/.exec(type);
    return found === null ? null : [Number(found[1]), Number(found[2])];
  };
  const [from, to] = [digits(old.type), digits(now.type)];
  if (from === null || to === null || to[1] < from[1]) refuse(`${subject} is stored in another type`);
  return [`ALTER COLUMN ${now.name} TYPE ${now.type}`];
}

/** A field that becomes numbered goes on after the largest number that is stored. */
function newSequences(old: EntityPlan, now: EntityPlan): string[] {
  const before = storedFields(old).filter(isNumbered);
  const fresh = storedFields(now).filter(
    (field) => isNumbered(field) && !before.some((known) => known.name === field.name),
  );
  return fresh.map((field) => {
    const name = sqlText(sequenceName(now.table, field));
    const largest = `(SELECT max(${sqlName(field.name)}) FROM ${sqlName(now.table)})`;
    return `${sequenceOf(now, field)}\n\nSELECT setval(${name}, GREATEST(COALESCE(${largest}, 0), 0)::bigint + 1, false);`;
  });
}

/** Fields that have another name now: old name to new name. */
function renamed(old: EntityPlan, now: EntityPlan): ReadonlyMap<string, string> {
  const before = new Set(storedFields(old).map(({ name }) => name));
  return new Map(
    storedFields(now).flatMap(({ name, renamedFrom }) =>
      renamedFrom !== null && before.has(renamedFrom) && !before.has(name) ? [[renamedFrom, name]] : [],
    ),
  );
}

/** Columns and what the database named after them; their values stay. */
function renames({ table: name, entity }: EntityPlan, names: ReadonlyMap<string, string>, before: Plan): string[] {
  return entity.fields.flatMap((field) => {
    const now = names.get(field.name);
    if (now === undefined) return [];
    const { check, unique, references } = columnOf(field, before);
    const named = [check === '' ? '' : 'check', unique ? 'key' : '', references === '' ? '' : 'fkey'];
    const constraints = named
      .filter((suffix) => suffix !== '')
      .map((suffix) => {
        const [from, to] = [field.name, now].map((part) => sqlName(`${name}_${part}_${suffix}`.slice(0, 63)));
        return `ALTER TABLE ${sqlName(name)} RENAME CONSTRAINT ${from} TO ${to};`;
      });
    return [`ALTER TABLE ${sqlName(name)} RENAME COLUMN ${sqlName(field.name)} TO ${sqlName(now)};`, ...constraints];
  });
}

function newUniques(old: EntityPlan, now: EntityPlan, names: ReadonlyMap<string, string>): string[] {
  const known = old.entity.uniques.map((fields) => fields.map((name) => names.get(name) ?? name).join());
  const fresh = now.entity.uniques.filter((fields) => !known.includes(fields.join()));
  return fresh.map((fields) => `ADD UNIQUE (${fields.map(sqlName).join(', ')})`);
}

function indexChanges(old: EntityPlan, now: EntityPlan, names: ReadonlyMap<string, string>): string[] {
  const known = old.entity.indexes.map((fields) => fields.map((name) => names.get(name) ?? name).join());
  return now.entity.indexes.filter((fields) => !known.includes(fields.join())).map((fields) => indexOf(now, fields));
}
