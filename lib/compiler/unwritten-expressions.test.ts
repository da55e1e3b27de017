import { expect, test } from 'vitest';
import { checkSpec } from '../spec/index.ts';
import { unwrittenExpressions } from './unwritten-expressions.ts';

const SPEC = `service: library
entities:
  Book:
    fields:
      id: {type: uuid, key: true}
      title: string
  Loan:
    fields:
      id: {type: uuid, key: true}
      book: ref<Book>
errors:
  gone: {status: 404, title: Gone}
endpoints:
  - path: /loans/{id}
    method: GET
    operation: getLoan
    access: authenticated
    input: [{id: uuid}, {title: string}]
    processing:
      - loan: {find: Loan, where: id == input.id, else: gone}
      - same: {count: Book, where: 'Loan.exists(l, slug(l.book.title) == slug(title))'}
      - lent: {count: Loan, where: row.book.title == input.title}
    output:
      - title: {type: string, value: =loan.book.title}
      - report: {type: json, value: '=report("loan")'}
      - upper: {type: string, value: =upper(input.title)}
`;

test('what the checker refuses, and a caller compiles nevertheless, is named with its place; nothing else is', () => {
  const { model } = checkSpec(SPEC);
  const found = model === null ? [] : unwrittenExpressions(model);
  expect(found.map(({ id, what, span }) => [id, what, SPEC.slice(span.start, span.end)])).toEqual([
    [
      'endpoints/getLoan/processing/same',
      '`slug` on a field of a row inside `where`',
      'Loan.exists(l, slug(l.book.title) == slug(title))',
    ],
  ]);
});
