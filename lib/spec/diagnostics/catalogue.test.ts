import { describe, expect, test } from 'vitest';
import { checkSpec, MAX_SPEC_BYTES } from '../check-spec.ts';
import { CATALOGUE } from './catalogue.ts';
import { allCodes, explain } from './explain.ts';
import { MAX_DIAGNOSTICS } from './reporter.ts';

/** Ten inputs of nine values and a rule for each two that are alike: that some are has no short proof. */
const COLUMNS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const PAIRS = COLUMNS.flatMap((one, i) => COLUMNS.slice(i + 1).map((two) => [one, two]));
const RULES = PAIRS.flatMap((pair) =>
  Array.from(
    { length: 9 },
    (_, n) => `      | ${COLUMNS.map((c) => (pair.includes(c) ? n : '-')).join(' | ')} || ${n} |`,
  ),
);
const DENSE = `service: a\nendpoints: [{path: /a, method: POST, input: [${COLUMNS.map((c) => `{${c}: int(0..8)}`).join(', ')}], processing: [{d: {decide: t}}]}]\ndecisions:\n  t:\n    hitPolicy: first\n    inputs: {${COLUMNS.map((c) => `${c}: =input.${c}`).join(', ')}}\n    outputs: {r: int}\n    table: |\n      | ${COLUMNS.join(' | ')} || r |\n${RULES.join('\n')}\n`;

/** Codes that no short text shows, each with a text that makes it. */
const LONG: Readonly<Record<string, string>> = {
  YML1001: `domain: ${'a'.repeat(MAX_SPEC_BYTES)}\n`,
  YML1013: '# nothing but a comment\n',
  DEC6007: DENSE,
  SPC2009: `service: a\n${Array.from({ length: MAX_DIAGNOSTICS + 5 }, (_, i) => `k${i}: 1`).join('\n')}\n`,
};

describe.each(allCodes())('%s', (code) => {
  const page = explain(code);

  test('is made by its wrong example', () => {
    const text = page?.wrong == null ? LONG[code] : asSpec(page.wrong);
    expect(text).toBeDefined();
    const found = checkSpec(text ?? '').diagnostics.filter((diagnostic) => diagnostic.code === code);
    expect(found).not.toEqual([]);
    expect(found.every((diagnostic) => diagnostic.severity === page?.severity)).toBe(true);
    expect(
      found.every(
        ({ message }) => /^\S.*[.?…)]$/s.test(message) && message.length < 400 && !message.includes('undefined'),
      ),
    ).toBe(true);
  });

  test('is not made by its right example', () => {
    if (page?.right == null) return;
    expect(codesOf(asSpec(page.right))).not.toContain(code);
  });
});

test('a right example has no mistake besides those of what it leaves out', () => {
  const about = new Set(['SPC2002', 'SPC2013']);
  const wrong = allCodes().flatMap((code) => {
    const right = explain(code)?.right;
    const errors =
      right == null
        ? []
        : checkSpec(asSpec(right)).diagnostics.filter((d) => d.severity === 'error' && !about.has(d.code));
    return errors.map((error) => `${code}: ${error.code} ${error.message}`);
  });
  expect(wrong).toEqual([]);
});

test('the catalogue is what is explained, and nothing else is', () => {
  expect(allCodes()).toEqual(Object.keys(CATALOGUE).sort());
  expect(explain('YML9999')).toBe(null);
  expect(explain('__proto__')).toBe(null);
});

/** Examples leave out what does not matter for them. */
function asSpec(example: string): string {
  return /^service:/m.test(example) || example.startsWith('?') ? example : `service: an-example\n${example}`;
}

function codesOf(text: string): string[] {
  return checkSpec(text).diagnostics.map((diagnostic) => diagnostic.code);
}
