import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('equal values give equal bytes, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [1, { z: null, a: 'é' }], a: true, gone: undefined })).toBe(
    '{"a":true,"b":[1,{"a":"é","z":null}]}',
  );
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
});

test('what JSON cannot say is refused, not guessed', () => {
  expect(() => canonicalJson({ x: Number.NaN })).toThrow(TypeError);
  expect(() => canonicalJson({ x: () => 1 })).toThrow(TypeError);
});
