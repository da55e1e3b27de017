import type { EntityPlan, Plan } from '../plan.ts';
import { storedFields } from '../service/row-columns.ts';
import { origin } from '../text/origin.ts';
import { comment, sqlName } from '../text/quote.ts';
import { constraintsOf } from './constraints.ts';
import { ending, leftoverLine, leftoversIn } from './leftover.ts';
import { columnOf, inOrder, referencesAhead, table } from './migration.ts';
import { backward, forward, joined, losses, type Move, NO_CHANGE, type TableChange } from './move.ts';
import { platformTables } from './platform-tables.ts';
import { renamedTable } from './renamed-table.ts';
import { isNumbered, sequenceName } from './sequence.ts';
import { tableChange } from './table-change.ts';

/** A migration, and its way back. */
export interface Migration {
  /** `0002_change`. */
  name: string;
  up: string;
  down: string;
}

/** The first line of a migration whose statements cannot run inside of a transaction. Empty lines are between them. */
export const ALONE = '-- Each statement by itself, outside of a transaction.';

/**
 * What brings a database from one release's schema to the next: nothing, or one migration in a transaction, and one that
 * builds indexes while the service goes on. All of it keeps stored data, and the release before goes on working beside the
 * new one: what only that one needs stays until the next change of the schema, which begins with ending it. What stored rows
 * may break fails as a whole; what has no safe way is refused with what to write instead.
 *
 * `history` are the texts of the migrations so far, without ways back, in their order.
 */
export function nextMigrations(before: Plan, after: Plan, history: readonly string[]): Migration[] {
  const changes = [...unusedTables(before, after), ...entityChanges(before, after)];
  const fresh = changes.flatMap(({ planned, isNew }) => (isNew === true ? [planned] : []));
  const ahead = referencesAhead(fresh, after);
  const platform = platformTables(after, before, history);
  if (platform.length === 0 && changes.every(({ change }) => isEmpty(change))) return [];
  const number = numberOf(history.length + 1);
  const endings = pending(history).map((left) => ending(left, before, number));
  const name = `${number}_change`;
  const main = {
    name,
    up: [upText(endings, platform, changes), ...ahead].filter((text) => text !== '').join('\n\n'),
    down: downText(name, endings, platform.length > 0, changes),
  };
  const indexes = changes.flatMap(({ change }) => change.indexes);
  const builds = indexes.length === 0 ? [] : [indexMigration(indexes, numberOf(history.length + 2))];
  // Indexes alone need no transaction before them.
  if (main.up === '' && builds.length > 0) return [indexMigration(indexes, number)];
  return [main, ...builds];
}

/** What the last migration in a transaction left behind. */
function pending(history: readonly string[]): ReturnType<typeof leftoversIn> {
  return leftoversIn(history.findLast((sql) => !sql.startsWith(ALONE)) ?? '');
}

function numberOf(count: number): string {
  return String(count).padStart(4, '0');
}

interface EntityChange {
  planned: EntityPlan;
  change: TableChange;
  isNew?: true;
}

function isEmpty({ before, actions, after, indexes }: TableChange): boolean {
  return [...before, ...actions, ...after, ...indexes].every(({ up }) => up === '');
}

function entityChanges(before: Plan, after: Plan): EntityChange[] {
  const known = {
    ...before,
    entities: before.entities.map((old) => ({ ...old, table: laterTable(old, before, after) })),
  };
  return inOrder(after.entities).map((planned): EntityChange => {
    const old = earlier(before, planned);
    if (old === undefined) return { planned, change: newTable(planned, after), isNew: true };
    const moved = old.table === planned.table ? NO_CHANGE : renamedTable(old, planned, before);
    const change = tableChange({ ...old, table: planned.table }, planned, known, after);
    return { planned, change: joined([{ ...moved, after: [] }, change, { ...NO_CHANGE, after: moved.after }]) };
  });
}

/** The entity that this one was: by its name, or by the name that it had. */
function earlier({ entities }: Plan, { entity: { name, renamedFrom } }: EntityPlan): EntityPlan | undefined {
  const called = (wanted: string | null) => entities.find(({ entity }) => entity.name === wanted);
  return called(name) ?? called(renamedFrom);
}

/** What the table of an entity is called after it was renamed; the references of others follow it. */
function laterTable(old: EntityPlan, before: Plan, { entities }: Plan): string {
  return entities.find((planned) => earlier(before, planned) === old)?.table ?? old.table;
}

function newTable(planned: EntityPlan, plan: Plan): TableChange {
  const sequences = storedFields(planned)
    .filter(isNumbered)
    .map((field) => `DROP SEQUENCE ${sqlName(sequenceName(planned.table, field))};`);
  const down = [`DROP TABLE ${sqlName(planned.table)} CASCADE;`, ...sequences].join('\n');
  return { ...NO_CHANGE, after: [{ up: table(planned, plan), down, loses: `All rows of ${planned.entity.name}` }] };
}

/** Entities that are gone: their rows stay. What they refer to can be deleted from now on. */
function unusedTables(before: Plan, after: Plan): EntityChange[] {
  const kept = new Set(after.entities.map((planned) => earlier(before, planned)?.entity.name));
  return before.entities
    .filter(({ entity }) => !kept.has(entity.name))
    .map((planned) => {
      const name = sqlName(planned.table);
      const references = storedFields(planned).flatMap((field) => {
        const column = { ...columnOf(field, before), check: '', unique: false };
        return constraintsOf(planned.table, field.name, column);
      });
      const owned = storedFields(planned)
        .filter(isNumbered)
        .map((field): Move => {
          const sequence = sqlName(sequenceName(planned.table, field));
          return {
            up: `ALTER SEQUENCE ${sequence} OWNED BY ${name}.${sqlName(field.name)};`,
            down: `ALTER SEQUENCE ${sequence} OWNED BY NONE;`,
          };
        });
      const left = leftoverLine({ kind: 'table', table: planned.table });
      return {
        planned,
        change: {
          ...NO_CHANGE,
          actions: references.map((one) => ({
            up: `DROP CONSTRAINT ${one.name}`,
            down: `ADD CONSTRAINT ${one.name} ${one.text}`,
          })),
          // Something has to say it, also where the table itself is left as it is.
          after: [...owned, { up: left, down: '' }],
        },
      };
    });
}

function upText(endings: readonly Move[], platform: readonly string[], changes: readonly EntityChange[]): string {
  const tables = changes.map(({ planned, change, isNew }) => {
    const parts = [...forward(change, sqlName(planned.table)), change.left.join('\n')].filter((part) => part !== '');
    if (parts.length === 0) return '';
    const title = isNew === true ? '' : `-- ${comment(planned.entity.name)}\n`;
    return origin(planned.entity, `${title}${parts.join('\n\n')}`);
  });
  const first = endings.map(({ up }) => up).join('\n\n');
  const ended = first === '' ? '' : `-- What the migration before left behind ends.\n${first}`;
  return [ended, ...platform, ...tables].filter((text) => text !== '').join('\n\n');
}

function downText(name: string, endings: readonly Move[], platform: boolean, changes: readonly EntityChange[]): string {
  const lost = changes.flatMap(({ change }) => losses(change)).map((what) => `-- Loses: ${comment(what)}.`);
  const tables = changes
    .toReversed()
    .map(({ planned, change }) => backward(change, sqlName(planned.table)).join('\n\n'));
  const parts = [
    ...tables,
    ...endings.map(({ down }) => down).reverse(),
    platform ? "-- The platform's own tables stay: the release before does not look at them." : '',
  ].filter((part) => part !== '');
  return [[`-- The way back from ${name}.sql.`, ...lost].join('\n'), ...parts].join('\n\n');
}

function indexMigration(indexes: readonly Move[], number: string): Migration {
  const name = `${number}_indexes`;
  return {
    name,
    up: [ALONE, ...indexes.map(({ up }) => up)].join('\n\n'),
    down: [`${ALONE}\n-- The way back from ${name}.sql.`, ...indexes.map(({ down }) => down).reverse()].join('\n\n'),
  };
}
