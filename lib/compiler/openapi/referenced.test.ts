import { expect, test } from 'vitest';
import { compile } from '../index.ts';
import { goldenText, modelOf } from '../testing/read-golden.ts';
import { referenced } from './referenced.ts';

const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

test('what parts lead to is found by way of each other, also in a circle and by a part of it; nothing else is', () => {
  const schemas = new Map([
    ['Order', { properties: { lines: { items: ref('Line') } } }],
    ['Line', { properties: { order: ref('Order'), sku: ref('Product/properties/sku') } }],
    ['Product', { properties: { sku: { type: 'string' } } }],
    ['Secret', { properties: { order: ref('Order') } }],
  ]);
  expect([...referenced([{ post: { schema: ref('Order') } }], schemas)]).toEqual(['Order', 'Line', 'Product']);
});

test('types that only the inside of a service knows are not published', () => {
  const text = compile(modelOf(goldenText('kyc-precise'))).files.find(({ path }) => path === 'openapi.json')?.text;
  const { schemas } = JSON.parse(text ?? '{}').components;
  expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['Outcome', 'VerifyKycInput', 'Problem']));
  expect(Object.keys(schemas)).not.toEqual(expect.arrayContaining(['IdDocument']));
});

test('a parameter of a named type refers to that type, not to a reference to it', () => {
  const text = compile(modelOf(goldenText('hospital-appointments'))).files.find(({ path }) => path === 'openapi.json');
  const [specialty] = JSON.parse(text?.text ?? '{}').paths['/slots'].get.parameters;
  expect(specialty.schema).toEqual(ref('Specialty'));
});
