import type { Released } from '../compilation.ts';
import { type Plan, planOf } from '../plan.ts';
import { exampleRows } from './example-rows.ts';
import { firstMigration } from './migration.ts';
import { ALONE, nextMigrations } from './next-migration.ts';

type Text = readonly [path: string, text: string];

const FOLDER = 'migrations/';

/**
 * The files of migrations/. They are append-only: what was released stays as it is, byte for byte, and what brings the
 * database of that release to this one comes after it, with its way back.
 */
export function migrationFiles(plan: Plan, previous: Released | undefined): Text[] {
  if (previous === undefined) return [[`${FOLDER}0001_init.sql`, firstMigration(plan)]];
  const kept = previous.migrations.map(({ path, text }): Text => [path, text]);
  const history = kept.filter(([path]) => isMigration(path)).map(([, text]) => text);
  const before = planOf(previous.model);
  const next = nextMigrations(before, plan, history);
  const rows = exampleRows(before);
  const added = next.flatMap(({ name, up, down }, at): Text[] => [
    [`${FOLDER}${name}.sql`, up],
    [`${FOLDER}${name}.down.sql`, down],
    ...(at === 0 && rows !== '' ? [[`${FOLDER}${name}.rows.sql`, rows] as const] : []),
  ]);
  return [...kept, ...added];
}

/** Whether a file of migrations/ is run at a start: neither a way back nor rows for tests. */
export function isMigration(path: string): boolean {
  return !/\.(down|rows)\.sql$/.test(path);
}

/** Whether there is a way back from some migration: a release came before this one, and stored data otherwise. */
export function goesBack({ migrations }: Plan): boolean {
  return migrations.some(([path]) => path.endsWith('.down.sql'));
}

/** Whether some migration runs outside of a transaction. */
export function runsAlone({ migrations }: Plan): boolean {
  return migrations.some(([, text]) => text.startsWith(ALONE));
}
