import { z } from 'zod';

export interface Counts {
  passed: number;
  failed: number;
}

const VITEST = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numFailedTestSuites: z.number() });
const PLAYWRIGHT = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

/**
 * Counts the tests of a JSON report of vitest or Playwright. A file that could not even be loaded counts as one failure, a
 * story that passed only on a second try as a failure too.
 */
export function countResults(kind: 'vitest' | 'playwright', report: unknown): Counts {
  if (kind === 'vitest') {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = VITEST.parse(report);
    return { passed: numPassedTests, failed: numFailedTests > 0 ? numFailedTests : numFailedTestSuites };
  }
  const { stats, errors } = PLAYWRIGHT.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}
