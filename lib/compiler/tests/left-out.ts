import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';

/** test/nulls.test.ts: what is left out of answers because it is null; null where nothing is. */
export function leftOutTests({ wire }: Plan): string | null {
  return wire.omits ? LEFT_OUT : null;
}

const LEFT_OUT = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { lean } from '../src/platform/nulls.ts';

  const inner = { type: 'object', properties: { a: {}, b: {} } };

  test('fields that are known and null are left out, at any depth', () => {
    const maybe = { anyOf: [inner, { type: 'null' }] };
    const schema = { properties: { one: {}, two: {}, inner, list: { items: inner }, maybe } };
    const full = { a: null, b: 1 };
    const value = { one: null, two: false, inner: full, list: [full, full], maybe: full, more: null };
    assert.deepEqual(lean(schema, value), {
      two: false,
      inner: { b: 1 },
      list: [{ b: 1 }, { b: 1 }],
      maybe: { b: 1 },
      more: null,
    });
    assert.deepEqual(value.inner, { a: null, b: 1 });
  });

  test('what lists and maps hold stays, and so does what no schema describes', () => {
    assert.deepEqual(lean({ items: inner }, [null, { a: null }]), [null, {}]);
    assert.deepEqual(lean({ type: 'array' }, [null, { a: null }]), [null, { a: null }]);
    assert.deepEqual(lean({ additionalProperties: inner }, { x: null, y: { a: null, b: 1 } }), { x: null, y: { b: 1 } });
    assert.deepEqual(lean({ additionalProperties: true }, { x: null, y: { a: null } }), { x: null, y: { a: null } });
    assert.deepEqual(lean({}, { constructor: null }), { constructor: null });
    assert.deepEqual(lean(undefined, { a: null }), { a: null });
    assert.deepEqual([lean(inner, null), lean(inner, 'text')], [null, 'text']);
  });
`;
