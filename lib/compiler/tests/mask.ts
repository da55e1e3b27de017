import type { Plan } from '../plan.ts';
import { masksValues } from '../platform/mask.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/mask.test.ts: what is hidden of values that are kept and shown; null for services that hide nothing. */
export function maskTests(plan: Plan): string | null {
  if (!masksValues(plan)) return null;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ['../openapi.json', 'default openapi'],
      ['../src/platform/mask.ts', 'maskedBy', 'maskedFields'],
    ])}

    const maskOf = (schema: Parameters<typeof maskedBy>[0], value: unknown): unknown => maskedBy(schema, value${when(plan.wire.plainRecords, ', false')});
    const hidden = { 'x-mask': 'omit' };
    const plain = { type: 'string' };

    test('what is classified is hidden wherever it is: in fields, in items, in what may be one of several things', () => {
      const person = { properties: { name: hidden, age: { type: 'integer' } } };
      const shown = { name: '[omitted]', age: 7 };
      const given = { name: 'Asha', age: 7 };
      assert.deepEqual(maskOf(person, given), shown);
      assert.deepEqual(maskOf({ items: person }, [given, given]), [shown, shown]);
      assert.deepEqual(maskOf({ anyOf: [person, { type: 'null' }] }, given), shown);
      assert.deepEqual(maskOf({ anyOf: [plain, person] }, given), shown);
      assert.deepEqual(maskOf({ properties: { people: { items: person } } }, { people: [given] }), { people: [shown] });
      assert.deepEqual(maskOf({ additionalProperties: hidden }, { a: 1, b: null }), { a: '[omitted]', b: null });
      assert.deepEqual(maskOf({ properties: { a: plain }, additionalProperties: hidden }, { a: 'a', b: 'b' }), {
        a: 'a',
        b: '[omitted]',
      });
    });

    test('what is not classified is shown as it is', () => {
      for (const value of [null, undefined, 0, '', 'text', true]) assert.equal(maskOf(plain, value), value);
      for (const value of [null, undefined]) assert.equal(maskOf(hidden, value), value);
      for (const additionalProperties of [true, false]) {
        assert.deepEqual(maskOf({ properties: {}, additionalProperties }, { a: [1] }), { a: [1] });
      }
      assert.deepEqual(maskOf(undefined, { a: 1 }), { a: 1 });
      assert.deepEqual(maskOf({}, ['a']), ['a']);
    });

    test('of fields that no schema knows nothing is shown', () => {
      assert.deepEqual(maskedFields([null], { secret: 'x', none: null }), { secret: '[omitted]', none: null });
    });

    test('what the API document says of a field holds wherever its schema is named', () => {
      const schemas: Readonly<Record<string, { properties?: Record<string, object>; [keyword: string]: unknown }>> =
        openapi.components.schemas;
      const classified = Object.entries(schemas).flatMap(([name, { properties = {} }]) =>
        Object.entries(properties).flatMap(([field, schema]) => ('x-mask' in schema ? [{ name, field }] : [])),
      );
      for (const { name, field } of classified) {
        const shown = maskOf({ $ref: \`#/components/schemas/\${name}\` }, { [field]: 'it is secret' });
        assert.doesNotMatch(JSON.stringify(shown), /it is secret/, \`\${name}.\${field}\`);
      }
    });

    ${when(plan.files.bytes, CONTENTS)}
  `;
}

const CONTENTS = code`
  test('of contents only their length is shown', () => {
    assert.equal(maskOf({ type: 'string', format: 'byte' }, 'AAAA'), '[4 characters omitted]');
  });
`;
