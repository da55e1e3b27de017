import { expect, test } from 'vitest';
import { stepOf, toldOf } from '../../testing/flow-of.ts';
import { withFlow } from '../../testing/flow-spec.ts';

test('hands values to a process and takes its outputs', () => {
  const text = withFlow(
    ['hello: {run: greet, with: {name: =input.name}}'],
    ['said: {type: string, value: =hello.whole}'],
  );
  expect(toldOf(text)).toEqual([]);
  const step = stepOf(text, 'run');
  expect([step.process, step.with.map(({ name }) => name)]).toEqual(['greet', ['name']]);
});

test('a value that is missing, unknown or of another type, and an unknown process, are said', () => {
  expect(toldOf(withFlow(['hello: {run: greet}']))).toEqual(['FLW5041 run']);
  expect(toldOf(withFlow(['hello: {run: greet, with: {name: a, titel: b}}']))).toEqual(['SPC2001 titel']);
  expect(toldOf(withFlow(['hello: {run: greet, with: {name: =input.lines}}']))).toEqual(['TYP3008 input.lines']);
  expect(toldOf(withFlow(['hello: {run: gret}']))).toEqual(['SPC2013 gret']);
});
