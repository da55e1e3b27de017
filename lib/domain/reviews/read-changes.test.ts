import { expect, test } from 'vitest';
import { checkSpec } from '../../spec/index.ts';
import { readChanges } from './read-changes.ts';
import type { ReadSpec } from './read-meaning.ts';

const SPEC = `service: shop
version: 1.0.0
roles: [clerk]
endpoints:
  - path: /items/{id}
    method: GET
    operation: getItem
    access: {roles: [clerk]}
    input:
      - id: string(1..20)
    output:
      - title: {type: string, value: Spade}
`;

test('a first version is counted', () => {
  expect(readChanges(read(SPEC), null, true)).toEqual({
    kind: 'first',
    counts: [
      { one: 'operation', many: 'operations', count: 1 },
      { one: 'role', many: 'roles', count: 1 },
    ],
  });
});

test('changes have the lines of both texts, and a version that is too small is a finding', () => {
  const now = `# a comment\n${SPEC}`.replace('1..20', '1..10').replace('version: 1.0.0', 'version: 1.1.0');
  expect(readChanges(read(now), read(SPEC), false)).toEqual({
    kind: 'compared',
    changes: [
      {
        class: 'BREAKING',
        code: 'input-narrowed',
        path: 'endpoints/getItem/input/id',
        message: 'Input `id` of `getItem`: length `1..20` → `1..10`.',
        beforeLine: 10,
        afterLine: 11,
      },
    ],
    bump: 'major',
    versions: { before: '1.0.0', after: '1.1.0' },
    versionTooSmall: 'Version 1.1.0 is too small: since 1.0.0 the changes demand a major version, 2.0.0 or higher.',
  });
});

test('comments and layout are no change, and demand no version', () => {
  expect(readChanges(read(`# a comment\n${SPEC}`), read(SPEC), false)).toMatchObject({
    changes: [],
    bump: 'none',
    versionTooSmall: null,
  });
});

test('what has errors is not compared: what could not be read would look removed', () => {
  const broken = SPEC.replace('method: GET', 'method: GRAB');
  expect([
    readChanges(read(broken), read(SPEC), false).kind,
    readChanges(read(SPEC), read(broken), false).kind,
    readChanges(null, read(SPEC), false).kind,
    readChanges(read(SPEC), null, false).kind,
  ]).toEqual(['not-compared', 'not-compared', 'not-compared', 'not-compared']);
});

function read(text: string): ReadSpec | null {
  const { model, readiness } = checkSpec(text);
  return model && { text, model, clean: readiness.errors === 0 };
}
