import { expect, test } from 'vitest';
import { bumpOf, versionTooSmall } from './bump.ts';
import type { Bump, Change } from './change.ts';
import { CHANGE_KINDS, type ChangeCode, changeKind } from './change-codes.ts';

const change = (code: ChangeCode): Change => ({
  ...{ class: changeKind(code).class, code },
  ...{ path: '', message: '', before: null, after: null },
});

test('the highest demand counts', () => {
  const demand = (...codes: readonly ChangeCode[]): Bump => bumpOf(codes.map(change));
  expect(demand()).toBe('none');
  expect(demand('domain-changed')).toBe('patch');
  expect(demand('domain-changed', 'input-added')).toBe('minor');
  expect(demand('field-removed', 'domain-changed')).toBe('minor');
  expect(demand('domain-changed', 'output-removed', 'input-added')).toBe('major');
});

test('every class demands what the language says', () => {
  const demands = new Map<string, Set<Bump>>();
  for (const code of Object.keys(CHANGE_KINDS) as ChangeCode[]) {
    const { class: kind, gains } = changeKind(code);
    const key = gains ? `${kind}, callers gain` : kind;
    demands.set(key, (demands.get(key) ?? new Set()).add(bumpOf([change(code)])));
  }
  expect(Object.fromEntries([...demands].map(([key, bumps]) => [key, [...bumps]]))).toEqual({
    BREAKING: ['major'],
    MIGRATION: ['minor'],
    CONTROL: ['minor'],
    BEHAVIOUR: ['minor'],
    WARN: ['minor'],
    'SAFE, callers gain': ['minor'],
    SAFE: ['patch'],
  });
});

test.each([
  ['1.2.3', '2.0.0', 'major', null],
  ['1.2.3', '1.9.9', 'major', '2.0.0'],
  ['0.1.0', '0.2.0', 'major', '1.0.0'],
  ['1.2.3', '1.3.0', 'minor', null],
  ['1.2.3', '2.0.0', 'minor', null],
  ['1.2.3', '1.2.9', 'minor', '1.3.0'],
  ['1.2.3', '1.2.4', 'patch', null],
  ['1.2.3', '1.2.3', 'patch', '1.2.4'],
  ['1.2.3', '1.2.3', 'none', null],
  ['1.2.3', '1.2.2', 'none', '1.2.3'],
  ['1.9.3', '1.10.0', 'minor', null],
] as const)('%s released, %s declared, %s demanded: %s is needed', (released, declared, bump, needed) => {
  expect(versionTooSmall(released, declared, bump)?.needed ?? null).toBe(needed);
});

test('a version that is too small is said with the one that would do', () => {
  expect(versionTooSmall('1.2.3', '1.2.4', 'major')?.message).toBe(
    'Version 1.2.4 is too small: since 1.2.3 the changes demand a major version, 2.0.0 or higher.',
  );
});
