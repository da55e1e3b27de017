import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { goldenFolder } from '../read-golden.ts';
import { lintDocuments } from './lint-documents.ts';

const documents = new Map(
  ['kyc-brief', 'loan-quotes'].map((name) => [
    name,
    readFileSync(join(goldenFolder(name), 'expected/openapi.json'), 'utf8'),
  ]),
);

test('Redocly finds nothing in the API documents of the goldens', { timeout: 60_000 }, async () => {
  expect(await lintDocuments(documents)).toEqual([]);
});

test('and what is wrong with a document it does find', { timeout: 60_000 }, async () => {
  const wrong = (documents.get('loan-quotes') ?? '').replace(
    '"operationId": "getQuote"',
    '"operationId": "createQuote"',
  );
  expect((await lintDocuments(new Map([['wrong', wrong]]))).join()).toMatch(/wrong\.json.*operation/i);
});

test('a component that nothing leads to is found, one that is used in part is not', { timeout: 60_000 }, async () => {
  const document = documents.get('loan-quotes') ?? '';
  expect(document).toContain('"#/components/schemas/GetQuoteParameters/properties/id"');
  const more = document.replace('"schemas": {', '"schemas": {\n      "Forgotten": { "type": "string" },');
  expect(await lintDocuments(new Map([['more', more]]))).toEqual([
    expect.stringMatching(/^more\.json.*Component: "Forgotten" is never used/),
  ]);
});
