import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { problemsOf } from '../testing/problems-of.ts';

const spec = (field: string): string =>
  `entities:\n  Inbox: {files: {root: $INBOX_DIR, access: read}}\n  Note:\n    fields:\n      id: {type: uuid, key: true}\n      path: string\n      ${field}\n`;

test('no row refers to a file of a folder: its path is stored', () => {
  expect(problemsOf(spec('file: ref<Inbox>'))).toEqual(['TYP3023 ref<Inbox>']);
  expect(problemsOf(spec('file: {type: ref<Inbox>?}'))).toEqual(['TYP3023 ref<Inbox>']);
  expect(problemsOf(spec('note: ref<Note>?'))).toEqual([]);
  const text = `service: a\n${spec('file: ref<Inbox>')}`;
  const [fix] = checkSpec(text).diagnostics.find(({ code }) => code === 'TYP3023')?.fixes ?? [];
  expect(fix?.edits.map(({ text: to }) => to)).toEqual(['string']);
});

test('no computed field looks at files of a folder', () => {
  expect(problemsOf(spec("there: {type: bool, value: '=Inbox.exists(f, f.path == row.path)'}"))).toEqual([
    'SPC2051 Inbox',
  ]);
  expect(problemsOf(spec("others: {type: bool, value: '=Note.exists(n, n.path == row.path)'}"))).toEqual([]);
});
