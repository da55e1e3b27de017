import { expect, test } from 'vitest';
import { checkSpec } from '../spec/index.ts';
import { notYet } from './not-yet.ts';
import { RUN_SPECS } from './testing/run-specs.ts';

function missing(text: string): string[] {
  const { model } = checkSpec(text);
  return model === null ? ['no model'] : notYet(model).map(({ what }) => what);
}

const withSteps = (steps: string, more = ''): string => `
specVersion: "1.0"
service: example
version: 1.0.0
roles: [officer]
integrations:
  - books: {protocol: rest, baseUrl: $BOOKS_URL, auth: none, summary: Books, operations: {find: {request: GET /books, input: {title: string}, output: {found: bool}}}}
  - queue: {protocol: kafka, summary: A queue, operations: {put: {request: orders, input: {title: string}, output: {}}}}
  - post: {protocol: smtp, baseUrl: $POST_URL, auth: bearer, summary: Mail, operations: {welcome: {request: welcome, input: {title: string}}}}
  - vault: {protocol: soap, baseUrl: $VAULT_URL, auth: none, encrypt: pgp, summary: A vault, operations: {open: {effect: read, request: Open, input: {title: string}, output: {found: bool}}}}
${more}
endpoints:
  - path: /a
    method: POST
    input: [{title: string}]
    processing:
${steps}
    output: [{done: {type: bool, value: true}}]
`;

test('every kind of step that a service shows is generated in full', () => {
  for (const [name, text] of Object.entries(RUN_SPECS)) expect(missing(text), name).toEqual([]);
});

test('a step may end with a built-in error', () => {
  expect(missing(withSteps('      - stop: {when: input.title == "x", raise: not_found}'))).toEqual([]);
});
