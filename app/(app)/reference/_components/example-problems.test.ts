import { expect, test } from 'vitest';
import { allCodes, explain } from '#lib/spec/index.ts';
import { exampleProblems } from './example-problems.ts';

test('every wrong example shows its own diagnostic, at one of its own lines', () => {
  for (const code of allCodes()) {
    const wrong = explain(code)?.wrong;
    if (wrong == null) continue;
    const problems = exampleProblems(code, wrong);
    expect(problems, code).not.toEqual([]);
    for (const { line } of problems) expect([code, line <= wrong.split('\n').length]).toEqual([code, true]);
  }
});

test('the line is that of the example, not of the text around it', () => {
  expect(exampleProblems('TYP3001', 'types:\n  A: decimel\n').map(({ line }) => line)).toEqual([2]);
});
