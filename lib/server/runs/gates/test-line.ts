import { z } from 'zod';

/** One line of report-tests.ts: what the sandbox says about one finished test. Untrusted, so bounded. */
export interface TestLine {
  file: string;
  path: readonly string[];
  line: number | null;
  status: 'passed' | 'failed' | 'skipped';
  durationMs: number;
  message: string | null;
}

const MAX_LINE = 64 * 1024;

const testLine: z.ZodType<TestLine> = z.object({
  file: z.string().max(500),
  path: z.array(z.string().max(1_000)).min(1).max(20),
  line: z.number().int().positive().nullable(),
  status: z.enum(['passed', 'failed', 'skipped']),
  durationMs: z.number().min(0),
  message: z.string().max(5_000).nullable(),
});

/**
 * Collects chunks of the sandbox's standard output into results. What is not a result goes to `onNoise`: it is shown, and
 * never taken for a result.
 */
export function testLines(onResult: (line: TestLine) => void, onNoise: (text: string) => void) {
  let rest = '';
  const take = (text: string): void => {
    if (text.trim() === '') return;
    const parsed = testLine.safeParse(parseJson(text));
    if (parsed.success) onResult(parsed.data);
    else onNoise(text);
  };
  return {
    push: (chunk: string): void => {
      const lines = (rest + chunk).split('\n');
      rest = (lines.pop() ?? '').slice(-MAX_LINE);
      for (const line of lines) take(line);
    },
    end: (): void => take(rest),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
