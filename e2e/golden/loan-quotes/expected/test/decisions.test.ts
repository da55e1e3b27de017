import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { recording } from '../src/platform/operation.ts';
import { pricingDecision } from '../src/decisions/pricing.ts';

describe('pricing', () => {
  test('is written down by its name, with all inputs that are not classified', () => {
    assert.deepEqual([pricingDecision.name, pricingDecision.hidden], ['pricing', []]);
  });

  const outputs = [
    { rule: 1, grade: 'declined', yearly_rate: '0.00' },
    { rule: 2, grade: 'prime', yearly_rate: '8.50' },
    { rule: 3, grade: 'prime', yearly_rate: '9.75' },
    { rule: 4, grade: 'standard', yearly_rate: '12.40' },
  ];
  const rows: [rule: number, inputs: Parameters<typeof pricingDecision.decide>[0]][] = [
    [4, { burden: '0.49', months: 35 }],
    [4, { burden: '0.5', months: 35 }],
    [1, { burden: '0.51', months: 35 }],
    [2, { burden: '0.19', months: 35 }],
    [2, { burden: '0.2', months: 35 }],
    [4, { burden: '0.21', months: 35 }],
    [4, { burden: '0.49', months: 36 }],
    [4, { burden: '0.5', months: 36 }],
    [1, { burden: '0.51', months: 36 }],
    [2, { burden: '0.19', months: 36 }],
    [2, { burden: '0.2', months: 36 }],
    [4, { burden: '0.21', months: 36 }],
    [4, { burden: '0.49', months: 37 }],
    [4, { burden: '0.5', months: 37 }],
    [1, { burden: '0.51', months: 37 }],
    [3, { burden: '0.19', months: 37 }],
    [3, { burden: '0.2', months: 37 }],
    [4, { burden: '0.21', months: 37 }],
  ];
  for (const [rule, inputs] of rows) {
    test(`${JSON.stringify(inputs)} comes to rule ${rule}`, () => {
      assert.deepEqual(pricingDecision.decide(inputs), outputs[rule - 1]);
    });
  }
});

test('what a table was asked and said is written down, but for what is classified', () => {
  const kept: object[] = [];
  const table = { ...pricingDecision, decide: (inputs: object) => ({ said: inputs }), hidden: ['secret'] };
  const outputs = recording(kept)('step', table, { asked: 1, secret: 2 });
  assert.deepEqual(outputs, { said: { asked: 1, secret: 2 } });
  assert.deepEqual(kept, [{ step: 'step', decision: pricingDecision.name, inputs: { asked: 1 }, outputs }]);
});
