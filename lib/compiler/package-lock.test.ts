import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { DEPENDENCIES, DEV_DEPENDENCIES, OUTSIDE_DEPENDENCIES, PROTOCOL_DEPENDENCIES } from './service/package.ts';
import { LOCKED_PACKAGES, OUTSIDE_PACKAGES } from './service/package-lock.ts';
import { PROTOCOL_PACKAGES } from './service/protocol-packages.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const own: { dependencies: Record<string, string> } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'));
const lock: { packages: Record<string, { version?: string; integrity?: string }> } = JSON.parse(
  readFileSync(resolve(ROOT, 'package-lock.json'), 'utf8'),
);

const EVERY: Readonly<Record<string, object>> = Object.assign({}, ...Object.values(PROTOCOL_PACKAGES));

test('services use exactly the versions of the platform', () => {
  const protocols = Object.fromEntries(Object.values(PROTOCOL_DEPENDENCIES));
  const wanted = { ...DEPENDENCIES, ...DEV_DEPENDENCIES, ...OUTSIDE_DEPENDENCIES, ...protocols };
  expect(Object.fromEntries(Object.keys(wanted).map((name) => [name, own.dependencies[name]]))).toEqual(wanted);
});

test('each package of the lock is the one that the platform has locked', () => {
  const pick = (packages: Record<string, object>): object =>
    Object.fromEntries(
      Object.keys({ ...LOCKED_PACKAGES, ...OUTSIDE_PACKAGES, ...EVERY })
        .filter((path) => path !== '')
        .map((path) => {
          const { version, integrity } = Object(packages[path]);
          return [path, { version, integrity }];
        }),
    );
  expect(pick({ ...LOCKED_PACKAGES, ...OUTSIDE_PACKAGES, ...EVERY })).toEqual(pick(lock.packages));
});

test('the lock as data is the lock as npm wrote it', () => {
  const written = JSON.parse(readFileSync(resolve(import.meta.dirname, 'service/package-lock.json'), 'utf8'));
  expect(written.packages).toEqual(LOCKED_PACKAGES);
});

test('what a protocol needs is all there: each dependency of its packages is in the lock', () => {
  for (const [protocol, packages] of Object.entries(PROTOCOL_PACKAGES)) {
    const all: Readonly<Record<string, object>> = { ...LOCKED_PACKAGES, ...packages };
    const missing = Object.values(packages).flatMap((one) =>
      Object.keys({ ...Object(one).dependencies, ...Object(one).optionalDependencies }).filter(
        (name) => all[`node_modules/${name}`] === undefined,
      ),
    );
    expect(missing, protocol).toEqual([]);
  }
});
