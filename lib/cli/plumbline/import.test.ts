import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newWorkplace } from './testing/run-plumbline.ts';

const PETSTORE = resolve(import.meta.dirname, '../../../e2e/openapi/petstore.yaml');
const SPEC = readFileSync(PETSTORE.replace('.yaml', '.spec.yaml'), 'utf8');
const at = newWorkplace();
afterAll(() => at.remove());

test('the specification is printed, the losses are told beside it', () => {
  const { code, out, err } = at.plumbline(['import', 'openapi', PETSTORE]);
  expect([code, out]).toEqual([0, SPEC]);
  expect(err).toMatch(/^\/paths\/~1pets\/get\/tags: Tags are not part/m);
  expect(err).toMatch(/\d+ things are not carried over, or said differently\.\n$/);
});

test('--json prints the losses by JSON pointer; --out writes what checks', () => {
  const { code, out, err } = at.plumbline(['import', 'openapi', PETSTORE, '--out', 'spec.yaml', '--json']);
  expect([code, err]).toEqual([0, '']);
  const { losses, ...rest } = JSON.parse(out);
  expect(rest).toEqual({});
  expect(losses).toContainEqual({ path: '/info/contact', message: 'Who to ask is not part of a specification.' });
  expect(readFileSync(join(at.folder, 'spec.yaml'), 'utf8')).toBe(SPEC);
  expect(at.plumbline(['check', 'spec.yaml']).code).toBe(0);
  expect(JSON.parse(at.plumbline(['import', 'openapi', PETSTORE, '--json']).out).specification).toBe(SPEC);
});

test('a document from a pipe is read', () => {
  const { code, out } = at.plumbline(['import', 'openapi', '-'], { input: readFileSync(PETSTORE, 'utf8') });
  expect([code, out]).toEqual([0, SPEC]);
});

test('an existing file is left as it is, unless it is the same or --force is said', () => {
  writeFileSync(join(at.folder, 'mine.yaml'), 'service: mine\n');
  const { code, err } = at.plumbline(['import', 'openapi', PETSTORE, '--out', 'mine.yaml']);
  expect([code, err]).toEqual([
    2,
    'mine.yaml: the file exists and was left as it is. Name another one, or add --force.\n',
  ]);
  expect(readFileSync(join(at.folder, 'mine.yaml'), 'utf8')).toBe('service: mine\n');
  expect(at.plumbline(['import', 'openapi', PETSTORE, '--out', 'mine.yaml', '--force']).code).toBe(0);
  expect(at.plumbline(['import', 'openapi', PETSTORE, '--out', 'mine.yaml']).code).toBe(0);
  expect(readFileSync(join(at.folder, 'mine.yaml'), 'utf8')).toBe(SPEC);
});

test.each([
  ['another format', ['import', 'wsdl', PETSTORE], /^Usage: plumbline import openapi/],
  ['no file', ['import', 'openapi'], /^Usage: plumbline import openapi/],
  ['a missing file', ['import', 'openapi', 'gone.json'], /^gone\.json: there is no such file\.\n$/],
  [
    'a specification',
    ['import', 'openapi', 'spec.yaml'],
    /^spec\.yaml: This is no OpenAPI 3\.0 or 3\.1 document: its key `openapi` says no version\.\n$/,
  ],
  [
    'a folder that is not there',
    ['import', 'openapi', PETSTORE, '--out', 'gone/spec.yaml'],
    /^gone\/spec\.yaml: there is no such file\. Nothing/,
  ],
])('%s: exit 2, one sentence, nothing on the output', (_, args, said) => {
  writeFileSync(join(at.folder, 'spec.yaml'), 'service: a\n');
  expect(at.plumbline(args)).toEqual({ code: 2, out: '', err: expect.stringMatching(said) });
  expect(existsSync(join(at.folder, 'gone'))).toBe(false);
});
