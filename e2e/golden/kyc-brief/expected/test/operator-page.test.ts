import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { send } from './fixture.ts';

const page = () => send('GET', '/tasks', { as: null, headers: { accept: 'text/html,*/*;q=0.8' } });

test('a browser gets the page for tasks, which holds no data, without a token; others need one', async () => {
  const { status, headers, text } = await page();
  assert.deepEqual([status, headers['content-type']], [200, 'text/html; charset=utf-8']);
  assert.match(text, /^<!doctype html>/i);
  assert.equal((await send('GET', '/tasks', { as: null, headers: { accept: 'application/json' } })).status, 401);
  assert.equal((await send('GET', '/tasks', { as: null })).status, 401);
});

test('the page runs its own script and style and asks this service, and does nothing else', async () => {
  const { headers, text } = await page();
  const hashOf = (tag: string): string => {
    const [, content = ''] = text.split(new RegExp(`</?${tag}>`));
    assert.ok(content.length > 100);
    return createHash('sha256').update(content).digest('base64');
  };
  assert.deepEqual(String(headers['content-security-policy']).split('; '), [
    "default-src 'none'",
    `script-src 'sha256-${hashOf('script')}'`,
    `style-src 'sha256-${hashOf('style')}'`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
  assert.equal(headers['referrer-policy'], 'no-referrer');
});
