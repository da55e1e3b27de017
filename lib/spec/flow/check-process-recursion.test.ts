import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';

const codes = (processes: string): string[] =>
  checkSpec(`service: a\nprocesses:\n${processes}`)
    .diagnostics.filter(({ code }) => code.startsWith('FLW504'))
    .map(({ code, message }) => `${code} ${message}`);

test('a process that runs itself is said with the way back', () => {
  const told = codes('  a: [{x: {run: b}}]\n  b: [{y: {run: c}}]\n  c: [{z: {run: b}}]\n');
  expect(told.filter((line) => line.startsWith('FLW5048'))).toEqual([
    'FLW5048 A process cannot run itself: b → c → b. Use `for` to repeat steps.',
    'FLW5048 A process cannot run itself: c → b → c. Use `for` to repeat steps.',
  ]);
});

test('a process that runs others, also twice, is fine', () => {
  expect(codes('  a: [{x: {run: b}}, {y: {run: b}}]\n  b: [{z: {set: 1}}]\n')).toEqual([
    'FLW5049 Nothing runs `a`. Use it in a `run` step, or remove it.',
  ]);
});
