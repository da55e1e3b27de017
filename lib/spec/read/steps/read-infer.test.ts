import { expect, test } from 'vitest';
import { checkSpec } from '../../check-spec.ts';
import { withSteps } from '../../testing/outside-spec.ts';
import { saidOfUse } from '../../testing/said-of.ts';

const ASK = 'infer: models, model: fraud, version: "3"';
const OUTPUT = 'output: {risk: decimal(0..1), labels: list<string>}, timeout: 2s';

test('a model is asked with its version, its features and what it gives', () => {
  const text = withSteps(
    `risk: {${ASK}, features: {amount: =input.amount, name: =input.name, sizes: '=[1, 2]'}, ${OUTPUT}}`,
    'high: {set: "=risk.risk > 0.5 && risk.version == \\"3\\" && risk.model != \\"\\" && risk.labels.size() > 0"}',
  );
  expect(saidOfUse(text)).toEqual([]);
  const [step] = checkSpec(text).model?.endpoints[0]?.processing ?? [];
  if (step?.kind !== 'infer') throw new Error('nobody asked');
  const { integration, model, version, features, output } = step;
  expect([integration, model, version, features.map(({ name }) => name), output.map(({ name }) => name)]).toEqual([
    'models',
    'fraud',
    '3',
    ['amount', 'name', 'sizes'],
    ['risk', 'labels'],
  ]);
});

test.each([
  ['an unknown integration', `infer: model, model: fraud, version: "3", features: {a: 1}, ${OUTPUT}`, 'SPC2013 model'],
  ['a queue', `infer: bus, model: fraud, version: "3", features: {a: 1}, ${OUTPUT}`, 'FLW5028 bus'],
  [
    'a phrase without an address',
    `infer: phrase, model: fraud, version: "3", features: {a: 1}, ${OUTPUT}`,
    'SPC2002 phrase',
  ],
  ['no version', `infer: models, model: fraud, features: {a: 1}, ${OUTPUT}`, 'FLW5033 fraud'],
  ['a feature that may be missing', `${ASK}, features: {a: =input.note}, ${OUTPUT}`, 'FLW5036 =input.note'],
  ['a feature that is an object', `${ASK}, features: {a: =caller}, ${OUTPUT}`, 'FLW5036 =caller'],
  ['an output that may be missing', `${ASK}, features: {a: 1}, output: {risk: int?}, timeout: 2s`, 'FLW5036 risk'],
  [
    'an output that is there anyway',
    `${ASK}, features: {a: 1}, output: {version: string}, timeout: 2s`,
    'SPC2007 version',
  ],
  ['no timeout', `${ASK}, features: {a: 1}, output: {risk: int}`, 'FLW5023 models'],
])('%s is said at its place', (_, step, said) => {
  expect(saidOfUse(withSteps(`risk: {${step}}`))).toEqual([said]);
});
