import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'prettier';
import { afterAll, describe, expect, test } from 'vitest';
import { expressionPlatform } from '../testing/platform-stubs.ts';
import { EXPRESSION_FILES, expressionFiles } from './expression-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'expression-functions-'));
for (const [name, text] of expressionPlatform()) writeFileSync(join(folder, name), text);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Functions = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** The functions of a file, as a service would import them. */
async function from(name: keyof typeof EXPRESSION_FILES): Promise<Functions> {
  return import(pathToFileURL(join(folder, `${name}.ts`)).href);
}

/** What a function gives for each list of arguments. */
async function all(name: keyof typeof EXPRESSION_FILES, called: string, calls: readonly (readonly unknown[])[]) {
  const functions = await from(name);
  return calls.map((args) => functions[called]?.(...args));
}

test('the files export what modules import, and are laid out as Prettier would', async () => {
  for (const [name, file] of Object.entries(EXPRESSION_FILES)) {
    const functions = await import(pathToFileURL(join(folder, `${name}.ts`)).href);
    expect(
      file.names.filter((wanted) => typeof functions[wanted] !== 'function'),
      name,
    ).toEqual([]);
    const text = `${file.text()}\n`;
    expect(await format(text, { parser: 'typescript', singleQuote: true, printWidth: 120 }), name).toBe(text);
  }
});

test('a pattern means the same while it is typed and when it runs: the two files are one', () => {
  const checked = readFileSync(join(import.meta.dirname, '../../spec/expressions/linear-pattern.ts'), 'utf8');
  expect(`${EXPRESSION_FILES.matches.text()}\n`).toBe(checked);
});

test('only the files that are imported come along, with what they import themselves', () => {
  const found = (text: string, present: readonly string[] = []) =>
    expressionFiles([text], (path) => present.includes(path)).map(([path]) => path);
  expect(found("import { wholeOf } from '../platform/numbers.ts';")).toEqual([
    'src/platform/decimal.ts',
    'src/platform/numbers.ts',
  ]);
  expect(found("import { wholeOf } from '../platform/numbers.ts';", ['src/platform/decimal.ts'])).toEqual([
    'src/platform/numbers.ts',
  ]);
  expect(found("import { serve } from '../platform/operation.ts';")).toEqual([]);
});

describe('numbers', () => {
  test('a whole number that would lose digits is an error, and so is division by zero', async () => {
    const { wholeOf, quotientOf, remainderOf, quotientLong } = await from('numbers');
    expect(wholeOf?.(2 ** 53 - 1)).toBe(9007199254740991);
    expect(() => wholeOf?.(2 ** 53)).toThrow(RangeError);
    expect([quotientOf?.(-7, 2), remainderOf?.(-7, 2), quotientLong?.('-9223372036854775807', '2')]).toEqual([
      -3,
      -1,
      '-4611686018427387903',
    ]);
    for (const divide of [quotientOf, remainderOf, quotientLong]) expect(() => divide?.(1, 0)).toThrow(RangeError);
  });

  test('binary fractions become the decimal that they are written as', async () => {
    const written = [[0.1], [1e21], [-1.5e-10], [123.456], [0], [5e-7]];
    expect(await all('numbers', 'decimalOf', written)).toEqual([
      '0.1',
      '1000000000000000000000',
      '-0.00000000015',
      '123.456',
      '0',
      '0.0000005',
    ]);
  });

  test('texts that say no such number give null', async () => {
    const texts = [['12'], ['-012'], ['1.5'], ['1e3'], [' 1'], [''], ['0x1'], [null], [7.9], ['9007199254740993']];
    expect(await all('numbers', 'intIn', texts)).toEqual([12, -12, null, null, null, null, null, null, 7, null]);
    expect(await all('numbers', 'decimalIn', [['1.50'], ['-0'], ['.5'], ['1,5']])).toEqual(['1.50', '0', null, null]);
    expect(await all('numbers', 'longIn', [['9223372036854775807'], ['9223372036854775808']])).toEqual([
      '9223372036854775807',
      null,
    ]);
    expect(await all('numbers', 'doubleIn', [['1e3'], ['1e999'], ['x']])).toEqual([1000, null, null]);
  });

  test('sums and means are exact, and null equals null only', async () => {
    const { meanExact, sameNumber, sumExact, sumWhole } = await from('numbers');
    expect([sumExact?.(['0.1', '0.2', 3]), meanExact?.(['1', '2']), meanExact?.([])]).toEqual(['3.3', '1.5', null]);
    expect(() => sumWhole?.([2 ** 53 - 1, 1])).toThrow(RangeError);
    expect([sameNumber?.('1.0', 1), sameNumber?.(null, undefined), sameNumber?.(null, '0')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('texts', () => {
  test('similarity is the published one, whatever the case, the accents and the order of words', async () => {
    const pairs = [
      ['MARTHA', 'MARHTA'],
      ['DIXON', 'DICKSONX'],
      ['DWAYNE', 'DUANE'],
      ['Rao, Ásha', 'asha  RAO'],
      ['', ''],
      ['a', ''],
    ];
    // The first three are Winkler's own examples.
    expect(await all('texts', 'similarityOf', pairs)).toEqual([
      '0.9611',
      '0.8133',
      '0.8400',
      '1.0000',
      '1.0000',
      '0.0000',
    ]);
  });

  test('order is by code point, not by halves of one', async () => {
    const { byCodePoint } = await from('texts');
    const order = (left: string, right: string) => Math.sign(Number(byCodePoint?.(left, right)));
    expect([order('\uffff', '😀'), order('a', 'b'), order('a', 'aa'), order('é', 'é')]).toEqual([-1, -1, -1, 0]);
    expect('\uffff' < '😀').toBe(false);
  });

  test('slugs have letters, digits and single hyphens', async () => {
    expect(await all('texts', 'slugOf', [['  Héllo, Wörld! 2x '], ['--'], ['ÅÄÖ_x']])).toEqual([
      'hello-world-2x',
      '',
      'aao-x',
    ]);
  });
});

describe('times', () => {
  test('years and days are counted by the calendar', async () => {
    const years = [
      ['2000-02-29', '2021-02-28'],
      ['2000-02-29', '2021-03-01'],
      ['2021-03-01', '2000-02-29'],
      ['2026-01-01', '2026-01-01'],
    ];
    expect(await all('times', 'yearsBetween', years)).toEqual([20, 21, -21, 0]);
    expect(
      await all('times', 'daysBetween', [
        ['2026-01-01', '2026-03-01'],
        ['2026-03-01', '2026-01-01'],
      ]),
    ).toEqual([59, -59]);
  });

  test('days and moments move by the calendar', async () => {
    const { addDays, addMonths, addYears } = await from('times');
    expect([addDays?.('2026-02-28', 1), addDays?.('2026-01-01T00:00:00Z', -1)]).toEqual([
      '2026-03-01',
      '2025-12-31T00:00:00.000Z',
    ]);
    expect(['2026-01-31', '2024-01-31', '2026-11-30'].map((day) => addMonths?.(day, 1))).toEqual([
      '2026-02-28',
      '2024-02-29',
      '2026-12-30',
    ]);
    expect([addMonths?.('2026-03-31', -1), addMonths?.('2026-01-15', 23)]).toEqual(['2026-02-28', '2027-12-15']);
    expect([addYears?.('2024-02-29', 1), addYears?.('2024-02-29T10:00:00Z', 4)]).toEqual([
      '2025-02-28',
      '2028-02-29T10:00:00.000Z',
    ]);
    expect(() => addYears?.('9999-01-01', 1)).toThrow(RangeError);
  });

  test('a day begins where the time zone says', async () => {
    const { dayIn } = await from('times');
    const at = '2026-03-28T23:30:00.000Z';
    expect(['UTC', 'Asia/Kolkata', 'America/New_York'].map((zone) => dayIn?.(zone, at))).toEqual([
      '2026-03-28',
      '2026-03-29',
      '2026-03-28',
    ]);
  });

  test('a range holds both ends and is bounded', async () => {
    const { numbersFrom } = await from('lists');
    expect([numbersFrom?.(1, 3), numbersFrom?.(3, 3), numbersFrom?.(3, 2)]).toEqual([[1, 2, 3], [3], []]);
    expect(() => numbersFrom?.(1, 10_001)).toThrow(RangeError);
  });

  test('moments are moved and compared by what they mean, not by how they are written', async () => {
    const { dayLater, durationBetween, plusDuration, sameInstant, sameLength, timeLater } = await from('times');
    expect(timeLater?.('2026-01-31T10:00:00+02:00', 'PT8H', 1)).toBe('2026-01-31T16:00:00.000Z');
    expect(dayLater?.('2026-01-31', 'P30D', -1)).toBe('2026-01-01');
    expect(() => dayLater?.('2026-01-31', 'PT8H', 1)).toThrow(RangeError);
    expect(durationBetween?.('2026-01-02T00:00:00Z', '2026-01-01T22:58:56.5Z')).toBe('-PT1H1M3.5S');
    expect(plusDuration?.('P1D', 'PT24H', -1)).toBe('PT0S');
    expect([
      sameInstant?.('2026-01-01T00:00:00Z', '2026-01-01T01:00:00.000+01:00'),
      sameLength?.('P1W', 'P7D'),
    ]).toEqual([true, true]);
    expect(() => plusDuration?.('P1M', 'PT1H', 1)).toThrow(RangeError);
  });

  test('texts that say no such time give null', async () => {
    expect(await all('times', 'dateIn', [['2026-02-30'], ['2026-02-28'], ['2026-02-28T23:30:00-05:00'], [5]])).toEqual([
      null,
      '2026-02-28',
      '2026-03-01',
      null,
    ]);
    expect(
      await all('times', 'timestampIn', [['2026-01-01T25:00:00Z'], ['2026-01-01t00:00:00z'], ['2026-01-01']]),
    ).toEqual([null, '2026-01-01T00:00:00.000Z', null]);
  });
});

test('lists keep what was first, are sorted without being changed, and maps have no more than their own keys', async () => {
  const { distinctOf, isAmong, largestOf, lookUp, smallestOf, sortedBy } = await from('lists');
  const { byNumber } = await from('numbers');
  const list = [3, 1, 3, 2, 1];
  expect([distinctOf?.(list, byNumber), sortedBy?.(list, byNumber), list]).toEqual([
    [3, 1, 2],
    [1, 1, 2, 3, 3],
    [3, 1, 3, 2, 1],
  ]);
  expect([smallestOf?.(list, byNumber), largestOf?.(list, byNumber), smallestOf?.([], byNumber)]).toEqual([1, 3, null]);
  expect([isAmong?.(undefined, [null]), isAmong?.(4, list)]).toEqual([true, false]);
  expect([lookUp?.({}, 'constructor'), lookUp?.(JSON.parse('{"__proto__": 1}'), '__proto__')]).toEqual([null, 1]);
});

test('json is read as far as it goes, and no further', async () => {
  const { reachIn, textIn } = await from('json');
  expect([
    reachIn?.({ a: [1, 2] }, 'a'),
    reachIn?.([1, 2], 1),
    reachIn?.('abc', 'length'),
    reachIn?.([], 'length'),
  ]).toEqual([[1, 2], 2, null, null]);
  expect([reachIn?.({}, 'toString'), textIn?.(5), textIn?.(null)]).toEqual([null, '5', null]);
});

test('a password is found by its hash only, and a missing one is false', async () => {
  const { hashPassword, hashWith, verifyPassword } = await from('passwords');
  expect(await hashPassword?.('korrekt pferd')).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  hashWith?.(4);
  const stored = await hashPassword?.('korrekt pferd');
  expect(stored).not.toBe(await hashPassword?.('korrekt pferd'));
  const verified = [
    [stored, 'korrekt pferd'],
    [stored, 'falsch'],
    [null, 'x'],
    ['x', 'x'],
    [stored, 'x'.repeat(2000)],
  ];
  const said = [];
  for (const pair of verified) said.push(await verifyPassword?.(...pair));
  expect(said).toEqual([true, false, false, false, false]);
});

test('new tokens are 256 bits and never the same', async () => {
  const { newToken } = await from('ids');
  const tokens = Array.from({ length: 50 }, () => newToken?.());
  expect(new Set(tokens).size).toBe(50);
  expect(tokens.every((token) => /^[\w-]{43}$/.test(String(token)))).toBe(true);
});

test('a unified diff names what changed with three lines around it, and gives the later text when it is applied', async () => {
  const { diffOf } = await from('diff');
  expect(diffOf?.('a\nb\nc\nd\ne\nf\ng\nh\n', 'a\nB\nc\nd\ne\nf\ng\nh\ni')).toBe(
    '--- before\n+++ after\n@@ -1,8 +1,9 @@\n a\n-b\n+B\n c\n d\n e\n f\n g\n h\n+i\n\\ No newline at end of file\n',
  );
  expect([diffOf?.('a', 'a'), diffOf?.('', 'x\n')]).toEqual(['', '--- before\n+++ after\n@@ -0,0 +1 @@\n+x\n']);
  const lines = Array.from({ length: 3000 }, (_, i) => `${i}`);
  const started = performance.now();
  expect(String(diffOf?.(lines.join('\n'), lines.toReversed().join('\n'))).length).toBeGreaterThan(6000);
  expect(performance.now() - started).toBeLessThan(5_000);
});
