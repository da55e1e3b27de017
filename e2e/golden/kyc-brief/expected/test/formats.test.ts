import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBase64 } from '../src/platform/contract.ts';
import { send } from './fixture.ts';

test('base64 has its own letters and padding, and whole groups of four', () => {
  const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (const text of ['', all, 'AA==', 'AAA=', 'AAAA', 'zz==', '09+/']) assert.equal(isBase64(text), true, text);
  const wrong = ['A', 'AA', 'AAA', 'AAAAA', 'A===', '====', '=AAA', 'A=AA', 'AA=A', 'AAAA=', 'AA==AAAA'];
  for (const text of wrong) assert.equal(isBase64(text), false, text);
  for (const letter of ['@', '[', '`', '{', '.', ':', '-', '_', ' ', '\n', '*', ',', 'é']) {
    for (const text of [`AA${letter}A`, `AAA${letter}`]) assert.equal(isBase64(text), false, text);
  }
});

test('machines are told how the service is and what went wrong', async () => {
  const { status } = await send('GET', '/livez', { headers: { 'content-encoding': 'gzip' } });
  assert.equal(status, 415);
  assert.ok((await told('problems_total{name="unsupported"}')) > 0);
  await send('GET', '/no/such/path');
  assert.ok((await told(`${COUNT}{method="GET",route="unknown",status="404"}`)) > 0);
  assert.deepEqual((await send('GET', '/livez', { as: null })).body, { status: 'alive' });
  assert.equal((await send('GET', '/readyz', { as: null })).body['status'], 'ready');
  assert.equal((await send('GET', '/livez', { as: null, headers: { 'content-encoding': 'identity' } })).status, 200);
  const { headers } = await send('GET', '/metrics', { as: null });
  assert.equal(headers['content-type'], 'text/plain; version=0.0.4');
});

const COUNT = 'http_request_duration_seconds_count';

/** What a line of the metrics says; 0 where there is none. */
async function told(name: string): Promise<number> {
  const { text } = await send('GET', '/metrics', { as: null });
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length) ?? 0);
}
