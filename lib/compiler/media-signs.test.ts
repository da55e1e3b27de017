import { expect, test } from 'vitest';
import { sampleContent } from '../core/sample-content.ts';
import { modelOfSections } from '../spec/testing/problems-of.ts';
import { isSigned, RARE_SIGNS, rareMedia } from './media-signs.ts';

test('each sign fits an example of its type, and no other type that it could be taken for', () => {
  const same = [['application/ogg', 'audio/ogg', 'video/ogg']];
  for (const media of Object.keys(RARE_SIGNS)) {
    const { begins } = sampleContent(media);
    const found = Object.entries(RARE_SIGNS)
      .filter(
        ([, sign]) =>
          new RegExp(sign.begins, 's').test(begins) &&
          (sign.holds === undefined || begins.includes(sign.holds.replaceAll('\\0', '\0'))),
      )
      .map(([name]) => name);
    expect(found, media).toEqual(same.find((all) => all.includes(media)) ?? [media]);
  }
});

test('a service knows the signs of the types that it names', () => {
  const model = modelOfSections(
    'types: {A: {type: file, media: [image/*, application/vnd.rar, application/x-own, image/png]}, B: {type: bytes, media: application/x-own}}\n',
  );
  const { signed, unsigned, families } = rareMedia(model);
  expect([signed.map(([media]) => media), unsigned, families]).toEqual([
    ['application/vnd.rar'],
    ['application/x-own'],
    true,
  ]);
  expect(['image/png', 'application/vnd.rar', 'application/x-own', 'text/csv', 'text/calendar'].map(isSigned)).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
});

test('where the first bytes tell each type that is asked for, nothing else is told apart', () => {
  const only = (types: string) => rareMedia(modelOfSections(`types: {${types}}\n`)).only?.map(([media]) => media);
  expect(only('A: {type: file, media: [image/png, image/jpeg]}')).toEqual(['image/jpeg', 'image/png']);
  expect(only('A: {type: file, media: [image/png]}, B: {type: base64, media: application/dicom}')).toEqual([
    'image/png',
    'application/dicom',
  ]);
  for (const wider of [
    'A: file',
    'A: {type: file, media: [image/*]}',
    'A: {type: file, media: [text/csv]}',
    'A: {type: file, media: [application/x-own]}',
    'A: {type: file, media: [application/epub+zip]}',
    'A: {type: file, media: [image/png]}, B: {type: bytes, media: application/json}',
  ])
    expect(only(wider), wider).toBeUndefined();
});
