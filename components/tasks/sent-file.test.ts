import { expect, test } from 'vitest';
import { sentFile } from './sent-file.ts';

test('pictures and documents are told by their first bytes, and nothing else is taken for a file', () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]).toString('base64');
  expect(sentFile(png)).toEqual({ media: 'image/png', size: 11, picture: true });
  expect(sentFile(Buffer.from('%PDF-1.7\n').toString('base64'))).toEqual({
    media: 'application/pdf',
    size: 9,
    picture: false,
  });
  expect(sentFile(Buffer.from('<svg onload="alert(1)"/>').toString('base64'))).toBeNull();
  expect([sentFile('Asha Rao'), sentFile(''), sentFile('/9j/ not base64 <b>')]).toEqual([null, null, null]);
});
