import { expect, test } from 'vitest';
import { fieldsOf, readValues, textsOf } from './form-values.ts';

const SCHEMA = {
  type: 'object',
  required: ['images', 'status', 'score', 'count', 'report'],
  properties: {
    images: { type: 'array', items: { type: 'string', format: 'byte' }, minItems: 1, maxItems: 4 },
    status: { type: 'string', enum: ['approved', 'rejected'] },
    score: { type: 'number', minimum: 0, maximum: 1 },
    count: { type: 'integer' },
    report: { type: 'object' },
    finding: { type: 'string', maxLength: 2000 },
    amount: { type: 'string', pattern: '^\\d+\\.\\d{2}$', minLength: 4 },
    photo: { type: ['string', 'null'], contentEncoding: 'base64' },
    agreed: { type: 'boolean' },
  },
} as const;

test('each schema is asked for in the form that fits it, in the order of the schema', () => {
  expect(fieldsOf(SCHEMA).map(({ name, kind, required, hint }) => [name, kind, required, hint])).toEqual([
    ['images', 'files', true, '1 to 4 files'],
    ['status', 'choice', true, null],
    ['score', 'number', true, '0 to 1'],
    ['count', 'integer', true, 'a whole number'],
    ['report', 'json', true, 'JSON'],
    ['finding', 'text', false, 'at most 2000 characters'],
    ['amount', 'line', false, 'such as 0.00 · at least 4 characters'],
    ['photo', 'file', false, null],
    ['agreed', 'yesNo', false, null],
  ]);
});

test('what was typed becomes the values, and empty optional fields are left out', () => {
  const texts = {
    images: 'YQ==\nYg==\n',
    status: 'approved',
    score: '0.85',
    count: '3',
    report: '{"a": [1]}',
    agreed: 'false',
    photo: '',
  };
  expect(readValues(fieldsOf(SCHEMA), texts)).toEqual({
    ok: true,
    value: { images: ['YQ==', 'Yg=='], status: 'approved', score: 0.85, count: 3, report: { a: [1] }, agreed: false },
  });
});

test('what cannot be meant is said beside its field, all at once', () => {
  const texts = { status: 'maybe', score: '1.5', count: '0x10', report: '{a', amount: '1' };
  const read = readValues(fieldsOf(SCHEMA), texts);
  expect(read).toEqual({
    ok: false,
    error: {
      images: 'A value is needed here.',
      status: 'Choose one of the values.',
      score: 'The most is 1.',
      count: 'This must be a whole number.',
      report: expect.stringContaining('This is not JSON'),
      amount: 'At least 4 characters are needed.',
    },
  });
});

test('an example fills the form with texts that read back to it', () => {
  const fields = fieldsOf(SCHEMA);
  const example = {
    images: ['YQ=='],
    status: 'rejected',
    score: 0.5,
    count: 2,
    report: { ok: true },
    finding: 'none',
    amount: '10.00',
  };
  expect(readValues(fields, textsOf(fields, example))).toEqual({ ok: true, value: example });
});

test('a schema that is no object asks for nothing and breaks nothing', () => {
  expect([fieldsOf({}), fieldsOf({ properties: [] }), textsOf([], 'text')]).toEqual([[], [], {}]);
});
