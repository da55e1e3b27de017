import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { MODULES, NODE, newWorkshop } from '../testing/service-folder.ts';
import { embeddedFile } from './embedded.ts';

const workshop = newWorkshop();
afterAll(() => workshop.remove());

/** What a script prints that is given `startEmbedded`, of the file `module`. */
async function said(module: string, script: string): Promise<unknown> {
  writeFileSync(module, embeddedFile());
  const text = `import { startEmbedded } from ${JSON.stringify(module)}; ${script}; process.exit(0);`;
  const { stdout } = await promisify(execFile)(NODE, ['--input-type=module', '-e', text]);
  return JSON.parse(stdout);
}

const COUNT = `console.log(JSON.stringify((await db.query('SELECT count(*)::int AS rows FROM kept')).rows))`;

test('a database in a folder keeps what was stored, and nothing is left of how it began', {
  timeout: 60_000,
}, async () => {
  const module = join(workshop.folder, 'embedded.ts');
  const folder = join(workshop.folder, 'data');
  const open = `const db = await startEmbedded(${JSON.stringify(folder)}, {})`;
  const stored = `${open}; await db.exec('CREATE TABLE kept AS SELECT 1 AS one'); ${COUNT}; await db.close()`;
  expect(await said(module, stored)).toEqual([{ rows: 1 }]);
  expect(await said(module, `${open}; ${COUNT}`)).toEqual([{ rows: 1 }]);
  expect(existsSync(`${folder}.draft`)).toBe(false);
});

test.runIf(process.env['ALL'] === '1')(
  'where no empty database can be kept beside the packages, one is made at each start',
  { timeout: 60_000 },
  async () => {
    const packages = join(workshop.folder, 'closed/node_modules');
    const own = join(packages, '@electric-sql/pglite');
    mkdirSync(own, { recursive: true });
    for (const name of readdirSync(join(MODULES, '@electric-sql/pglite')))
      symlinkSync(join(MODULES, '@electric-sql/pglite', name), join(own, name));
    writeFileSync(join(packages, '.cache'), 'not a folder');
    const module = join(dirname(packages), 'embedded.ts');
    const open = "const db = await startEmbedded(null, {}); await db.exec('CREATE TABLE kept AS SELECT 1 AS one')";
    expect(await said(module, `${open}; ${COUNT}`)).toEqual([{ rows: 1 }]);
  },
);
