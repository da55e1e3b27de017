import { expect, test } from 'vitest';
import { fileReport } from './file-report.ts';

test('positions are zero-based, and fixes are edits of the same text', () => {
  const text = 'service: shop\nversion: 1.0.0\nendpoint:\n  - {path: /a, method: GET}\n';
  const { diagnostics, readiness } = fileReport('shop.yaml', text);
  const [wrong] = diagnostics.filter(({ severity }) => severity === 'error');
  expect(wrong).toMatchObject({
    code: 'SPC2001',
    range: { start: { line: 2, character: 0 }, end: { line: 2, character: 8 } },
    fixes: [{ edits: [{ range: { start: { line: 2, character: 0 } }, newText: 'endpoints' }] }],
  });
  expect(readiness.errors).toBe(1);
});
