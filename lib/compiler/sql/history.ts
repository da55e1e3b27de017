import type { Released } from '../compilation.ts';
import { type Plan, planOf } from '../plan.ts';
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
  const history = kept.filter(([path]) => !isWayBack(path)).map(([, text]) => text);
  const next = nextMigrations(planOf(previous.model), plan, history);
  const added = next.flatMap(({ name, up, down }): Text[] => [
    [`${FOLDER}${name}.sql`, up],
    [wayBackOf(`${FOLDER}${name}.sql`), down],
  ]);
  return [...kept, ...added];
}

/** Whether a file of migrations/ is the way back from another one. */
export function isWayBack(path: string): boolean {
  return path.endsWith('.down.sql');
}

function wayBackOf(path: string): string {
  return path.replace(/\.sql$/, '.down.sql');
}

/** Whether there is a way back from some migration: a release came before this one, and stored data otherwise. */
export function goesBack({ migrations }: Plan): boolean {
  return migrations.some(([path]) => isWayBack(path));
}

/** Whether some migration runs outside of a transaction. */
export function runsAlone({ migrations }: Plan): boolean {
  return migrations.some(([, text]) => text.startsWith(ALONE));
}
