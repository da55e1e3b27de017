import { expect, test } from 'vitest';
import { checkSpec } from '../../check-spec.ts';
import { endpointOf } from '../../testing/problems-of.ts';

function said(file: string): string[] {
  const folder = 'entities: {Inbox: {files: {root: $INBOX_DIR, access: read}}}\n';
  const listing = endpointOf(
    'GET',
    '/a',
    'processing: [{all: {list: Inbox, limit: 5}}]',
    'output: [{n: {type: int, value: =size(all)}}]',
  );
  const scenario = `scenarios:\n  - there:\n      given: {Inbox: [${file}]}\n      when: {op: {}}\n      then: {status: 200}\n`;
  return checkSpec(`service: a\n${folder}${listing}${scenario}`)
    .diagnostics.filter(({ code }) => code.startsWith('TST') && code !== 'TST8503')
    .map(({ code, message }) => `${code} ${message}`);
}

test('a file that lies in a folder before is a path and what it holds', () => {
  expect(said('{path: a/b.txt, text: Hello}')).toEqual([]);
  expect(said('{path: a.bin, bytes: AAE=}')).toEqual([]);
  expect(said('{text: Hello}')[0]).toMatch(/^TST8502 .*`path` is missing/);
  expect(said('{path: a.txt, text: Hello, size: 5}')[0]).toMatch(/^TST8502 .*size/);
});
