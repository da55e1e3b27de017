import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { isEncrypted } from '../service/encrypted.ts';
import { sqlName } from '../text/quote.ts';
import { type Constraint, constraintsOf } from './constraints.ts';
import { defaultSql, isOwnDefault } from './default-sql.ts';
import { filledIn } from './filled-in.ts';
import { leftoverLine } from './leftover.ts';
import { type Column, columnOf, columnText } from './migration.ts';
import { type Move, NO_CHANGE, type TableChange } from './move.ts';
import { refuseChange } from './refuse-change.ts';
import { typeChange } from './type-change.ts';

/**
 * A new field. Rows that are stored already, and those that the release before still stores, get its default; without one it
 * has to be optional.
 */
export function addedColumn(planned: EntityPlan, field: EntityField, plan: Plan): TableChange {
  const { entity } = planned;
  const column = columnOf(field, plan);
  const subject = `The new field ${entity.name}.${field.name}`;
  if (column.key) refuseChange(`${subject} is the key`, 'Declare an entity of its own with that key.');
  const loses = `The values of ${entity.name}.${field.name}`;
  const added = (text: string): TableChange => ({
    ...NO_CHANGE,
    actions: [{ up: `ADD COLUMN ${text}`, down: `DROP COLUMN ${column.name}`, loses }],
  });
  if (!column.notNull) return added(columnText(column));
  const value = isEncrypted(field, plan) ? null : defaultSql(field, planned);
  if (value === null)
    refuseChange(
      `${subject} has no value for rows that are stored already`,
      'Make it optional, or give it a plain default; it can become required once every row has a value.',
    );
  if (column.unique && !isOwnDefault(field))
    refuseChange(
      `${subject} is unique, and all rows that are stored already would have the same value`,
      'Make it optional, or give it the default =uuid() or =sequence().',
    );
  return added(columnText(column).replace(' NOT NULL', () => ` NOT NULL DEFAULT ${value}`));
}

/**
 * A field that is gone: nothing reads it any more, and nothing has to store it. Its values stay; the next change of the schema
 * gives the column a name that says so.
 */
export function unusedColumn(planned: EntityPlan, field: EntityField, plan: Plan): TableChange {
  const { table, entity } = planned;
  const column = columnOf(field, plan);
  if (column.key)
    refuseChange(
      `The key ${entity.name}.${field.name} is gone`,
      'Keep it: a table cannot do without. For rows with another key, declare an entity of its own.',
    );
  const value = isEncrypted(field, plan) || isOwnDefault(field) ? null : defaultSql(field, planned);
  const name = sqlName(table);
  return {
    ...NO_CHANGE,
    actions: [
      // The release before reads what the new one stores.
      ...(value === null ? [] : [{ up: `ALTER COLUMN ${column.name} SET DEFAULT ${value}`, down: '' }]),
      ...(column.notNull
        ? [
            {
              up: `ALTER COLUMN ${column.name} DROP NOT NULL`,
              down: `ALTER COLUMN ${column.name} SET NOT NULL`,
            },
          ]
        : []),
      ...constraintsOf(table, field.name, column).map(({ name, text }) => ({
        up: `DROP CONSTRAINT ${name}`,
        down: `ADD CONSTRAINT ${name} ${text}`,
      })),
    ],
    after: [
      {
        up: '',
        down:
          column.notNull && value !== null
            ? `UPDATE ${name} SET ${column.name} = ${value} WHERE ${column.name} IS NULL;`
            : '',
      },
    ],
    left: [leftoverLine({ kind: 'unused', table, column: field.name })],
  };
}

/** A field that is declared otherwise. */
export function changedColumn(
  planned: EntityPlan,
  was: EntityField,
  field: EntityField,
  before: Plan,
  after: Plan,
): TableChange {
  const { entity, table } = planned;
  const subject = `${entity.name}.${field.name}`;
  const [old, now] = [columnOf(was, before), columnOf(field, after)];
  if (old.key !== now.key)
    refuseChange(
      `${subject} ${old.key ? 'was' : 'becomes'} the key`,
      'Keep the key. For rows with another key, declare an entity of its own and let an operation fill it.',
    );
  if (isEncrypted(was, before) !== isEncrypted(field, after))
    refuseChange(
      `${subject} ${now.type === 'bytea' ? 'becomes encrypted' : 'was encrypted'}, and the database has no key`,
      'Add a field with another name, let an operation fill it, and take the old one away in a later version.',
    );
  const { before: checks, actions } = typeChange(old, now, subject, {
    table: sqlName(table),
    timezone: after.model.timezone,
  });
  const [gone, come] = [constraintsOf(table, field.name, old), constraintsOf(table, field.name, now)];
  const same = (one: Constraint): boolean =>
    [gone, come].every((all) => all.some(({ name, text }) => name === one.name && text === one.text));
  const filling = required(planned, field, old, now);
  return {
    ...filling,
    before: [...checks, ...filling.before],
    actions: [
      ...gone
        .filter((one) => !same(one))
        .map(({ name, text }) => ({ up: `DROP CONSTRAINT ${name}`, down: `ADD CONSTRAINT ${name} ${text}` })),
      ...actions,
      ...nullChange(old, now),
      ...come
        .filter((one) => !same(one))
        .map(({ name, text }) => ({ up: `ADD CONSTRAINT ${name} ${text}`, down: `DROP CONSTRAINT ${name}` })),
    ],
  };
}

/**
 * A field that becomes required: rows without a value get the default, also those that the release before still stores. Where
 * there is none, the migration fails if a value is missing.
 */
function required(planned: EntityPlan, field: EntityField, old: Column, now: Column): TableChange {
  const value = defaultSql(field, planned);
  if (old.notNull || !now.notNull || now.type === 'bytea' || value === null) return NO_CHANGE;
  const { table } = planned;
  return {
    ...NO_CHANGE,
    before: [{ up: `UPDATE ${sqlName(table)} SET ${now.name} = ${value} WHERE ${now.name} IS NULL;`, down: '' }],
    after: [filledIn(table, field.name, value)],
    left: [leftoverLine({ kind: 'filled', table, column: field.name })],
  };
}

function nullChange(old: Column, now: Column): Move[] {
  const [set, drop] = ['SET', 'DROP'].map((word) => `ALTER COLUMN ${now.name} ${word} NOT NULL`);
  if (old.notNull === now.notNull || set === undefined || drop === undefined) return [];
  return [now.notNull ? { up: set, down: drop } : { up: drop, down: set }];
}
