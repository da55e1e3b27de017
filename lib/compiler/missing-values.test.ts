import { format } from 'prettier';
import { afterAll, expect, test } from 'vitest';
import { endpointOf, modelOfSections } from '../spec/testing/problems-of.ts';
import { compile } from './index.ts';
import { newWorkshop, runTests, typeErrors, writeService } from './testing/service-folder.ts';

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

/** `else` makes sure of a value, whichever way it is computed. */
const RATES = `  - path: /rates
    method: POST
    operation: rates
    access: public
    input: [{rate: 'int?'}, {nick: 'Nick'}, {amount: 'decimal(0..100, scale 2)?'}]
    processing:
      - rate: {set: =input.rate, else: no_rate}
      - checked: {set: '=rate > 5 ? input.amount : 1', else: no_amount}
      - amount: {when: rate > 5, set: =input.amount, else: no_amount}
      - each: {for: one, in: '=[input.nick]', do: [{nick: {set: =one, else: no_nick}}]}
      - twice: {set: =rate * 2}
    output: [{r: {type: int, value: =twice}}, {n: {type: list<string>, value: =each}}, {a: {type: 'decimal(0..100, scale 2)?', value: =amount}}]
`;
const AROUND = `errors: {no_rate: {status: 422, title: No rate}, no_amount: {status: 402, title: No amount}, no_nick: {status: 410, title: No nick}}
types: {Nick: 'string?'}
scenarios:
  no_rate_at_all: {when: {rates: {nick: x, amount: "1.50"}}, then: {status: 422}}
  no_amount_though_needed: {when: {rates: {nick: x, rate: 6}}, then: {status: 402}}
  no_nick_in_the_loop: {when: {rates: {rate: 5}}, then: {status: 410}}
  all_there: {when: {rates: {nick: x, rate: 6, amount: "1.50"}}, then: {status: 200, body: {r: 12, n: [x], a: "1.50"}}}
  no_amount_needed: {when: {rates: {nick: x, rate: 5}}, then: {status: 200, body: {r: 10, n: [x]}}}
`;

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
  return [...compile(modelOfSections(operation + RATES + AROUND + decision)).files];
}

test('decisions over values that may be missing, and values made sure of: no type error, and answers as its own tests say', async () => {
  const files = service(ROWS);
  const modules = files.filter(({ path }) => /^src\/(decisions|rates)\//.test(path));
  expect(modules.length).toBe(2);
  for (const { path, text } of modules)
    expect(await format(text, { filepath: path, singleQuote: true, printWidth: 120 })).toBe(text);
  const folder = writeService(workshop.folder, 'decision', files);
  expect(await typeErrors(workshop.folder, ['decision'])).toBe('');
  const { passed, failed, names } = await runTests(folder);
  expect([names, failed, passed > 60]).toEqual([[], 0, true]);
}, 240_000);
