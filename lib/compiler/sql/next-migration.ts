import { AppError } from '../../core/app-error.ts';
import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { storedFields } from '../service/row-columns.ts';
import { code } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { comment, sqlName, sqlText } from '../text/quote.ts';
import { type Column, columnOf, columnText, indexOf, inOrder, table } from './migration.ts';
import { platformTables } from './platform-tables.ts';

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
  const fieldOf = (planned: EntityPlan, name: string): EntityField | undefined =>
    storedFields(planned).find((field) => field.name === name);
  const lost = storedFields(old).find(({ name }) => fieldOf(now, name) === undefined);
  if (lost !== undefined) refuse(`The field ${now.entity.name}.${lost.name} is gone`);
  const columns = storedFields(now).flatMap((field) => {
    const known = fieldOf(old, field.name);
    return known === undefined
      ? added(now, field, after)
      : changed(now, columnOf(known, before), columnOf(field, after), field.name);
  });
  const actions = [...columns, ...newUniques(old, now)];
  const alter = actions.length === 0 ? '' : `ALTER TABLE ${sqlName(now.table)}\n  ${actions.join(',\n  ')};`;
  const parts = [alter, ...indexChanges(old, now)].filter((part) => part !== '');
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

function newUniques(old: EntityPlan, now: EntityPlan): string[] {
  const known = old.entity.uniques.map((fields) => fields.join());
  const fresh = now.entity.uniques.filter((fields) => !known.includes(fields.join()));
  return fresh.map((fields) => `ADD UNIQUE (${fields.map(sqlName).join(', ')})`);
}

function indexChanges(old: EntityPlan, now: EntityPlan): string[] {
  const known = old.entity.indexes.map((fields) => fields.join());
  return now.entity.indexes.filter((fields) => !known.includes(fields.join())).map((fields) => indexOf(now, fields));
}
