import { format } from 'prettier';
import { expect, test } from 'vitest';
import { allCodes, checkSpec, explain } from '../spec/index.ts';
import { specOfLines } from '../spec/testing/spec-of-lines.ts';
import { compile } from './index.ts';
import { notYet } from './not-yet.ts';

/** What every clean text is promised. All compile; of the examples every fourth is read by Prettier, all of them with `ALL=1`. */
const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ...allCodes().flatMap((code) => {
    const right = explain(code)?.right;
    return right == null ? [] : [[code, whole(right)] as const];
  }),
  ['200 lines', specOfLines(200)],
];

const ALL = process.env['ALL'] === '1';

test('every right example and a text of 200 lines compile, laid out as Prettier would', {
  timeout: 120_000,
}, async () => {
  const seen = new Set<string>();
  const wrong: string[] = [];
  let clean = 0;
  for (const [at, [name, text]] of TEXTS.entries()) {
    const { model, diagnostics } = checkSpec(text);
    if (model === null || diagnostics.some(({ severity }) => severity === 'error')) continue;
    clean += 1;
    if (notYet(model).length > 0) continue;
    const { files } = compile(model);
    if (!ALL && at % 4 !== 0 && at < TEXTS.length - 1) continue;
    for (const file of files) {
      if (!/\.(ts|json|html)$/.test(file.path) || file.path === 'package-lock.json' || seen.has(file.text)) continue;
      // Many files are alike in all services; each text is looked at once.
      seen.add(file.text);
      const pretty = await format(file.text, { filepath: file.path, singleQuote: true, printWidth: 120 });
      if (pretty !== file.text) wrong.push(`${name} ${file.path}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(clean).toBeGreaterThan(70);
});

/** Examples leave out what does not matter for them. */
function whole(example: string): string {
  const has = (key: string): boolean => new RegExp(`^${key}:`, 'm').test(example);
  const parts = [
    example,
    has('service') || example.startsWith('?') ? '' : 'service: an-example',
    has('endpoints')
      ? ''
      : 'endpoints: [{path: /a, method: POST, input: [{a: string}], output: [{b: {type: string, value: =input.a}}]}]',
    /\bconflict\b/.test(example) && !has('errors') ? 'errors: {conflict: {status: 409, title: Taken}}' : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n')}\n`;
}
