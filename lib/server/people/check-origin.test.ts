import { expect, test } from 'vitest';
import { checkOrigin } from './check-origin.ts';

const request = (method: string, headers: Record<string, string>) =>
  new Request('http://plumbline.test/x', { method, headers: { host: 'plumbline.test', ...headers } });

test('only our own pages may change something', () => {
  const own = { origin: 'http://plumbline.test', 'sec-fetch-site': 'same-origin' };
  expect(() => checkOrigin(request('POST', own))).not.toThrow();
  expect(() => checkOrigin(request('POST', { origin: 'http://plumbline.test' }))).not.toThrow();
  const foreign: Record<string, string>[] = [
    {},
    { origin: 'null' },
    { origin: 'http://evil.test' },
    { origin: 'http://plumbline.test.evil.test' },
    { origin: 'http://plumbline.test:81' },
    { ...own, 'sec-fetch-site': 'cross-site' },
    { ...own, 'sec-fetch-site': 'same-site' },
  ];
  for (const headers of foreign) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(() => checkOrigin(request(method, headers))).toThrow(expect.objectContaining({ code: 'forbidden' }));
    }
  }
});

test('reading is not held to it', () => {
  expect(() => checkOrigin(request('GET', { origin: 'http://evil.test' }))).not.toThrow();
});
