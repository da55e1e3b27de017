import { expect, test } from 'vitest';
import { explain } from './diagnostics/explain.ts';
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

test('other places that a message speaks of come with it, and a message of one place has none', () => {
  const text = explain('DAT6520')?.wrong ?? '';
  const { diagnostics } = fileReport('a.yaml', `service: a\n${text}`);
  const found = diagnostics.find(({ code }) => code === 'DAT6520');
  expect(found?.related.length).toBeGreaterThan(0);
  for (const { range, message } of found?.related ?? []) {
    expect(message).toMatch(/^\S/);
    expect(range.start.line).toBeGreaterThan(0);
  }
  expect(diagnostics.filter(({ code }) => code.startsWith('SPC')).every(({ related }) => related.length === 0)).toBe(
    true,
  );
});
