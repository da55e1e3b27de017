import { expect, test } from 'vitest';
import { endpointOf, modelOfSections, problemsOf } from '../testing/problems-of.ts';

const RULES = '      | amount || fee | label |\n      | < 100 || =amount * 0.1 | small |\n      | - || 5 | any |\n';

/** An operation that decides, and the table. */
const decided = (policy: string, table: string, output: string, inputs = 'amount: decimal(0..1000, scale 1)'): string =>
  `types:\n  Label: [small, any]\n${endpointOf('POST', '/a', `input: {${inputs.replace(/: (.*)$/, ": '$1'")}}`, 'processing: [{fees: {decide: fees}}]', `output: [${output}]`)}decisions:\n  fees:\n    hitPolicy: ${policy}\n    renamedFrom: charges\n    inputs: {amount: =input.amount}\n    outputs: {fee: 'decimal(0..1000, scale 2)', label: Label}\n    table: |\n${table}`;

test('under collect a step gives the results of all rules that fit', () => {
  const text = decided(
    'collect',
    RULES,
    "{all: {type: list<Label>, value: '=fees.map(f, f.label)'}}, {n: {type: int, value: =fees.size()}}",
  );
  expect(problemsOf(text)).toEqual([]);
  expect(modelOfSections(text).decisions[0]).toMatchObject({ hitPolicy: 'collect', renamedFrom: 'charges' });
  const one = decided('collect', RULES, '{label: {type: Label, value: =fees.label}}');
  expect(problemsOf(one)).toEqual(['EXP4003 label']);
});

test('a cell may compute its value from the inputs of the decision', () => {
  const text = decided('first', RULES, '{fee: {type: decimal, value: =fees.fee}}');
  expect(problemsOf(text)).toEqual([]);
  const [rule] = modelOfSections(text).decisions[0]?.rules ?? [];
  expect(rule?.values.map(({ value }) => value.kind)).toEqual(['expression', 'literal']);
  expect(problemsOf(text.replace('=amount * 0.1', '=amuont * 0.1'))).toEqual(['EXP4002 amuont']);
  expect(problemsOf(text.replace('| small |', '| =amount |'))).toEqual(['TYP3008 amount']);
});

test('computed answers agree with nothing under any', () => {
  const table =
    '      | amount || fee | label |\n      | < 100 || =amount | small |\n      | < 50 || =amount | small |\n      | >= 100 || 1 | any |\n';
  const codes = problemsOf(decided('any', table, '{fee: {type: decimal, value: =fees.fee}}'));
  expect(codes.map((said) => said.slice(0, 7))).toEqual(['DEC6005']);
});

test('moments and lengths of time are tested by cells', () => {
  const timed = (type: string, cell: string, other: string): string[] =>
    problemsOf(
      `${endpointOf('POST', '/a', `input: [{at: ${type}}]`, 'processing: [{d: {decide: d}}]', 'output: [{r: {type: int, value: =d.r}}]')}decisions:\n  d:\n    hitPolicy: unique\n    inputs: {at: =input.at}\n    outputs: {r: int}\n    table: |\n      | at || r |\n      | ${cell} || 1 |\n      | ${other} || 2 |\n`,
    ).map((said) => said.slice(0, 7));
  expect(timed('timestamp', '< 2026-01-01T00:00:00Z', '>= 2026-01-01T00:00:00Z')).toEqual([]);
  expect(timed('timestamp', '< 2026-01-01T00:00:00Z', '> 2026-01-01T00:00:00Z')).toEqual(['DEC6004']);
  expect(timed('duration', '< PT2H', '>= PT120M')).toEqual([]);
  expect(timed('duration', '[PT1H..PT2H]', '> PT119M')).toEqual(['DEC6004', 'DEC6005']);
  expect(timed('timestamp', '< tomorrow', '-')).toEqual(['DEC6003']);
  expect(timed('date', '< 2026-02-30', '-')).toEqual(['DEC6003']);
});
