import { expect, test } from 'vitest';
import { stepOf, toldOf } from '../../testing/flow-of.ts';
import { withFlow } from '../../testing/flow-spec.ts';

const each = (steps: string, list = '=input.lines', name = 'line'): string =>
  `each: {for: ${name}, in: ${list}, do: [${steps}]}`;

test('the result is the list of what the last step gives', () => {
  const text = withFlow(
    [each('{size: {set: =line.size()}}, {twice: {set: =size * 2}}')],
    ["all: {type: 'list<int>', value: =each}"],
  );
  expect(toldOf(text)).toEqual([]);
  const step = stepOf(text, 'for');
  expect([step.variable, step.do.map(({ id }) => id)]).toEqual([
    'line',
    ['endpoints/flow/processing/each/size', 'endpoints/flow/processing/each/twice'],
  ]);
});

test('loops nest, and see what is around them', () => {
  const inner =
    '{letters: {for: letter, in: \'=split(line, "")\', do: [{joined: {set: =letter + line + input.name}}]}}';
  expect(toldOf(withFlow([each(inner)], ["all: {type: 'list<list<string>>', value: =each}"]))).toEqual([]);
});

test('nothing inside is seen afterwards, and the variable only inside', () => {
  expect(toldOf(withFlow([each('{size: {set: 1}}')], ['n: {type: int, value: =size}']))).toEqual(['FLW5066 size']);
  expect(toldOf(withFlow([each('{size: {set: 1}}'), 'after: {set: =line}']))).toEqual(['EXP4002 line']);
});

test('a variable that hides a name, a value that is no list, and a list that may be missing are said', () => {
  expect(toldOf(withFlow([each('{a: {set: 1}}', '=input.lines', 'input')]))).toEqual(['FLW5040 input']);
  expect(toldOf(withFlow(['line: {set: 1}', each('{a: {set: 1}}')]))).toEqual(['FLW5040 line']);
  expect(toldOf(withFlow([each('{a: {set: 1}}', '=input.name')]))).toEqual(['FLW5042 input.name']);
  expect(toldOf(withFlow([each('{a: {set: 1}}', 'input.lines')]))).toEqual(['EXP4012 input.lines']);
  expect(toldOf(withFlow(['each: {for: line, in: =input.lines}']))).toEqual([
    'SPC2002 each: {for: line, in: =input.lines}',
  ]);
});
