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
      - same: {count: Book, where: 'matches(title, "(?i)a+")'}
      - lent: {count: Loan, where: row.book.title == input.title}
    output:
      - title: {type: string, value: =loan.book.title}
      - report: {type: json, value: '=report("loan")'}
      - upper: {type: string, value: =upper(input.title)}
`;

test('each expression that cannot be generated is named with its place, and no other', () => {
  const { model } = checkSpec(SPEC);
  const found = model === null ? [] : unwrittenExpressions(model);
  expect(found.map(({ id, what, span }) => [id, what, SPEC.slice(span.start, span.end)])).toEqual([
    ['endpoints/getLoan/processing/same', '`matches` with this pattern inside `where`', 'matches(title, "(?i)a+")'],
  ]);
});
