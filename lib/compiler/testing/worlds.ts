/**
 * Each service of the gallery as its author would try it: compiled, laid out, type-checked, and tested by its own tests, on the
 * embedded database and on a real PostgreSQL.
 *
 *     node lib/compiler/testing/worlds.ts [NAME of a folder of e2e/golden …]
 *
 * Prints a table, and what failed. Exit code 1 if something did.
 */
import { readdirSync } from 'node:fs';
import { openDatabases } from './mutation/open-databases.ts';
import { newWorkshop } from './service-folder.ts';
import { tryWorld, type WorldFigures } from './worlds/try-world.ts';

const GALLERY = new URL('../../../e2e/golden/', import.meta.url);
const named = process.argv.slice(2);
const worlds = named.length > 0 ? named : foldersOf(GALLERY);

const workshop = newWorkshop();
const databases = await openDatabases();
const found: WorldFigures[] = [];
try {
  for (const name of worlds) {
    const figures = await tryWorld(name, workshop.folder, databases);
    found.push(figures);
    console.error(`${name}: ${figures.wrong.length === 0 ? 'good' : `${figures.wrong.length} wrong`}`);
  }
  console.log(tableOf(found));
  for (const { name, wrong } of found) for (const line of wrong) console.log(`${name}: ${line}`);
} finally {
  await databases.close();
  workshop.remove();
}
process.exitCode = found.some(({ wrong }) => wrong.length > 0) ? 1 : 0;

function foldersOf(url: URL): string[] {
  return readdirSync(url, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function tableOf(all: readonly WorldFigures[]): string {
  const rows = [
    ['world', 'lines', 'files', 'lines made', 'compiled', 'types', 'layout', 'PGlite', 'PostgreSQL'],
    ...all.map(({ name, lines, files, made, compileMs, types, layout, embedded, server }) => [
      name,
      `${lines}`,
      `${files}`,
      `${made}`,
      files === 0 ? '—' : `${compileMs} ms`,
      said(types),
      said(layout),
      embedded ?? '—',
      server ?? '—',
    ]),
  ];
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function said(good: boolean | null): string {
  return good === null ? '—' : good ? 'good' : 'wrong';
}
