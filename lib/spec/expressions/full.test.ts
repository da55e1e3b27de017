import { describe, expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import type { Step } from '../model.ts';
import { writeType } from './static-types.ts';

const SPEC = `service: library
types:
  Money: decimal(0..1000, scale 2)
  Grade: [prime, standard]
  Address: {fields: {city: string, zip: string?}}
  Line: {fields: {sku: string, amount: Money, note: string?}}
entities:
  Author:
    fields:
      id: {type: uuid, key: true}
      name: string
      born: date?
  Book:
    fields:
      id: {type: uuid, key: true}
      title: string
      author: ref<Author>
      editor: ref<Author>?
      grade: Grade
      pages: int
  Loan:
    fields:
      id: {type: uuid, key: true}
      book: ref<Book>
      title: string
      due: date?
errors:
  gone: {status: 404, title: Gone}
endpoints:
  - path: /a
    method: POST
    operation: op
    access: authenticated
    input:
      - lines: list<Line>
      - some: list<int>(1..4)
      - amounts: list<Money>
      - counts: map<int>
      - name: string?
      - data: json
      - at: timestamp
      - born: date
      - lasts: duration
      - ratio: double
      - secret: string
      - grade: Grade
      - address: {fields: {city: string, zip: string?}}
      - maybe: Address?
    processing:
      - loan: {find: Loan, where: id == "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", else: gone}
      - book: {find: Book, where: id == loan.book}
`;

/** The type of an expression in a step or the code and place of what is wrong with it. */
function typed(expression: string, before = ''): string {
  const text = `${SPEC}${before}      - x: {set: ${quoted(`=${expression}`)}}\n`;
  return said(text, (step) => (step.kind === 'set' && step.value.kind === 'expression' ? step.value.expr.type : null));
}

/** What is wrong with a condition on loans; `fine` if nothing is. */
function where(condition: string, before = ''): string {
  const text = `${SPEC}${before}      - x: {count: Loan, where: ${quoted(condition)}}\n`;
  return said(text, () => null);
}

/** As YAML writes a text in which nothing is escaped. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function said(text: string, typeOf: (step: Step) => Parameters<typeof writeType>[0] | null): string {
  const { model, diagnostics } = checkSpec(text);
  const problems = diagnostics.filter(({ severity }) => severity === 'error');
  if (problems.length > 0)
    return problems.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`).join(' · ');
  const step = model?.endpoints[0]?.processing.find(({ name }) => name === 'x');
  const type = step === undefined ? null : typeOf(step);
  return type === null ? 'fine' : writeType(type);
}

describe('functions', () => {
  test.each([
    ['sum(input.amounts)', 'decimal(scale 2)'],
    ['avg(input.amounts)', 'decimal?'],
    ['avg(input.some)', 'decimal'],
    ['min(input.some)', 'int'],
    ['max(input.amounts)', 'decimal(scale 2)?'],
    ['min(input.born, today())', 'date'],
    ['first(input.lines)', 'Line?'],
    ['first(input.some)', 'int'],
    ['input.some[0]', 'int'],
    ['input.some[1]', 'int?'],
    ['input.counts["a"]', 'int?'],
    ['last([1, 2])', 'int'],
    ['sort(input.amounts)', 'list<Money>'],
    ['distinct(input.some)', 'list<int>(1..4)'],
    ['input.lines.map(l, l.amount)', 'list<Money>'],
    ['map(input.lines, l, l.amount)', 'list<Money>'],
    ['sum(input.lines.map(l, l.amount > 1, l.amount))', 'decimal(scale 2)'],
    ['input.lines.map(l, l.note != null, upper(l.note))', 'list<string>'],
    ['input.counts.filter(k, startsWith(k, "a"))', 'list<string>'],
    ['input.some + [5]', 'list<int>'],
    ['now() - input.at', 'duration'],
    ['now() + duration("PT8H")', 'timestamp'],
    ['today() - duration("P30D")', 'date'],
    ['input.lasts < duration("P1D")', 'bool'],
    ['yearsBetween(input.born, today())', 'int'],
    ['date(input.at) == input.born', 'bool'],
    ['int(input.secret)', 'int?'],
    ['int("12")', 'int'],
    ['int(input.ratio)', 'int'],
    ['decimal(input.ratio)', 'decimal'],
    ['round(input.ratio, 2)', 'decimal(scale 2)'],
    ['string(input.at)', 'string'],
    ['uuid(input.secret)', 'uuid?'],
    ['uuid()', 'uuid'],
    ['size(token())', 'int'],
    ['similarity(input.secret, "a") >= 0.9', 'bool'],
    ['matches(input.secret, "^[a-z]+$")', 'bool'],
    ['slug(diff("a", input.secret))', 'string'],
    ['report("x").operation', 'string'],
    ['input.data.items[0].name', 'EXP4005 input.data.items · EXP4005 input.data.items[0]'],
    ['string(input.data)', 'string?'],
    ['string(input.data.name)', 'string?'],
    ['int(input.name)', 'int?'],
    ['string(input.lines[0])', 'EXP4008 string(input.lines[0])'],
    ['"prime" in Grade', 'bool'],
    ['{"city": "Bern", "count": 3}', '{city: string, count: int}'],
    ['size({"a": 1, "b": 2})', 'int'],
    ['"a" in {"a": 1}', 'bool'],
  ])('%s is %s', (expression, type) => {
    expect(typed(expression)).toBe(type);
  });

  test.each([
    ['matches(input.secret, "(a")', 'EXP4017 "(a"'],
    ['matches(input.secret, "(?=a)")', 'EXP4017 "(?=a)"'],
    ['date("2026-02-30")', 'EXP4018 "2026-02-30"'],
    ['duration("8h")', 'EXP4018 "8h"'],
    ['timestamp("2026-01-01")', 'EXP4018 "2026-01-01"'],
    ['int("x")', 'EXP4018 "x"'],
    ['sequence()', 'EXP4019 sequence'],
    ['size(input.lines) / 0', 'EXP4020 size(input.lines) / 0'],
    ['{"a": 1, "a": 2}', 'EXP4021 "a"'],
    ['sum(input.lines)', 'EXP4008 sum(input.lines)'],
    ['sort(input.lines)', 'EXP4008 sort(input.lines)'],
    ['upper(first(input.lines).note)', 'EXP4005 first(input.lines) · EXP4005 first(input.lines).note'],
    ['input.lines.exists(l, l.amuont > 1)', 'EXP4003 amuont'],
    ['input.lines.exists(l.sku, true)', 'EXP4008 input.lines.exists(l.sku, true)'],
    ['input.lines.filter(l, l.note)', 'EXP4009 l.note'],
    ['input.ratio % 2.0', 'EXP4004 input.ratio % 2.0'],
    ['input.grade < "prime"', 'EXP4004 input.grade < "prime"'],
    ['"gold" in Grade', 'EXP4006 "gold"'],
    ['now() + now()', 'EXP4004 now() + now()'],
    ['input.secret[0]', 'EXP4004 input.secret[0]'],
    ['size(Loan)', 'EXP4016 Loan'],
    ['fixture("a.png")', 'EXP4007 fixture'],
  ])('%s is wrong: %s', (expression, wrong) => {
    expect(typed(expression)).toBe(wrong);
  });
});

describe('what was tested is known, along every path', () => {
  test.each([
    ['has(input.maybe) && has(input.maybe.zip) ? input.maybe.zip : "none"', 'string'],
    ['input.maybe != null && input.maybe.zip != null ? size(input.maybe.zip) : 0', 'int'],
    ['!(input.name == null || size(input.name) < 3)', 'bool'],
    ['(input.name == null ? false : size(input.name) > 3) ? upper(input.name) : ""', 'string'],
    ['has(first(input.lines)) ? first(input.lines).amount : 0.00', 'decimal(scale 2)'],
    ['input.counts["a"] != null ? input.counts["a"] + 1 : 0', 'int'],
    ['input.lines.filter(l, has(l.note)).map(l, l.note)', 'list<string?>'],
    ['input.lines.all(l, l.note == null || size(l.note) < 9)', 'bool'],
    ['has(input.name) || has(input.maybe) ? 1 : size(input.name)', 'EXP4005 input.name'],
    ['has(input.name) ? input.lines.map(input, input.sku) : ["a"]', 'list<string>'],
    ['has(book) && has(book.editor) ? book.editor : loan.id', 'uuid'],
  ])('%s is %s', (expression, type) => {
    expect(typed(expression)).toBe(type);
  });

  test('by a guard, for the steps after it', () => {
    const guard = '      - check: {guard: has(first(input.lines)) && book != null, else: gone}\n';
    expect(typed('first(input.lines).amount', guard)).toBe('Money');
    expect(typed('book.pages', guard)).toBe('int');
    expect(typed('steps.book.pages', guard)).toBe('int');
    expect(typed('last(input.lines).amount', guard)).toBe('EXP4005 last(input.lines)');
  });
});

describe('references', () => {
  test.each([
    ['loan.book', 'ref<Book>'],
    ['loan.book.title', 'string'],
    ['loan.book.author.name', 'string'],
    ['loan.book.author.born', 'date?'],
    ['loan.book.editor.name', 'EXP4005 loan.book.editor'],
    ['has(loan.book.editor) ? loan.book.editor.name : loan.book.author.name', 'string'],
    ['loan.book.titel', 'EXP4003 titel'],
    ['loan.book == book.id', 'EXP4005 book'],
  ])('%s is %s', (expression, type) => {
    expect(typed(expression)).toBe(type);
  });

  test('the compiler sees which entity a reference leads to', () => {
    const { model } = checkSpec(`${SPEC}      - x: {set: =loan.book.author.name}\n`);
    const step = model?.endpoints[0]?.processing.find(({ name }) => name === 'x');
    expect(step).toMatchObject({
      value: {
        expr: {
          kind: 'member',
          name: 'name',
          follows: 'Author',
          of: { kind: 'member', name: 'author', follows: 'Book' },
        },
      },
    });
  });
});

describe('conditions on rows', () => {
  test.each([
    ['book.author.name == "Ada"', 'EXP4015 book'],
    ['row.book.author.name == "Ada"', 'fine'],
    ['row.book == book.id', 'EXP4015 book'],
    ['has(due) && due < today()', 'fine'],
    ['has(row.due) && due < today()', 'fine'],
    ['due < today()', 'EXP4005 due'],
    ['Loan.exists(l, l.book == row.book && l.id != row.id)', 'fine'],
    ['Loan.filter(l, l.title == row.title).size() > 1', 'fine'],
    ['Author.exists(a, a.name == title && Book.exists(b, b.author == a.id))', 'fine'],
    ['Author.exists(a, a.nmae == title)', 'EXP4003 nmae'],
    ['Autor.exists(a, true)', 'EXP4002 Autor'],
    ['row.titel == "a"', 'EXP4002 titel'],
    ['steps.loan.title == title', 'fine'],
    ['upper(title) == "A" && size(title) + 1 > 3', 'fine'],
    ['diff(title, "a") == ""', 'EXP4014 diff(title, "a")'],
    ['title == token()', 'fine'],
  ])('%s: %s', (condition, wrong) => {
    expect(where(condition)).toBe(wrong);
  });

  test('a name with two meanings is offered both', () => {
    const text = `${SPEC}      - x: {count: Loan, where: book == loan.book}\n`;
    const found = checkSpec(text).diagnostics.find(({ code }) => code === 'EXP4015');
    expect(found?.fixes.map(({ edits }) => edits.map((edit) => edit.text))).toEqual([['row.book'], ['steps.book']]);
  });

  test('a step that was tested says nothing of a field with its name', () => {
    const due = '      - due: {set: "=input.name"}\n      - check: {guard: due != null, else: gone}\n';
    expect(where('row.due < today()', due)).toBe('EXP4005 row.due');
    expect(where('size(steps.due) > 3', due)).toBe('fine');
  });
});
