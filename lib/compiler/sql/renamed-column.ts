import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { isEncrypted } from '../service/encrypted.ts';
import { sqlName } from '../text/quote.ts';
import { constraintName } from './constraint-name.ts';
import { keptEqual } from './kept-equal.ts';
import { leftoverLine } from './leftover.ts';
import { type Column, columnOf } from './migration.ts';
import { type Move, NO_CHANGE, type TableChange } from './move.ts';
import { refuseChange } from './refuse-change.ts';
import { isNumbered, sequenceName } from './sequence.ts';

/**
 * A field that has another name. The release before still stores and reads the old column while the new one starts, so the
 * new column stands beside it, and a trigger keeps both equal until the next change of the schema. A key, which other tables
 * refer to, is renamed where it is.
 */
export function renamedColumn(
  planned: EntityPlan,
  was: EntityField,
  field: EntityField,
  before: Plan,
  after: Plan,
): TableChange {
  const subject = `${planned.entity.name}.${field.name}`;
  if (isEncrypted(was, before) || isEncrypted(field, after))
    refuseChange(
      `${subject} was ${was.name}, and an encrypted value belongs to the name of its field`,
      'Keep the name, or add a field and let an operation fill it.',
    );
  const [old, now] = [columnOf(was, before), columnOf(field, after)];
  if (was.key || field.key || isNumbered(was) || isNumbered(field)) return renamedInPlace(planned, was, field, old);
  if (old.type !== now.type)
    refuseChange(
      `${subject} was ${was.name}, stored as ${old.type}, and would be ${now.type}`,
      'Give it the new name in one version and the new type in the next.',
    );
  return expanded(planned, was, field, old, now);
}

function expanded(
  { table: name }: EntityPlan,
  was: EntityField,
  field: EntityField,
  old: Column,
  now: Column,
): TableChange {
  const table = sqlName(name);
  const named = (column: string, label: 'check' | 'fkey' | 'key'): string =>
    sqlName(constraintName(name, [column], label));
  const added = `ALTER TABLE ${table} ADD COLUMN ${now.name} ${now.type};`;
  const onlyNew = (up: string): Move => ({ up, down: '' });
  const isNarrowed = old.check.replaceAll(old.name, now.name) !== now.check;
  const was_ = named(was.name, 'check');
  const actions: readonly (Move | null)[] = [
    old.check !== '' && isNarrowed
      ? { up: `DROP CONSTRAINT ${was_}`, down: `ADD CONSTRAINT ${was_} CHECK (${old.check})` }
      : null,
    onlyNew(`ALTER COLUMN ${old.name} DROP DEFAULT`),
    now.notNull ? onlyNew(`ALTER COLUMN ${now.name} SET NOT NULL`) : { up: dropNotNull(old), down: setNotNull(old) },
    now.check === '' ? null : onlyNew(`ADD CONSTRAINT ${named(field.name, 'check')} CHECK (${now.check})`),
    now.unique ? onlyNew(`ADD CONSTRAINT ${named(field.name, 'key')} UNIQUE (${now.name})`) : null,
    now.references === ''
      ? null
      : onlyNew(`ADD CONSTRAINT ${named(field.name, 'fkey')} FOREIGN KEY (${now.name}) ${now.references}`),
  ];
  return {
    ...NO_CHANGE,
    before: [
      { up: added, down: `ALTER TABLE ${table} DROP COLUMN ${now.name};` },
      { up: `UPDATE ${table} SET ${now.name} = ${old.name};`, down: '' },
      keptEqual(name, was.name, field.name),
    ],
    actions: actions.filter((move): move is Move => move !== null && move.up !== ''),
    left: [leftoverLine({ kind: 'renamed', table: name, column: was.name, now: field.name })],
  };
}

function dropNotNull({ name, notNull }: Column): string {
  return notNull ? `ALTER COLUMN ${name} DROP NOT NULL` : '';
}

function setNotNull({ name, notNull }: Column): string {
  return notNull ? `ALTER COLUMN ${name} SET NOT NULL` : '';
}

/** The column and what the database named after it. From here on the release before cannot read or store rows. */
function renamedInPlace({ table: name }: EntityPlan, was: EntityField, field: EntityField, old: Column): TableChange {
  const table = sqlName(name);
  const labels = [
    ...(old.check === '' ? [] : ['check' as const]),
    ...(old.unique ? ['key' as const] : []),
    ...(old.references === '' ? [] : ['fkey' as const]),
  ];
  const [from, to] = [sqlName(was.name), sqlName(field.name)];
  const moves: Move[] = [
    {
      up: `-- The release before cannot read or store these rows any more: it knows the old name only.\nALTER TABLE ${table} RENAME COLUMN ${from} TO ${to};`,
      down: `ALTER TABLE ${table} RENAME COLUMN ${to} TO ${from};`,
    },
    ...labels.map((label): Move => {
      const [one, two] = [was, field].map((part) => sqlName(constraintName(name, [part.name], label)));
      const rename = (a: string | undefined, b: string | undefined): string =>
        `ALTER TABLE ${table} RENAME CONSTRAINT ${a} TO ${b};`;
      return { up: rename(one, two), down: rename(two, one) };
    }),
  ];
  if (isNumbered(was) && isNumbered(field)) {
    const [one, two] = [was, field].map((part) => sqlName(sequenceName(name, part)));
    moves.push({
      up: `ALTER SEQUENCE ${one} RENAME TO ${two};`,
      down: `ALTER SEQUENCE ${two} RENAME TO ${one};`,
    });
  }
  return { ...NO_CHANGE, before: moves };
}
