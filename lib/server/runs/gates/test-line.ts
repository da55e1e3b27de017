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

const finished = z.object({ finished: z.literal(true) });

export interface TestOutput {
  push(chunk: string): void;
  /** Takes what is left; says whether the runner reported its end. */
  end(): boolean;
}

/**
 * Collects chunks of the sandbox's standard output into results: lines that begin with `key`, which the reporter was given.
 * What else is printed goes to `onNoise`: it is shown, and never taken for a result.
 */
export function readTestOutput(
  key: string,
  onResult: (line: TestLine) => void,
  onNoise: (text: string) => void,
): TestOutput {
  let rest = '';
  let ended = false;
  const take = (text: string): void => {
    if (text.trim() === '') return;
    // A test may have printed without ending its line: the result begins where the key stands.
    const at = text.indexOf(`${key} {`);
    const value = at < 0 ? undefined : parseJson(text.slice(at + key.length + 1));
    const parsed = testLine.safeParse(value);
    if (parsed.success) onResult(parsed.data);
    else if (finished.safeParse(value).success) ended = true;
    else onNoise(text);
  };
  return {
    push: (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = (lines.pop() ?? '').slice(-MAX_LINE);
      for (const line of lines) take(line);
    },
    end: (): boolean => {
      take(rest);
      return ended;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
