import { and, count, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '#db/client.ts';
import { runFiles, testResults } from '#db/schema.ts';
import { lineIndex } from '../../../core/text-range.ts';
import type { RunEvent } from '../../../domain/runs/events.ts';
import type { Activation } from '../durable/activation.ts';
import { storableText } from '../durable/append-events.ts';
import type { TestTotals } from './run-tests.ts';
import type { TestLine } from './test-line.ts';

const origins = z.array(
  z.object({
    fromLine: z.number(),
    toLine: z.number(),
    span: z.object({ start: z.number(), end: z.number() }),
  }),
);
type Origins = z.infer<typeof origins>;

export interface ResultStore {
  add(line: TestLine): void;
  /** Waits until everything is stored, and counts. Rejects if storing failed. */
  totals(): Promise<TestTotals>;
}

/**
 * Stores test results as they come, several at a time, each shown once: a test that is repeated after its worker died
 * changes nothing, unless it says something else now.
 */
export async function openResultStore(db: Db, run: Activation, specText: string): Promise<ResultStore> {
  const originsOf = await readOrigins(db, run.runId);
  const specLines = lineIndex(specText);
  const seen = new Map<string, number>();
  let waiting: NewResult[] = [];
  let unstable = 0;
  let storing: Promise<void> = Promise.resolve();
  let scheduled = false;

  function toRow(line: TestLine): NewResult {
    const file = storableText(line.file);
    const base = storableText([line.file, ...line.path].join(' › '));
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    const span = spanOf(originsOf.get(file) ?? [], line.line);
    return {
      runId: run.runId,
      name: times === 1 ? base : `${base} (${times})`,
      suite: suiteOf(file),
      file,
      line: line.line,
      status: line.status,
      durationMs: line.durationMs,
      message: line.message === null ? null : storableText(line.message),
      specStart: span?.start ?? null,
      specEnd: span?.end ?? null,
    };
  }

  async function flush(): Promise<void> {
    scheduled = false;
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    await run.record(async (tx) => {
      const stored = await insertResults(tx, batch);
      unstable += stored.unstable;
      return stored.added.map((row) => finished(row, specLines.line));
    });
  }

  return {
    add: (line) => {
      waiting.push(toRow(line));
      if (scheduled) return;
      scheduled = true;
      // While one transaction runs, the next results gather: one by one when slow, in batches when fast.
      storing = storing.then(flush);
      storing.catch(() => {});
    },
    totals: async () => {
      await storing;
      return { ...(await countResults(db, run.runId)), unstable };
    },
  };
}

type NewResult = typeof testResults.$inferInsert;

async function insertResults(tx: Tx, batch: readonly NewResult[]) {
  const added = await tx
    .insert(testResults)
    .values([...batch])
    .onConflictDoNothing()
    .returning();
  const isNew = new Set(added.map((row) => row.name));
  let unstable = 0;
  for (const row of batch.filter(({ name }) => !isNew.has(name))) {
    const [same] = await tx
      .select({ status: testResults.status })
      .from(testResults)
      .where(and(eq(testResults.runId, row.runId), eq(testResults.name, row.name)));
    if (same?.status !== row.status) unstable++;
  }
  // In the order in which they finished, not in the order of the answer.
  return { added: batch.filter(({ name }) => isNew.has(name)), unstable };
}

function finished(row: NewResult, specLine: (offset: number) => number): RunEvent {
  return {
    kind: 'test.finished',
    name: row.name,
    suite: row.suite,
    file: row.file,
    line: row.line ?? null,
    status: row.status,
    durationMs: row.durationMs,
    message: row.message ?? null,
    specLine: row.specStart === null || row.specStart === undefined ? null : specLine(row.specStart) + 1,
  };
}

async function countResults(db: Db, runId: string): Promise<Omit<TestTotals, 'unstable'>> {
  const rows = await db
    .select({ status: testResults.status, n: count() })
    .from(testResults)
    .where(eq(testResults.runId, runId))
    .groupBy(testResults.status);
  const of = (status: 'passed' | 'failed' | 'skipped'): number => rows.find((row) => row.status === status)?.n ?? 0;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}

async function readOrigins(db: Db, runId: string): Promise<ReadonlyMap<string, Origins>> {
  const rows = await db
    .select({ path: runFiles.path, origins: runFiles.origins })
    .from(runFiles)
    .where(eq(runFiles.runId, runId));
  return new Map(rows.map((row) => [row.path, origins.parse(row.origins)]));
}

/** The narrowest part of the specification that a line of a file says. */
function spanOf(fileOrigins: Origins, line: number | null): { start: number; end: number } | null {
  if (line === null) return null;
  const around = fileOrigins.filter(({ fromLine, toLine }) => fromLine <= line && line <= toLine);
  return around.sort((a, b) => a.toLine - a.fromLine - (b.toLine - b.fromLine))[0]?.span ?? null;
}

/** `test/contract.test.ts` is the suite `contract`. */
function suiteOf(file: string): string {
  return file.replace(/^test\//, '').replace(/\.test\.ts$/, '');
}
