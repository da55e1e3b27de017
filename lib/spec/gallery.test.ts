import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkSpec } from './index.ts';

/** The sample gallery: what its texts deserve to be told, and nothing else. */
const DESERVED: Readonly<Record<string, readonly string[]>> = {
  // Comment ids count up, so they can be guessed: the language's own example of `sequence()`.
  'article-platform': ['SEC7013'],
};
/** In words on purpose: what was assumed and what people do is said there. */
const IN_WORDS = ['kyc-brief'];

const gallery = readdirSync('e2e/golden', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();
const text = (name: string): string => readFileSync(`e2e/golden/${name}/spec.yaml`, 'utf8');

test('the gallery holds at least six worlds of 80 to 400 lines', () => {
  const lines = gallery.map((name) => text(name).split('\n').length);
  expect(lines.filter((count) => count >= 80 && count <= 400).length).toBeGreaterThanOrEqual(6);
});

test.each(gallery.filter((name) => !IN_WORDS.includes(name)))(
  '%s has no error and no warning but those it deserves',
  (name) => {
    const told = checkSpec(text(name)).diagnostics.filter(
      ({ severity }) => severity === 'error' || severity === 'warning',
    );
    expect(told.map(({ code }) => code)).toEqual(DESERVED[name] ?? []);
  },
);

test.each(IN_WORDS)('%s has no error', (name) => {
  expect(checkSpec(text(name)).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
});
