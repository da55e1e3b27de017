import { expect, test } from 'vitest';
import { completionsAt } from './completions.ts';
import { definitionAt } from './definition.ts';
import { fixesAt } from './fixes.ts';
import { hoverAt } from './hover.ts';

/** The place of the cursor is drawn. */
const CURSOR = '┆';
const BASE = `service: quotes
types:
  Money: decimal(0..100, scale 2)
  Grade: [prime, standard]
roles: [clerk]
errors:
  unknown_quote: {status: 404, title: Quote is not known}
entities:
  Quote:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      amount: Money
      grade: Grade
`;
const ENDPOINT = `${BASE}endpoints:
  - path: /quotes/{id}
    method: GET
    access: {roles: [clerk]}
    input: [{id: uuid}]
    processing:
      - quote: {find: Quote, where: id == input.id, else: unknown_quote}
`;

function split(drawn: string): { text: string; offset: number } {
  const offset = drawn.indexOf(CURSOR);
  return { text: drawn.replace(CURSOR, ''), offset };
}

function complete(drawn: string): string[] {
  const { text, offset } = split(drawn);
  return completionsAt(text, offset).map(({ label }) => label);
}

test('keys are proposed where keys stand, without those already written; needed ones first', () => {
  expect(complete('┆')).toContain('service');
  expect(complete('service: a\n┆').slice(0, 2)).toEqual(['specVersion', 'version']);
  expect(complete(`${BASE}endpoints:\n  - ┆`).slice(0, 2)).toEqual(['path', 'method']);
  expect(complete(`${BASE}endpoints:\n  - path: /a\n    me┆`)).toContain('method');
  expect(complete(`${BASE}endpoints:\n  - path: /a\n    me┆`)).not.toContain('path');
  expect(complete(`${BASE}  Other:\n    ┆`)).toContain('lifecycle');
});

test('a step is offered the keys of its kind', () => {
  expect(complete(`${ENDPOINT}      - x: {┆}\n`)).toContain('guard');
  expect(complete(`${ENDPOINT}      - x: {find: Quote, ┆}\n`)).toEqual(['when', 'else', 'where']);
});

test('steps inside of steps are steps: their keys and what they see', () => {
  const nested = (inside: string): string =>
    `${ENDPOINT}      - all: {list: Quote, limit: 5}\n      - way: {switch: [{when: quote.grade == "prime", do: [{a: {${inside}}}]}]}\n`;
  expect(complete(nested('┆'))).toContain('userTask');
  expect(complete(nested('set: =qu┆'))).toContain('quote');
  expect(
    complete(
      `${ENDPOINT}      - all: {list: Quote, limit: 5}\n      - each: {for: one, in: =all, do: [{a: {set: =on┆}}]}\n`,
    ),
  ).toContain('one');
  expect(complete(`${ENDPOINT}      - both: {fork: {left: [{a: {┆}}]}}\n`)).toContain('call');
  expect(complete(`${ENDPOINT}      - review: {userTask: Look, candidates: [┆]}\n`)).toEqual(['clerk']);
  expect(complete(`${ENDPOINT}      - safely: {try: [{a: {set: 1}}], catch: [{errors: [┆]}]}\n`)).toContain(
    'unknown_quote',
  );
});

test('names lead to steps inside of steps, to loops and to what a process takes', () => {
  const lead = (drawn: string): string => {
    const { text, offset } = split(drawn);
    const span = definitionAt(text, offset);
    return span === null
      ? 'nothing'
      : `${text.slice(0, span.start).split('\n').length}: ${text.slice(span.start, span.end)}`;
  };
  const loop = `${ENDPOINT}      - all: {list: Quote, limit: 5}\n      - each: {for: one, in: =all, do: [{a: {set: =one.amount}}, {b: {set: =`;
  expect(lead(`${loop}a┆}}]}\n`)).toBe('22: a');
  expect(lead(`${loop}on┆e.amount}}]}\n`)).toBe('22: each');
  const process = 'processes:\n  tell:\n    input: {id: int}\n    processing: [{x: {set: =input.i┆d}}]\n';
  expect(lead(ENDPOINT + process)).toMatch(/: id$/);
  expect(lead(ENDPOINT + process)).not.toBe('18: id');
});

test('values are proposed by what the key takes', () => {
  expect(complete(`${BASE}endpoints:\n  - path: /a\n    method: ┆\n`)).toEqual([
    'GET',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
  ]);
  expect(complete(`${BASE}endpoints:\n  - path: /a\n    method: P┆\n`)).toContain('POST');
  expect(complete(`${BASE}endpoints:\n  - path: /a\n    access: {roles: [┆]}\n`)).toEqual(['clerk']);
  expect(complete(`${ENDPOINT}      - x: {find: ┆}\n`)).toEqual(['Quote']);
  expect(complete(`${ENDPOINT}      - x: {raise: ┆}\n`).slice(0, 2)).toEqual(['unknown_quote', 'invalid_input']);
  expect(complete(`${ENDPOINT}    output:\n      - amount: ┆\n`).slice(0, 3)).toEqual(['Money', 'Grade', 'string']);
});

test('expressions are offered what they can see', () => {
  expect(complete(`${ENDPOINT}      - x: {set: =┆}\n`).slice(0, 3)).toEqual(['input', 'caller', 'quote']);
  expect(complete(`${ENDPOINT}      - x: {set: =quote.┆}\n`)).toEqual(['id', 'amount', 'grade']);
  expect(complete(`${ENDPOINT}      - x: {set: =quote.am┆}\n`)).toContain('amount');
  expect(complete(`${ENDPOINT}      - x: {guard: quote.grade == ┆}\n`).slice(0, 2)).toEqual(['prime', 'standard']);
  expect(complete(`${ENDPOINT}      - x: {list: Quote, where: ┆}\n`).slice(0, 3)).toEqual(['id', 'amount', 'grade']);
  expect(complete(`${ENDPOINT}    output:\n      - a: {type: Money, value: =quote.┆}\n`)).toEqual([
    'id',
    'amount',
    'grade',
  ]);
});

test('prose and names are left to the architect', () => {
  expect(complete(`${ENDPOINT}      - look: check the ┆\n`)).toEqual([]);
  expect(complete('service: ┆\n')).toEqual([]);
});

test('a completion replaces the word that it completes', () => {
  const { text, offset } = split(`${BASE}endpoints:\n  - path: /a\n    meth┆\n`);
  const found = completionsAt(text, offset).find(({ label }) => label === 'method');
  expect(found && text.slice(0, found.span.start) + found.insert + text.slice(found.span.end)).toBe(
    `${BASE}endpoints:\n  - path: /a\n    method: \n`,
  );
});

function hover(drawn: string): string | null {
  const { text, offset } = split(drawn);
  return hoverAt(text, offset)?.markdown ?? null;
}

test('hover tells what a key is for and which type an expression has', () => {
  expect(hover(`${BASE}endpoints:\n  - pa┆th: /a\n`)).toContain('The address');
  expect(hover(`${ENDPOINT}      - x: {set: =quote.am┆ount}\n`)).toBe('`amount`: `Money`');
  expect(hover(`${ENDPOINT}      - x: {set: =quo┆te.amount}\n`)).toBe('The step `quote`: `Quote`');
  expect(hover(`${ENDPOINT}    output:\n      - a: {type: Mo┆ney, value: =quote.amount}\n`)).toBe(
    '`Money: decimal(0..100, scale 2)`',
  );
  expect(hover('service: qu┆otes\n')).toBe(null);
});

function definition(drawn: string): string | null {
  const { text, offset } = split(drawn);
  const span = definitionAt(text, offset);
  return span === null ? null : text.slice(span.start, span.end + 3);
}

test('a name leads to its declaration', () => {
  expect(definition(ENDPOINT.replace('find: Quote', 'find: Qu┆ote'))).toBe('Quote:\n ');
  expect(definition(ENDPOINT.replace('else: unknown_quote', 'else: unknown┆_quote'))).toBe('unknown_quote: {');
  expect(definition(ENDPOINT.replace('amount: Money', 'amount: Mon┆ey'))).toBe('Money: d');
  expect(definition(`${ENDPOINT}      - x: {set: =quo┆te.amount}\n`)).toBe('quote: {');
  expect(definition(`${ENDPOINT}      - x: {set: =quote.amo┆unt}\n`)).toBe('amount: M');
  expect(definition(ENDPOINT.replace('input.id', 'input.i┆d'))).toBe('id: u');
});

function fixed(drawn: string): string[] {
  const { text, offset } = split(drawn);
  return fixesAt(text, offset).map(({ edits }) =>
    [...edits]
      .reverse()
      .reduce((result, { span, text: by }) => result.slice(0, span.start) + by + result.slice(span.end), text),
  );
}

test('a fix mends what it is offered for', () => {
  expect(fixed('service: Loan ┆Quotes\n')).toEqual(['service: loan-quotes\n']);
  expect(fixed('service: a\ndom┆ian: x\n')).toEqual(['service: a\ndomain: x\n']);
  expect(fixed(`${ENDPOINT}      - x: {set: 1, when: !has(quo┆te)}\n`)).toEqual([
    `${ENDPOINT}      - x: {set: 1, when: '!has(quote)'}\n`,
  ]);
  expect(fixed(`${ENDPOINT}      - x: {set: =round(quo┆te.amount, 1)}\n`)).toEqual([
    `${ENDPOINT}      - x: {set: '=round(quote.amount, 1)'}\n`,
  ]);
});

test('no feature throws at any place of any text', () => {
  const text = `${ENDPOINT}      - x: {set: =quote.amount}\n- [}: {"\n`;
  for (let offset = 0; offset <= text.length; offset += 7) {
    completionsAt(text, offset);
    hoverAt(text, offset);
    definitionAt(text, offset);
    fixesAt(text, offset);
  }
});
