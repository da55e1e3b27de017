import { format } from 'prettier';
import { afterAll, expect, test } from 'vitest';
import { endpointOf, modelOfSections } from '../../spec/testing/problems-of.ts';
import { compile } from '../index.ts';
import { newWorkshop, runTests, typeErrors, writeService } from '../testing/service-folder.ts';

const workshop = newWorkshop();
afterAll(() => workshop.remove());

const INPUTS: Readonly<Record<string, string>> = {
  code: 'string',
  note: 'string?',
  count: 'int?',
  amount: 'decimal(0..100, scale 2)?',
  born: 'date?',
  at: 'timestamp?',
  span: 'duration?',
};

const ROWS = [
  '| startsWith("IN-"), startsWith("LK"), XX | - | < 5 | - | - | - | - || 1 |',
  '| not(startsWith("IN")) | not(startsWith("x")) | [5..7] | >= 1.5 | - | - | < PT2H || 2 |',
  '| - | startsWith("a,b"), other | - | (1..2], null | < 2026-01-01 | - | [PT60M..P1D) || 3 |',
  '| - | a, b | not(< 3) | not(1, 2.5) | 2026-01-01, 2026-01-02 | < 2026-02-01T00:00:00+05:30 | not(PT60M) || 4 |',
  '| not(a, b) | not(a, b) | 4, null | not(null) | not([2026-01-01..2026-02-01)) | 2026-02-01T00:00:00Z | PT1H, P7D || 5 |',
  '| - | - | - | - | - | - | - || 6 |',
];

/** A service whose one decision has these rows. */
function service(rows: readonly string[]): { path: string; text: string }[] {
  const names = Object.keys(INPUTS);
  const input = Object.entries(INPUTS).map(([name, type]) => `{${name}: '${type}'}`);
  const table = [`| ${names.join(' | ')} || r |`, ...rows].map((row) => `      ${row}\n`).join('');
  const operation = endpointOf(
    'POST',
    '/a',
    'access: public',
    `input: [${input.join(', ')}]`,
    'processing: [{d: {decide: t}}]',
    'output: [{r: {type: int, value: =d.r}}]',
  );
  const inputs = names.map((name) => `${name}: =input.${name}`).join(', ');
  const decision = `decisions:\n  t:\n    hitPolicy: first\n    inputs: {${inputs}}\n    outputs: {r: int}\n    table: |\n${table}`;
  return [...compile(modelOfSections(operation + decision)).files];
}

test('a decision over values that may be missing has no type error, and answers as its own tests say', async () => {
  const files = service(ROWS);
  const module = files.find(({ path }) => path === 'src/decisions/t.ts')?.text ?? '';
  expect(await format(module, { filepath: 't.ts', singleQuote: true, printWidth: 120 })).toBe(module);
  const folder = writeService(workshop.folder, 'decision', files);
  expect(await typeErrors(workshop.folder, ['decision'])).toBe('');
  const { passed, failed, names } = await runTests(folder);
  expect([names, failed, passed > 60]).toEqual([[], 0, true]);
}, 60_000);
