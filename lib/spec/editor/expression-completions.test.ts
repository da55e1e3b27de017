import { expect, test } from 'vitest';
import { completionsAt } from './completions.ts';

const SPEC = `service: library
types:
  Grade: [prime, standard]
  Line: {fields: {sku: string, amount: int, parts: list<string>}}
entities:
  Author:
    fields:
      id: {type: uuid, key: true}
      name: string
  Book:
    fields:
      id: {type: uuid, key: true}
      title: string
      author: ref<Author>
      grade: Grade
endpoints:
  - path: /a
    method: POST
    operation: op
    access: authenticated
    input:
      - lines: list<Line>
      - name: string?
      - grade: Grade
    processing:
      - book: {find: Book, where: id == "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"}
`;

/** What is offered where the cursor ┆ stands in an expression of a step. */
function offered(expression: string): string[] {
  return at(`${SPEC}      - x: {set: '=${expression}'}\n`);
}

/** The same in a condition on books. */
function offeredWhere(condition: string): string[] {
  return at(`${SPEC}      - x: {count: Book, where: '${condition}'}\n`);
}

function at(text: string): string[] {
  const offset = text.indexOf('┆');
  return completionsAt(text.replace('┆', ''), offset).map(({ label }) => label);
}

test('after a point: fields, and the functions that can be called there', () => {
  expect(offered('input.┆').slice(0, 3)).toEqual(['lines', 'name', 'grade']);
  expect(offered('input.lines.┆')).toEqual(expect.arrayContaining(['exists', 'map', 'first', 'sort']));
  expect(offered('input.name.┆')).toEqual(expect.arrayContaining(['upper', 'matches', 'size']));
  expect(offered('first(input.lines).┆')).toEqual(['sku', 'amount', 'parts']);
  expect(offered('input.lines[0].am┆')).toEqual(['sku', 'amount', 'parts']);
});

test('a reference offers the fields that it leads to', () => {
  expect(offered('has(book) ? book.author.┆')).toEqual(['id', 'name']);
  expect(offeredWhere('row.author.┆')).toEqual(['id', 'name']);
});

test('variables of functions are known inside of them, and nowhere else', () => {
  expect(offered('input.lines.exists(line, line.┆')).toEqual(['sku', 'amount', 'parts']);
  expect(offered('input.lines.exists(line, line.parts.all(part, ┆')).toEqual(
    expect.arrayContaining(['line', 'part', 'input']),
  );
  expect(offered('input.lines.exists(line, true) && ┆')).not.toContain('line');
});

test('values of an enumeration after a comparison', () => {
  expect(offered('input.grade == "┆').slice(0, 2)).toEqual(['prime', 'standard']);
  expect(offered('input.grade in ["┆').slice(0, 2)).toEqual(['prime', 'standard']);
});

test('in a condition on rows: its fields, steps, and entities as collections', () => {
  expect(offeredWhere('┆')).toEqual(expect.arrayContaining(['title', 'input', 'book', 'Author', 'Book', 'has']));
  expect(offeredWhere('Author.exists(a, a.┆')).toEqual(['id', 'name']);
  expect(offeredWhere('row.┆')).toEqual(['id', 'title', 'author', 'grade']);
  expect(offered('┆')).not.toContain('Author');
  expect(offered('┆')).not.toContain('sequence');
});
