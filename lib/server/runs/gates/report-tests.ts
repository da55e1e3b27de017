/**
 * The test reporter that runs inside the sandbox: one JSON line on standard output per finished test, as it finishes.
 * It stands alone (it is mounted as one file) and uses nothing but the events of node:test.
 */

interface TestEvent {
  type: string;
  data: {
    name?: string;
    message?: string;
    file?: string;
    line?: number;
    nesting?: number;
    skip?: string | boolean;
    todo?: string | boolean;
    details?: { duration_ms?: number; type?: string; passed?: boolean; error?: unknown };
  };
}

const MAX_MESSAGE = 4_000;
const KEY = 'PLUMBLINE_REPORT_KEY';

/** Each line begins with this: what a test prints cannot be mistaken for a result. Taken away before any test is loaded. */
const key = process.env[KEY] ?? '';
delete process.env[KEY];

export default async function* reportTests(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  /** The names that are open at each depth, per file: what a finished test is inside of. */
  const open = new Map<string, string[]>();
  let summarised = false;
  for await (const { type, data } of source) {
    const file = relative(data.file ?? '');
    const depth = data.nesting ?? 0;
    if (type === 'test:dequeue') {
      open.set(file, [...(open.get(file) ?? []).slice(0, depth), data.name ?? '']);
    } else if (type === 'test:complete' && data.details?.type !== 'suite') {
      // A file without tests is reported as a test that passed.
      if (depth === 0 && data.name === file && data.details?.passed) continue;
      const path = [...(open.get(file) ?? []).slice(0, depth), data.name ?? ''];
      const status = data.skip || data.todo ? 'skipped' : data.details?.passed ? 'passed' : 'failed';
      const message = status === 'failed' ? messageOf(data.details?.error) : null;
      const durationMs = data.details?.duration_ms ?? 0;
      yield line({ file, path, line: data.line ?? null, status, durationMs, message });
    } else if (type === 'test:summary' && data.file === undefined) summarised = true;
  }
  // Without this line the process ended before its tests did, whatever its exit code says.
  if (summarised) yield line({ finished: true });
}

function line(value: object): string {
  return `${key} ${JSON.stringify(value)}\n`;
}

function relative(file: string): string {
  return file.replace(/^file:\/\//, '').replace(`${process.cwd()}/`, '');
}

/** The assertion's own message, which says expected and actual; never the stack of the runner. */
function messageOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  const cause = inner instanceof Error ? inner.cause : undefined;
  const text = inner instanceof Error ? inner.message : String(inner);
  return (typeof cause === 'string' ? `${text}: ${cause}` : text).slice(0, MAX_MESSAGE);
}
