import { expect, test } from 'vitest';
import { compile } from './index.ts';
import { originOf, placesOf } from './line-origins.ts';
import { goldenText, modelOf } from './testing/read-golden.ts';

const text = goldenText('loan-quotes');
const { files } = compile(modelOf(text));

/** The span of the first line that holds a text, line break included. */
function lineWith(part: string): { start: number; end: number } {
  const start = text.lastIndexOf('\n', text.indexOf(part)) + 1;
  return { start, end: text.indexOf('\n', start) + 1 };
}

test('a line says the innermost part of the specification, and from there leads back to itself', () => {
  let said = 0;
  for (const file of files) {
    for (const [at] of file.text.split('\n').entries()) {
      const origin = originOf(file, at + 1);
      if (origin === null) continue;
      said += 1;
      const line = { start: origin.span.start, end: origin.span.start + 1 };
      const back = placesOf(files, line).filter(({ path }) => path === file.path);
      expect(
        back.some(({ fromLine, toLine }) => fromLine <= at + 1 && at + 1 <= toLine),
        `${file.path}:${at + 1}`,
      ).toBe(true);
    }
  }
  expect(said).toBeGreaterThan(200);
});

test('a line without a node of its own leads to what the smallest one around it became', () => {
  const places = placesOf(files, lineWith('| '));
  expect(places.map(({ path }) => path)).toContain('src/decisions/pricing.ts');
  expect(places.length).toBeLessThan(30);
});

test('what is alike in every service comes from nowhere', () => {
  const platform = files.find(({ path }) => path === 'src/platform/problems.ts');
  expect(platform && originOf(platform, 1)).toBe(null);
});
