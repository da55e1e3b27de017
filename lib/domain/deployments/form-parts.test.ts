import { expect, test } from 'vitest';
import { formParts, withoutNull } from './form-parts.ts';

const FILE = { 'x-file': { min: 4, media: ['image/png', 'image/jpeg'] } };
const JPEG = btoa('\xff\xd8\xff\xe0 picture');

test('each value of a list is a part, files under their media type, nothing for null', () => {
  const schema = {
    properties: {
      note: { type: 'string' },
      count: { type: 'integer' },
      photos: { type: 'array', items: FILE },
      proof: { anyOf: [FILE, { type: 'null' }] },
    },
  };
  const values = { note: 'a', count: 3, photos: [JPEG, btoa('????')], proof: JPEG, gone: null };
  expect(formParts(values, schema)).toEqual([
    { name: 'note', text: 'a' },
    { name: 'count', text: '3' },
    { name: 'photos', base64: JPEG, media: 'image/jpeg', fileName: 'photos.jpeg' },
    { name: 'photos', base64: btoa('????'), media: 'image/png', fileName: 'photos.png' },
    { name: 'proof', base64: JPEG, media: 'image/jpeg', fileName: 'proof.jpeg' },
  ]);
});

test('of one thing or nothing, the thing is left', () => {
  expect(withoutNull({ anyOf: [{ type: 'integer' }, { type: 'null' }], description: 'x' })).toEqual({
    type: 'integer',
    description: 'x',
  });
  expect(withoutNull({ anyOf: [{ type: 'integer' }, { type: 'string' }] })).toHaveProperty('anyOf');
});
