import { expect, test } from 'vitest';
import { stepOf, toldOf } from '../../testing/flow-of.ts';
import { withFlow } from '../../testing/flow-spec.ts';

const CASES = `way:
  switch:
    - {when: input.count == null, do: [{none: {set: 1}}]}
    - {when: input.count > 3, do: [{many: {set: =input.count}}]}
    - {do: [{few: {set: =input.count}}]}`;

test('each case has its steps, and what they give may be missing afterwards', () => {
  const text = withFlow(
    [CASES],
    ["n: {type: int, value: '=none != null ? none : many != null ? many : few != null ? few : 0'}"],
  );
  expect(toldOf(text)).toEqual([]);
  const step = stepOf(text, 'switch');
  expect(step.cases.map(({ id, when, do: steps }) => [id, when !== null, steps.map((one) => one.id)])).toEqual([
    ['endpoints/flow/processing/way/1', true, ['endpoints/flow/processing/way/none']],
    ['endpoints/flow/processing/way/2', true, ['endpoints/flow/processing/way/many']],
    ['endpoints/flow/processing/way/3', false, ['endpoints/flow/processing/way/few']],
  ]);
  expect(toldOf(withFlow([CASES], ['n: {type: int, value: =few}']))).toEqual(['EXP4005 few']);
});

test('a case knows that the cases before it do not hold, and only they', () => {
  const swapped = CASES.replace('{when: input.count == null,', '{when: input.kind == "a",');
  expect(toldOf(withFlow([swapped]))).toEqual(['EXP4005 input.count']);
});

test('a case does not see what another gives', () => {
  const seen = CASES.replace('{few: {set: =input.count}}', '{few: {set: =none}}');
  expect(toldOf(withFlow([seen]))).toEqual(['FLW5066 none']);
});

test('names are shared with the whole operation', () => {
  expect(toldOf(withFlow(['few: {set: 1}', CASES]))).toEqual(['SPC2006 few']);
});

test('a later case of one without `when`, an unknown key and a list of something else are said', () => {
  const steps = ['way: {switch: [{do: [{a: {set: 1}}]}, {when: input.kind == "b", do: [{b: {set: 2}}]}]}'];
  expect(toldOf(withFlow(steps))).toEqual(['FLW5045 when']);
  expect(toldOf(withFlow(['way: {switch: [{if: true, do: [{a: {set: 1}}]}]}']))).toEqual(['SPC2001 if']);
  expect(toldOf(withFlow(['way: {switch: [{when: input.kind == "b"}]}']))).toEqual([
    'SPC2002 {when: input.kind == "b"}',
  ]);
  expect(toldOf(withFlow(['way: {switch: {a: 1}}']))).toEqual(['SPC2003 {a: 1}']);
});
