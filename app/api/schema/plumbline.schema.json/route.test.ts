import { expect, test } from 'vitest';
import { jsonSchema } from '#lib/spec/index.ts';
import { GET } from './route.ts';

const address = 'http://localhost/api/schema/plumbline.schema.json';

test('gives the schema to anybody, and nothing again to who has it', async () => {
  const first = GET(new Request(address));
  expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'public, max-age=3600']);
  expect(await first.json()).toEqual(jsonSchema());
  const etag = first.headers.get('etag') ?? '';
  const again = GET(new Request(address, { headers: { 'if-none-match': etag } }));
  expect([again.status, await again.text()]).toEqual([304, '']);
});
