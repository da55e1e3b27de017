import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const LAUNCHER = join(ROOT, 'lib/cli/launch.mjs');
const folder = mkdtempSync(join(tmpdir(), 'plumbline-launch-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the package names the launcher as its command, and it may be run', () => {
  expect(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).bin).toEqual({
    plumbline: './lib/cli/launch.mjs',
  });
  expect(statSync(LAUNCHER).mode & 0o111).toBe(0o111);
});

test('from another folder, through a link as npm makes them: relative paths, output and exit code are those of the command', () => {
  symlinkSync(LAUNCHER, join(folder, 'plumbline'));
  writeFileSync(join(folder, 'spec.yaml'), 'service: a\ntypes:\n  Amount: decimel\n');
  const env = { ...process.env, NO_COLOR: '1' };
  const ended = spawnSync(join(folder, 'plumbline'), ['check', 'spec.yaml'], { cwd: folder, encoding: 'utf8', env });
  expect(ended.stderr).toBe('');
  expect(ended.status).toBe(1);
  expect(ended.stdout).toMatch(/^spec\.yaml:3:11: error TYP3001/m);
  expect(spawnSync(process.execPath, [LAUNCHER, 'nothing'], { cwd: folder }).status).toBe(2);
});

test('nothing that only development needs is loaded', () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const files = [join(ROOT, 'lib/cli/main.ts')];
  const packages = new Set<string>();
  for (const file of files) {
    for (const [, stated, loaded] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\b[^;]*?from '([^']+)';|import\('([^']+)'\)/gm,
    )) {
      const from = stated ?? loaded ?? '';
      if (from.startsWith('.')) {
        const path = resolve(dirname(file), from);
        // Templates of generated code import what is generated, too.
        if (existsSync(path) && !files.includes(path)) files.push(path);
      } else if (!from.startsWith('node:')) packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(from)?.[0] ?? from);
    }
  }
  expect(files.length).toBeGreaterThan(100);
  expect([...packages].filter((name) => !Object.hasOwn(dependencies, name))).toEqual([]);
});

test('a signal ends the command, too', async () => {
  const child = spawn(process.execPath, [LAUNCHER, 'check', '-'], { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] });
  await new Promise((wake) => setTimeout(wake, 1500));
  child.kill('SIGTERM');
  const [, signal] = await new Promise<[number | null, string | null]>((done) =>
    child.once('close', (...ended) => done(ended)),
  );
  expect(signal).toBe('SIGTERM');
});
