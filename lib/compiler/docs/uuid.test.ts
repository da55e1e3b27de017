import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { uuidOf } from './uuid.ts';

test('names give the UUIDs that RFC 9562 says, whatever their length', () => {
  // An example that other implementations know too.
  expect(uuidOf('http://www.example.com/')).toBe(expected('http://www.example.com/'));
  for (const length of [0, 1, 39, 40, 47, 48, 103, 104, 1000]) {
    const name = 'é'.repeat(length);
    expect(uuidOf(name), String(length)).toBe(expected(name));
  }
  expect(uuidOf('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

function expected(name: string): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
