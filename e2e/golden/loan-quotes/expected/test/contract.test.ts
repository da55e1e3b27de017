import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createQuoteExample } from './examples.ts';
import { faultsOf, ContractViolation, promised } from '../src/platform/contract.ts';
import { faultPaths, send } from './fixture.ts';

describe('POST /quotes', () => {
  const request = (body: unknown) => send('POST', '/quotes', { body });

  test('accepts the example', async () => {
    const answer = await request(createQuoteExample);
    assert.equal(answer.status, 200);
    assert.partialDeepStrictEqual(answer.body, { grade: 'standard', yearly_rate: '12.40', monthly_payment: '2.22' });
  });

  const answers: [sent: object, status: number, answer: object][] = [
    [{ months: 84, monthly_income: '3.00' }, 200, { grade: 'standard', yearly_rate: '12.40', monthly_payment: '2.22' }],
    [{ months: 6, monthly_income: '1.00' }, 422, { type: 'urn:problem:not_eligible' }],
    [{ months: 84, monthly_income: '10.00' }, 200, { grade: 'prime', yearly_rate: '9.75', monthly_payment: '2.00' }],
    [{ months: 30, monthly_income: '30.00' }, 200, { grade: 'prime', yearly_rate: '8.50', monthly_payment: '4.04' }],
  ];
  for (const [sent, status, answer] of answers) {
    test(`answers ${status} to ${JSON.stringify(sent)}`, async () => {
      const { status: answered, body } = await request({ ...createQuoteExample, ...sent });
      assert.equal(answered, status);
      assert.partialDeepStrictEqual(body, answer);
    });
  }

  test('needs amount', async () => {
    const { amount: _, ...rest } = createQuoteExample;
    assert.equal((await request(rest)).status, 400);
  });

  test('needs months', async () => {
    const { months: _, ...rest } = createQuoteExample;
    assert.equal((await request(rest)).status, 400);
  });

  test('needs monthly_income', async () => {
    const { monthly_income: _, ...rest } = createQuoteExample;
    assert.equal((await request(rest)).status, 400);
  });

  const wrong: [field: string, value: unknown][] = [
    ['amount', null],
    ['amount', 'text'],
    ['amount', '99.99'],
    ['amount', '500000.01'],
    ['amount', '100.001'],
    ['months', null],
    ['months', 'text'],
    ['months', 6.5],
    ['months', 5],
    ['months', 85],
    ['monthly_income', null],
    ['monthly_income', 'text'],
    ['monthly_income', '0.99'],
    ['monthly_income', '10000000.01'],
    ['monthly_income', '1.001'],
  ];
  for (const [field, value] of wrong) {
    test(`refuses ${String(JSON.stringify(value)).slice(0, 40)} as ${field}`, async () => {
      const answer = await request({ ...createQuoteExample, [field]: value });
      assert.equal(answer.status, 400);
      assert.equal(String(faultPaths(answer)[0]).split('/')[1], field);
    });
  }

  const bounds: [field: string, value: unknown][] = [
    ['amount', '100.00'],
    ['amount', '500000.00'],
    ['months', 6],
    ['months', 84],
    ['monthly_income', '1.00'],
    ['monthly_income', '10000000.00'],
  ];
  for (const [field, value] of bounds) {
    test(`takes ${String(value).slice(0, 40)} as ${field}`, async () => {
      assert.notEqual((await request({ ...createQuoteExample, [field]: value })).status, 400);
    });
  }

  test('refuses a field that it does not know', async () => {
    const answer = await request({ ...createQuoteExample, unknown_field: true });
    assert.equal(answer.status, 400);
    assert.deepEqual(faultPaths(answer), ['/unknown_field']);
  });
});

describe('GET /quotes/{id}', () => {
  const request = () => send('GET', '/quotes/00000000-0000-4000-8000-000000000000');

  test('answers the example with unknown_quote', async () => {
    const answer = await request();
    assert.equal(answer.status, 404);
    assert.partialDeepStrictEqual(answer.body, { type: 'urn:problem:unknown_quote' });
  });

  test('finds nothing where id cannot be', async () => {
    const answer = await send('GET', '/quotes/no%20such%20value');
    assert.equal(answer.status, 404);
    assert.equal(answer.body['type'], 'urn:problem:not_found');
  });
});

describe('what is stored', () => {
  test('by createQuote, getQuote reads', async () => {
    const created = await send('POST', '/quotes', { body: createQuoteExample });
    const { status, body } = await send('GET', `/quotes/${created.body['id']}`);
    assert.equal(status, 200);
    assert.partialDeepStrictEqual(body, { amount: '100.00', months: 84, grade: 'standard', monthly_payment: '2.22' });
    for (const name of ['id', 'grade', 'monthly_payment']) assert.deepEqual(body[name], created.body[name], name);
  });
});

describe('every body', () => {
  const request = (raw: string | Buffer, headers = {}) => send('POST', '/quotes', { raw, headers });
  const example = JSON.stringify(createQuoteExample);

  const unreadable: [what: string, body: string | Buffer][] = [
    ['nothing', ''],
    ['what is not JSON', '{"a":'],
    ['what is no object', '[]'],
    ['text that is not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['U+0000', example.replace('{', '{"\\u0000":"\\u0000",')],
    ['a reserved name', example.replace('{', '{"__proto__":{},')],
    ['a name twice', example.replace('{', '{"a":1,"\\u0061":2,')],
    ['deep nesting', '['.repeat(10_000) + ']'.repeat(10_000)],
  ];
  for (const [what, body] of unreadable) {
    test(`is refused when it holds ${what}`, async () => {
      const answer = await request(body);
      assert.equal(answer.status, 400);
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/);
      assert.equal(answer.body['type'], 'urn:problem:invalid_input');
    });
  }

  test('is JSON when it does not say what it is', async () => {
    const { status } = await request(example, { 'content-type': '' });
    assert.ok(status !== 400 && status !== 415);
  });

  test('is refused in another media type', async () => {
    assert.equal((await request(example, { 'content-type': 'text/plain' })).status, 415);
  });

  test('is refused when it is compressed', async () => {
    assert.equal((await request(example, { 'content-encoding': 'gzip' })).status, 415);
  });

  test('is refused when it is too large', async () => {
    const answer = await request(' '.repeat(1_048_577));
    assert.equal(answer.status, 413);
    assert.equal(answer.body['type'], 'urn:problem:too_large');
  });
});

describe('around the operations', () => {
  test('an unknown path is a problem', async () => {
    const answer = await send('GET', '/no/such/path');
    assert.equal(answer.status, 404);
    assert.equal(answer.body['type'], 'urn:problem:not_found');
  });

  test('the API document names every operation', async () => {
    const { body } = await send('GET', '/openapi.json', { as: null });
    assert.deepEqual(Object.keys(Object(body['paths'])), ['/quotes', '/quotes/{id}']);
  });
});

describe('the API document', () => {
  test('says where a value does not fit it', () => {
    assert.deepEqual(faultsOf('CreateQuoteInput', { ...createQuoteExample }), []);
    const more = { ...createQuoteExample, unknown_field: true };
    assert.deepEqual(faultsOf('CreateQuoteInput', more), [{ path: '/unknown_field', message: 'is not known' }]);
    assert.deepEqual(faultsOf('CreateQuoteInput', null), [{ path: '', message: 'must be object' }]);
    assert.throws(() => faultsOf('NoSuchSchema' as never, null), /the API document has no schema NoSuchSchema/);
  });

  test('lets no answer pass that does not fit it', () => {
    assert.throws(() => promised('CreateQuoteInput', null), ContractViolation);
    const message = 'CreateQuoteInput: [{"path":"","message":"must be object"}]';
    assert.throws(() => promised('CreateQuoteInput', null), { message });
  });
});
