import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { sqlName } from '../text/quote.ts';
import { constraintsOf } from './constraints.ts';
import { defaultSql } from './default-sql.ts';
import { filledIn } from './filled-in.ts';
import { keptEqual } from './kept-equal.ts';
import { type Column, columnOf, indexOf } from './migration.ts';
import type { Move } from './move.ts';

/**
 * What a migration leaves behind because the release before still runs beside the new one: it is written into the migration
 * as a comment, and the next change of the schema begins with ending it.
 */
export type Leftover =
  | { kind: 'renamed'; table: string; column: string; now: string }
  | { kind: 'unused'; table: string; column: string }
  | { kind: 'filled'; table: string; column: string }
  | { kind: 'view'; view: string; table: string }
  | { kind: 'table'; table: string };

const MARK = '-- Left for the release before: ';

/** A leftover as the line of a migration. */
export function leftoverLine(left: Leftover): string {
  switch (left.kind) {
    case 'renamed':
      return `${MARK}the column ${left.table}.${left.column}, which is ${left.now} now`;
    case 'unused':
      return `${MARK}the column ${left.table}.${left.column}, which nothing uses`;
    case 'filled':
      return `${MARK}the default of ${left.table}.${left.column}`;
    case 'view':
      return `${MARK}the view ${left.view} of ${left.table}`;
    case 'table':
      return `${MARK}the table ${left.table}, which nothing uses`;
  }
}

/** The leftovers of a migration's text. */
export function leftoversIn(sql: string): Leftover[] {
  const found = sql.split('\n').flatMap((line): Leftover[] => {
    if (!line.startsWith(MARK)) return [];
    const text = line.slice(MARK.length);
    const column = /^the column (\w+)\.(\w+), which (?:is (\w+) now|nothing uses)$/.exec(text);
    if (column !== null) {
      const [, table = '', name = '', now] = column;
      return now === undefined
        ? [{ kind: 'unused', table, column: name }]
        : [{ kind: 'renamed', table, column: name, now }];
    }
    const filled = /^the default of (\w+)\.(\w+)$/.exec(text);
    if (filled !== null) return [{ kind: 'filled', table: filled[1] ?? '', column: filled[2] ?? '' }];
    const view = /^the view (\w+) of (\w+)$/.exec(text);
    if (view !== null) return [{ kind: 'view', view: view[1] ?? '', table: view[2] ?? '' }];
    const table = /^the table (\w+), which nothing uses$/.exec(text);
    return table === null ? [] : [{ kind: 'table', table: table[1] ?? '' }];
  });
  // A view is in the way of changing what it shows.
  return found.sort((a, b) => Number(b.kind === 'view') - Number(a.kind === 'view'));
}

/** Ends a leftover. Nothing is lost: values that nothing uses stay, under a name that says since which migration. */
export function ending(left: Leftover, before: Plan, number: string): Move {
  switch (left.kind) {
    case 'view': {
      const [view, table] = [sqlName(left.view), sqlName(left.table)];
      return { up: `DROP VIEW ${view};`, down: `CREATE VIEW ${view} AS SELECT * FROM ${table};` };
    }
    case 'renamed':
      return endOfRename(left, before);
    case 'filled': {
      const { planned, field } = fieldOf(left.table, left.column, before);
      const value = planned === undefined || field === undefined ? null : defaultSql(field, planned);
      const { up, down } = filledIn(left.table, left.column, value ?? 'NULL');
      return { up: down, down: up };
    }
    case 'unused': {
      const [table, column] = [sqlName(left.table), sqlName(left.column)];
      const kept = sqlName(`${left.column.slice(0, 50)}_kept_${number}`);
      return {
        up: code(
          `-- ${KEPT} column is dropped by hand, when its values may go.`,
          `ALTER TABLE ${table} ALTER COLUMN ${column} DROP DEFAULT;`,
          `ALTER TABLE ${table} RENAME COLUMN ${column} TO ${kept};`,
        ),
        down: `ALTER TABLE ${table} RENAME COLUMN ${kept} TO ${column};`,
      };
    }
    case 'table': {
      const [table, kept] = [sqlName(left.table), sqlName(`${left.table.slice(0, 57)}_${number}`)];
      return {
        up: code(
          `-- ${KEPT} table is dropped by hand, when its rows may go: nothing erases them any more.`,
          'CREATE SCHEMA IF NOT EXISTS kept;',
          `ALTER TABLE ${table} RENAME TO ${kept};`,
          `ALTER TABLE ${kept} SET SCHEMA kept;`,
        ),
        down: code(`ALTER TABLE kept.${kept} SET SCHEMA public;`, `ALTER TABLE ${kept} RENAME TO ${table};`),
      };
    }
  }
}

const KEPT = 'No migration destroys what was stored: the kept';

function endOfRename({ table, column, now }: Extract<Leftover, { kind: 'renamed' }>, before: Plan): Move {
  const { planned, field } = fieldOf(table, now, before);
  const equal = keptEqual(table, column, now);
  const name = sqlName(table);
  const old = sqlName(column);
  const again = field === undefined ? null : columnOf({ ...field, name: column }, before);
  const filled = [
    `ALTER TABLE ${name} ADD COLUMN ${old} ${again?.type ?? 'text'};`,
    `UPDATE ${name} SET ${old} = ${sqlName(now)};`,
  ];
  const conditions = again === null || planned === undefined ? [] : conditionsOf(again, planned, column, now);
  return {
    up: code(equal.down, `ALTER TABLE ${name} DROP COLUMN ${old};`),
    down: code(...filled, ...conditions, equal.up),
  };
}

/** What held of the old column, and where it was part of something. */
function conditionsOf(again: Column, planned: EntityPlan, column: string, now: string): string[] {
  const { entity, table } = planned;
  const sets = (all: readonly (readonly string[])[]): string[][] =>
    all.filter((names) => names.includes(now)).map((names) => names.map((one) => (one === now ? column : one)));
  const actions = [
    ...(again.notNull ? [`ALTER COLUMN ${again.name} SET NOT NULL`] : []),
    ...constraintsOf(table, column, again).map(({ name, text }) => `ADD CONSTRAINT ${name} ${text}`),
    ...sets(entity.uniques).map((names) => `ADD UNIQUE (${names.map(sqlName).join(', ')})`),
  ];
  const indexes = sets(entity.indexes).map((names) => indexOf(planned, names));
  return [...(actions.length === 0 ? [] : [`ALTER TABLE ${sqlName(table)}\n  ${actions.join(',\n  ')};`]), ...indexes];
}

function fieldOf(table: string, name: string, { entities }: Plan): { planned?: EntityPlan; field?: EntityField } {
  const planned = entities.find((entity) => entity.table === table);
  const field = planned?.entity.fields.find((one) => one.name === name);
  return planned === undefined || field === undefined ? {} : { planned, field };
}

function code(...statements: readonly string[]): string {
  return statements.join('\n\n').replace(/(^-- .*)\n\n/gm, '$1\n');
}
