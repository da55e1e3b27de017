import { expect, test } from 'vitest';
import { modelOfSections, problemsOf } from '../testing/problems-of.ts';

const entity = (fields: string, more = ''): string =>
  `entities:\n  Book:\n    fields: {id: {type: uuid, key: true, default: =uuid()}, title: string, price: 'decimal(0..1000, scale 2)'}\n  Loan:\n    summary: What is lent\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      book: ref<Book>\n      amount: int(1..9)\n      at: {type: timestamp, default: =now()}\n      due: date?\n${fields}${more}`;

test('computed fields see the row, other entities and the caller, and are never stored', () => {
  const text = entity(
    "      twice: {type: int, value: =amount * 2}\n      four: {type: int, value: =twice * 2}\n      others: {type: int, value: '=Loan.filter(l, l.book == row.book).size()'}\n      mine: {type: bool, value: '=caller.id != null'}\n",
  );
  expect(problemsOf(text)).toEqual([]);
  const loan = modelOfSections(text).entities[1];
  expect(loan?.summary).toBe('What is lent');
  expect(loan?.fields.flatMap(({ name, value }) => (value === null ? [] : [name]))).toEqual([
    'twice',
    'four',
    'others',
    'mine',
  ]);
});

test.each([
  [
    'a computed field that needs itself',
    '      a: {type: int, value: =b}\n      b: {type: int, value: =a + 1}\n',
    ['SPC2051 b', 'SPC2051 a + 1'],
  ],
  ['a computed field with a default', '      a: {type: int, value: =amount, default: 1}\n', ['SPC2051 default']],
  ['a computed value of another type', '      a: {type: int, value: =at}\n', ['TYP3008 at']],
  ['a computed value that is no expression', '      a: {type: int, value: 5}\n', ['SPC2003 5']],
  ['a row in a row', '      copy: Book\n', ['TYP3022 Book']],
  ['a rule for deletion without a reference', '      a: {type: int, onDelete: cascade}\n', ['SPC2051 cascade']],
  ['null where none can be', '      a: {type: ref<Book>, onDelete: null}\n', ['SPC2051 null']],
  ['a default outside of its range', '      a: {type: int(1..5), default: 9}\n', ['TYP3005 9']],
  ['ids that count up', '      a: {type: int, default: =sequence()}\n', ['SEC7013 =sequence()']],
  ['a field laxer than its type', '      a: {type: Pan, classification: internal}\n', ['SEC7010 a']],
])('%s is said', (_, fields, problems) => {
  expect(problemsOf(`types:\n  Pan: {type: string, classification: sensitive}\n${entity(fields)}`)).toEqual(problems);
});

test('an owner is somebody: a text, a uuid or a reference', () => {
  expect(problemsOf(entity('      who: string\n', '    owner: who\n'))).toEqual([]);
  expect(problemsOf(entity('      who: ref<Book>?\n', '    owner: who\n'))).toEqual([]);
  expect(problemsOf(entity('', '    owner: amount\n'))).toEqual(['SPC2051 amount']);
  expect(problemsOf(`roles: [clerk]\n${entity('', '    visibleTo: [clerk]\n')}`)).toEqual(['SPC2051 visibleTo']);
});

test('what a deleted row does to those that refer to it is read', () => {
  const { entities } = modelOfSections(
    entity('      a: {type: ref<Book>, onDelete: cascade}\n      b: {type: ref<Book>?, onDelete: null}\n'),
  );
  expect(entities[1]?.fields.map(({ name, onDelete }) => [name, onDelete]).slice(-2)).toEqual([
    ['a', 'cascade'],
    ['b', 'null'],
  ]);
});

test('retention counts from a day or a moment that is never missing; a hold says why it is suspended', () => {
  const loan = modelOfSections(entity('', '    retention: {keep: 90d, from: at}\n    hold: Litigation 17\n'))
    .entities[1];
  expect(loan?.retention).toMatchObject({ keep: { count: 90, unit: 'day' }, from: 'at' });
  expect(loan?.hold).toBe('Litigation 17');
  expect(problemsOf(entity('', '    hold: Litigation 17\n'))).toEqual(['SPC2051 hold']);
  expect(problemsOf(entity('', '    retention: {keep: 90d, from: due}\n'))).toEqual(['SPC2051 due']);
  expect(problemsOf(entity('', '    retention: {keep: 90d, from: amount}\n'))).toEqual(['SPC2051 amount']);
  expect(problemsOf(entity('', '    retention: {keep: soon, from: at}\n'))).toEqual(['SPC2003 soon']);
});

test('an entity may be a folder of files, whose rows have fields of their own', () => {
  const { entities } = modelOfSections(
    'entities:\n  Inbox: {files: {root: $INBOX_DIR, access: write, maxSize: 8MB}}\n',
  );
  expect(entities[0]?.files).toMatchObject({ root: 'INBOX_DIR', access: 'write', maxBytes: 8 * 1024 ** 2 });
  expect(entities[0]?.fields.map(({ name }) => name)).toEqual([
    'path',
    'folder',
    'name',
    'size',
    'media',
    'text',
    'bytes',
  ]);
  expect(problemsOf('entities:\n  Inbox: {files: {root: /srv/inbox}}\n')).toEqual(['SPC2051 /srv/inbox']);
  expect(problemsOf('entities:\n  Inbox: {files: {root: $A}, owner: path}\n')).toEqual(['SPC2051 owner']);
  expect(problemsOf('entities:\n  Inbox: {summary: Nothing}\n')).toEqual(['SPC2002 Inbox']);
});

test('earlier names of entities and fields are kept', () => {
  const text =
    'entities:\n  Loan:\n    renamedFrom: Lending\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      book: {type: string, renamedFrom: title}\n';
  const [loan] = modelOfSections(text).entities;
  expect([loan?.renamedFrom, loan?.fields[1]?.renamedFrom]).toEqual(['Lending', 'title']);
  expect(problemsOf(text.replace('renamedFrom: title', 'renamedFrom: id'))).toEqual(['SPC2050 id']);
});
