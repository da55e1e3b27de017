import { expect, test } from 'vitest';
import { checkSpec } from '../../check-spec.ts';
import { endpointOf } from '../../testing/problems-of.ts';

function said(step: string, access = 'write'): string[] {
  const folder = `entities: {Report: {files: {root: $REPORTS_DIR, access: ${access}}}}\n`;
  const text = `service: a\n${folder}${endpointOf('POST', '/a', 'input: [{a: string}]', `processing: [{one: ${step}}]`)}`;
  return checkSpec(text)
    .diagnostics.filter(({ code, severity }) => severity === 'error' && code !== 'SPC2002')
    .map(({ code, message }) => `${code} ${message}`);
}

test.each([
  '{create: Report, with: {path: =input.a, text: =input.a}}',
  '{create: Report, with: {path: a.bin, bytes: AAE=}}',
  '{upsert: Report, key: path, with: {path: =input.a, text: a}}',
  '{update: Report, where: path == input.a, with: {text: =input.a}}',
  '{delete: Report, where: folder == input.a}',
])('%s is a way to write a file', (step) => {
  expect(said(step)).toEqual([]);
});

test.each([
  ['{create: Report, with: {text: =input.a}}', 'A file has a `path`, such as `reports/2026.csv`.'],
  ['{create: Report, with: {path: =input.a}}', 'A file holds either a `text` or `bytes`. Write one of them.'],
  [
    '{create: Report, with: {path: =input.a, text: a, bytes: AAE=}}',
    'A file holds either a `text` or `bytes`. Write one of them.',
  ],
  [
    '{create: Report, with: {path: =input.a, text: a, media: text/csv}}',
    '`media` follows from the path and the contents of a file. Remove it.',
  ],
  [
    '{update: Report, where: path == input.a, with: {path: =input.a, text: a}}',
    'A file keeps its path. Create one with the other path, and delete this one.',
  ],
])('%s is told what is wrong', (step, problem) => {
  expect(said(step)).toEqual([`FLW5070 ${problem}`]);
});

test('a folder that is only read is not written to', () => {
  for (const step of [
    '{create: Report, with: {path: a, text: a}}',
    '{upsert: Report, key: path, with: {path: a, text: a}}',
    '{update: Report, where: path == input.a, with: {text: a}}',
    '{delete: Report, where: path == input.a}',
  ])
    expect(said(step, 'read')).toEqual([
      'FLW5070 `Report` is a folder that is only read. Write `access: write` in its `files`.',
    ]);
});
