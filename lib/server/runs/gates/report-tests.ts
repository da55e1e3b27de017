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

export default async function* reportTests(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  /** The names that are open at each depth, per file: what a finished test is inside of. */
  const open = new Map<string, string[]>();
  const errorOutput = new Map<string, string>();
  const failedFiles = new Set<string>();
  for await (const { type, data } of source) {
    const file = relative(data.file ?? '');
    const depth = data.nesting ?? 0;
    if (type === 'test:stderr') {
      errorOutput.set(file, ((errorOutput.get(file) ?? '') + (data.message ?? '')).slice(-MAX_MESSAGE));
    } else if (type === 'test:dequeue') {
      open.set(file, [...(open.get(file) ?? []).slice(0, depth), data.name ?? '']);
    } else if (type === 'test:complete' && data.details?.type !== 'suite') {
      const path = [...(open.get(file) ?? []).slice(0, depth), data.name ?? ''];
      const isFile = path.length === 1 && (path[0] === file || data.file === data.name);
      // The runner counts a file with a failed test as one more failure: only a file that broke by itself is news.
      if (isFile && (failedFiles.has(file) || data.details?.passed)) continue;
      const status = data.skip || data.todo ? 'skipped' : data.details?.passed ? 'passed' : 'failed';
      if (status === 'failed') failedFiles.add(file);
      const reason = isFile ? fileMessage(errorOutput.get(file)) : messageOf(data.details?.error);
      const message = status === 'failed' ? reason : null;
      const result = {
        file,
        path,
        line: data.line ?? null,
        status,
        durationMs: data.details?.duration_ms ?? 0,
        message,
      };
      yield `${JSON.stringify(result)}\n`;
    }
  }
}

/** A file that did not load, or whose process ended in the middle: what it wrote last says why. */
function fileMessage(output: string | undefined): string {
  return `The file ended before its tests did.${output ? `\n${output}` : ''}`;
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
