import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { embeddedFile } from '../../compiler/platform/embedded.ts';
import { emptyDatabase } from './empty-database.ts';
import { platformNode } from './platform-node.ts';
import { serviceModules } from './service-modules.ts';

const PLATFORM = resolve(import.meta.dirname, '../../..');
const data = mkdtempSync(join(tmpdir(), 'modules-test-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** A lock file with these packages in the versions that the platform has. */
function lockOf(...names: string[]): string {
  const packages = names.map((name) => {
    const { version, bin } = JSON.parse(readFileSync(join(PLATFORM, 'node_modules', name, 'package.json'), 'utf8'));
    return [`node_modules/${name}`, { version, bin }];
  });
  return JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...Object.fromEntries(packages) } });
}

test('holds exactly the packages of the lock, once, however many ask at the same time', async () => {
  const lock = lockOf('jose', '@types/pg', 'prettier');
  const folders = await Promise.all([
    serviceModules(lock, data),
    serviceModules(lock, data),
    serviceModules(lock, data),
  ]);
  const [folder = ''] = folders;
  expect(new Set(folders).size).toBe(1);
  expect(readdirSync(folder).sort()).toEqual(['.bin', '@types', 'jose', 'prettier']);
  expect(readdirSync(join(data, 'modules')).filter((name) => name.startsWith('.draft'))).toEqual([]);
  const { stdout } = await promisify(execFile)(platformNode(), [join(folder, '.bin/prettier'), '--version']);
  expect(stdout.trim()).toBe(JSON.parse(readFileSync(join(folder, 'prettier/package.json'), 'utf8')).version);
});

test('an empty database is beside the packages of a service that may need one, and nobody else can change it', async () => {
  const folder = await serviceModules(lockOf('@electric-sql/pglite'), data);
  const empty = join(folder, (await emptyDatabase())?.place ?? '');
  expect(readdirSync(empty)).toContain('PG_VERSION');
  const modes = readdirSync(empty, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mode & 0o777);
  expect([...new Set(modes)]).toEqual([0o644]);
  // Databases that began as copies of one have one identity.
  const own = join(data, 'own');
  mkdirSync(own);
  symlinkSync(join(PLATFORM, 'node_modules'), join(own, 'node_modules'));
  expect(await identityOf(join(folder, '..'))).toBe(await identityOf(own));
}, 60_000);

/** The identity of a database that a service in that folder starts. */
async function identityOf(folder: string): Promise<string> {
  const module = join(folder, 'embedded.ts');
  writeFileSync(module, embeddedFile());
  const script = `import { startEmbedded } from ${JSON.stringify(module)};
    const { rows } = await (await startEmbedded(null, {})).query('SELECT system_identifier::text AS id FROM pg_control_system()');
    console.log(rows[0].id);
    process.exit(0);`;
  const { stdout } = await promisify(execFile)(platformNode(), ['--input-type=module', '-e', script]);
  expect(stdout).toMatch(/^\d+\n$/);
  return stdout;
}

test('packages for other systems stay out, and missing ones are named', async () => {
  const lock = JSON.stringify({
    lockfileVersion: 3,
    packages: {
      'node_modules/jose': { version: '0.0.1' },
      'node_modules/other': { version: '1.0.0', os: ['aix'] },
      'node_modules/left-out': { version: '1.0.0', optional: true },
    },
  });
  await expect(serviceModules(lock, data)).rejects.toThrow('not have these packages installed: jose@0.0.1.');
});

test('a lock file that points outside is refused', async () => {
  const lock = JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/../../etc': { version: '1.0.0' } } });
  await expect(serviceModules(lock, data)).rejects.toThrow('outside node_modules');
});
