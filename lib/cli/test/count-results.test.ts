import { expect, test } from 'vitest';
import { countResults } from './count-results.ts';

test('a file that does not load is a failure although no test of it failed', () => {
  const report = { numPassedTests: 4, numFailedTests: 0, numFailedTestSuites: 1 };
  expect(countResults('vitest', report)).toEqual({ passed: 4, failed: 1 });
});

test('a story that passed on its second try did not pass', () => {
  const report = { stats: { expected: 2, unexpected: 0, flaky: 1 }, errors: [] };
  expect(countResults('playwright', report)).toEqual({ passed: 2, failed: 1 });
});

test('an unknown report is refused, not counted as nothing', () => {
  expect(() => countResults('playwright', {})).toThrow();
});
