import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { verifyKycExample } from './examples.ts';
import { faultsOf, ContractViolation, promised } from '../src/platform/contract.ts';
import { faultPaths, send } from './fixture.ts';

describe('POST /kyc/verify', () => {
  const request = (body: unknown) => send('POST', '/kyc/verify', { body });

  test('accepts the example', async () => {
    const answer = await request(verifyKycExample);
    assert.equal(answer.status, 202);
    assert.partialDeepStrictEqual(answer.body, { state: 'waiting' });
  });

  test('needs document_images', async () => {
    const { document_images: _, ...rest } = verifyKycExample;
    assert.equal((await request(rest)).status, 400);
  });

  test('needs customer_id', async () => {
    const { customer_id: _, ...rest } = verifyKycExample;
    assert.equal((await request(rest)).status, 400);
  });

  test('needs verification_type', async () => {
    const { verification_type: _, ...rest } = verifyKycExample;
    assert.equal((await request(rest)).status, 400);
  });

  const wrong: [field: string, value: unknown][] = [
    ['document_images', null],
    ['document_images', 'text'],
    ['document_images', ['not base64']],
    ['document_images', ['AA*A']],
    ['customer_id', null],
    ['customer_id', 7],
    ['verification_type', null],
    ['verification_type', 'no such value'],
  ];
  for (const [field, value] of wrong) {
    test(`refuses ${String(JSON.stringify(value)).slice(0, 40)} as ${field}`, async () => {
      const answer = await request({ ...verifyKycExample, [field]: value });
      assert.equal(answer.status, 400);
      assert.equal(String(faultPaths(answer)[0]).split('/')[1], field);
    });
  }

  test('refuses a field that it does not know', async () => {
    const answer = await request({ ...verifyKycExample, unknown_field: true });
    assert.equal(answer.status, 400);
    assert.deepEqual(faultPaths(answer), ['/unknown_field']);
  });
});

describe('every body', () => {
  const request = (raw: string | Buffer, headers = {}) => send('POST', '/kyc/verify', { raw, headers });
  const example = JSON.stringify(verifyKycExample);

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
    const answer = await request(' '.repeat(16_777_217));
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
    assert.deepEqual(Object.keys(Object(body['paths'])), [
      '/kyc/verify',
      '/requests/{id}',
      '/tasks',
      '/tasks/{id}',
      '/tasks/{id}/claim',
      '/tasks/{id}/complete',
    ]);
  });
});

describe('the API document', () => {
  test('says where a value does not fit it', () => {
    assert.deepEqual(faultsOf('VerifyKycInput', { ...verifyKycExample }), []);
    const more = { ...verifyKycExample, unknown_field: true };
    assert.deepEqual(faultsOf('VerifyKycInput', more), [{ path: '/unknown_field', message: 'is not known' }]);
    assert.deepEqual(faultsOf('VerifyKycInput', null), [{ path: '', message: 'must be object' }]);
    assert.throws(() => faultsOf('NoSuchSchema' as never, null), /the API document has no schema NoSuchSchema/);
  });

  test('lets no answer pass that does not fit it', () => {
    assert.throws(() => promised('VerifyKycInput', null), ContractViolation);
    const message = 'VerifyKycInput: [{"path":"","message":"must be object"}]';
    assert.throws(() => promised('VerifyKycInput', null), { message });
  });
});
