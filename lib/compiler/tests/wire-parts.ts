import { code } from '../text/code.ts';

/**
 * test/wire-parts.test.ts: what becomes of values on their way to another system. Each test is of one function, because those that
 * the service does not need are left out with theirs.
 */
export function wirePartsTests(): string {
  return code`
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    import * as wire from '../src/platform/wire.ts';

    test('a part of a path cannot lead elsewhere on the other system', () => {
      for (const text of ['', '.', '..']) assert.throws(() => wire.segment(text), { failure: 'rejected' });
      const parts = ['a/b?c#d', '...', 'a.', 7, true].map((value) => wire.segment(value));
      assert.deepEqual(parts, ['a%2Fb%3Fc%23d', '...', 'a.', '7', 'true']);
    });

    test('a query holds what is there, a list by each of its items, and an object as JSON', () => {
      assert.equal(wire.query({ a: 'x&y=z', b: null, c: [1, 2], 'd e': undefined }), '?a=x%26y%3Dz&c=1&c=2');
      assert.equal(wire.query({ 'a b': { c: 1 }, d: false, e: [] }), '?a%20b=%7B%22c%22%3A1%7D&d=false');
      assert.equal(wire.query({ a: null }), '');
    });

    test('a body in JSON leaves out what is null', () => {
      const text = wire.json({ a: 1, b: null, c: [null], d: '', e: 0, f: false });
      assert.equal(text, '{"a":1,"c":[null],"d":"","e":0,"f":false}');
    });
  `;
}
