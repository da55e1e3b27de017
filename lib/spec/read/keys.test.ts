import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';

test.each([
  ['service:\n', 'service'],
  ['service: a\nendpoints:\n  - path:\n    method: GET\n', 'path'],
  ['service: a\nendpoints:\n  - path: /a\n    method:\n', 'method'],
  ['service: a\nerrors:\n  x: {status: , title: Gone}\n', 'status'],
  ['service: a\nentities:\n  X: {fields: }\n', 'fields'],
])('%j: a key that is needed and written without a value is missing, at its place', (text, key) => {
  const found = checkSpec(text).diagnostics.filter(({ code }) => code === 'SPC2002');
  expect(found).toHaveLength(1);
  expect(found.map(({ span }) => text.slice(span.start, span.end))).toEqual([key]);
  expect(found[0]?.message).toContain(`\`${key}\``);
});
