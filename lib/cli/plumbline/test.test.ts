import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestReport } from './test.ts';
import { newWorkplace, type Workplace } from './testing/run-plumbline.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const SLOW = { timeout: 180_000 };

let at: Workplace;
beforeEach(() => {
  at = newWorkplace();
});
afterEach(() => at.remove());

const write = (path: string, text: string): void => writeFileSync(join(at.folder, 'service', path), text);

/** A service as small as one can be, with the packages of this project. */
function small(source: string, tests: string): void {
  mkdirSync(join(at.folder, 'service/test'), { recursive: true });
  mkdirSync(join(at.folder, 'service/src'));
  symlinkSync(join(ROOT, 'node_modules'), join(at.folder, 'service/node_modules'));
  write('package.json', '{"name": "small", "type": "module"}');
  write(
    'tsconfig.json',
    '{"compilerOptions": {"strict": true, "noEmit": true, "module": "nodenext", "types": ["node"], "target": "es2024"}, "include": ["src", "test"]}',
  );
  write('src/a.ts', source);
  write('test/a.test.ts', `import test from 'node:test';\nimport assert from 'node:assert';\n${tests}`);
}

function run(): { code: number | null; report: TestReport } {
  const { code, out } = at.plumbline(['test', 'service', '--json']);
  return { code, report: JSON.parse(out) };
}

test('a generated service is green, test by test', SLOW, () => {
  const spec = join(ROOT, 'e2e/golden/loan-quotes/spec.yaml');
  expect(at.plumbline(['compile', spec, '--out', 'service']).code).toBe(0);
  symlinkSync(join(ROOT, 'node_modules'), join(at.folder, 'service/node_modules'));
  const { code, out, err } = at.plumbline(['test', 'service']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^types: ok\nok {3}test\/.* \(\d+ ms\)\n/);
  expect(out).toMatch(/\n\d+ passed, 0 failed, \d+ skipped\n$/);
});

describe('a service that is not well', () => {
  test('each test has its result, and why it failed', SLOW, () => {
    small(
      '',
      "test('good', () => {});\ntest('bad', () => assert.equal(1, 2));\ntest('later', { skip: true }, () => {});\n",
    );
    const { code, report } = run();
    expect(code).toBe(1);
    expect(report).toMatchObject({ types: { ok: true, errors: [] }, passed: 1, failed: 1, skipped: 1 });
    expect(report.tests.map(({ file, path, status }) => [file, path, status])).toEqual([
      ['test/a.test.ts', ['good'], 'passed'],
      ['test/a.test.ts', ['bad'], 'failed'],
      ['test/a.test.ts', ['later'], 'skipped'],
    ]);
    expect(report.tests[1]?.message).toMatch(/1 == 2/);
  });

  test('with a wrong type the tests are stopped, and none counts', SLOW, () => {
    // Each would be waited for as long as a test may take: together longer than this test may.
    const hangs = "test('hangs', () => new Promise(() => setInterval(() => 1, 1000)));\n".repeat(8);
    small('export const a: number = "text";\n', `test('good', () => {});\n${hangs}`);
    const { code, report } = run();
    expect(code).toBe(1);
    expect(report).toMatchObject({ types: { ok: false }, tests: [], passed: 0 });
    expect(report.types.errors[0]).toMatch(/^src\/a\.ts\(1,14\): error TS2322/);
  });

  test('one that prints results of its own, or ends the process, is not green', SLOW, () => {
    small('', "test('good', () => {});\ntest('exits', () => process.exit(0));\n");
    expect(run().code).toBe(1);
  });

  test('one without tests is not green', SLOW, () => {
    small('', '');
    expect(run()).toMatchObject({ code: 1, report: { passed: 0 } });
  });
});

test.each([
  ['no folder', ['test'], /^Usage: plumbline test/],
  ['a folder without a service', ['test', '.'], /^\.: this is no generated service/],
  [
    'a service without its packages',
    ['test', 'bare'],
    /^bare: its packages are not installed\. Run npm ci there, or add --install\.\n$/,
  ],
])('%s: exit 2, one sentence', (_, args, said) => {
  mkdirSync(join(at.folder, 'bare'));
  for (const name of ['package.json', 'tsconfig.json']) writeFileSync(join(at.folder, 'bare', name), '{}');
  expect(at.plumbline(args)).toEqual({ code: 2, out: '', err: expect.stringMatching(said) });
});
