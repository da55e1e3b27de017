import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { DbOrTx } from '#db/client.ts';
import { blobs, runFiles, runs, specVersions } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { lineIndex } from '../../core/text-range.ts';
import { lineDiff } from '../../domain/reviews/line-diff.ts';
import type { ReviewFile, ReviewFileText } from '../../domain/reviews/review-view.ts';
import { authorise, type Context } from '../context.ts';
import { runIdOf } from './get-review.ts';
import { readPreviousRelease } from './read-evidence.ts';

/** The files of a run against those of the run behind the last approved release (null: against nothing), sorted by path. */
export async function readReviewFiles(tx: DbOrTx, runId: string, baseRunId: string | null): Promise<ReviewFile[]> {
  const now = await filesOf(tx, runId);
  const before = baseRunId === null ? new Map<string, StoredFile>() : await filesOf(tx, baseRunId);
  const texts = await textsOf(tx, changedHashes(before, now));
  const text = (file: StoredFile): string => texts.get(file.hash) ?? '';
  return [...new Set([...before.keys(), ...now.keys()])].sort().map((path): ReviewFile => {
    const old = before.get(path);
    const file = now.get(path);
    if (!file) return { path, change: 'removed', addedLines: 0, removedLines: old?.lines ?? 0 };
    if (!old) return { path, change: 'added', addedLines: file.lines, removedLines: 0 };
    if (old.hash === file.hash) return { path, change: 'unchanged', addedLines: 0, removedLines: 0 };
    const { added, removed } = lineDiff(text(old), text(file));
    return { path, change: 'changed', addedLines: added, removedLines: removed };
  });
}

/**
 * One file of a run on both sides of the diff, with the specification lines that its lines come from. Throws `not_found`
 * when neither side has such a file.
 */
export async function readReviewFile(ctx: Context, givenRunId: string, givenPath: string): Promise<ReviewFileText> {
  authorise(ctx, 'read');
  const runId = runIdOf(givenRunId);
  const path = z.string().min(1).max(1_000).parse(givenPath);
  const [run] = await ctx.db
    .select({ serviceId: runs.serviceId, text: specVersions.text })
    .from(runs)
    .innerJoin(specVersions, eq(specVersions.id, runs.versionId))
    .where(eq(runs.id, runId));
  if (!run) throw new AppError('not_found', 'This run does not exist.');
  const base = await readPreviousRelease(ctx.db, run.serviceId, runId);
  const after = await fileText(ctx.db, runId, path);
  const before = base && (await fileText(ctx.db, base.runId, path));
  if (!after && !before) throw new AppError('not_found', `This run has no file ${path}.`);
  return { path, before: before?.text ?? null, after: after?.text ?? null, origins: placed(after?.origins, run.text) };
}

interface StoredFile {
  hash: string;
  lines: number;
}

async function filesOf(tx: DbOrTx, runId: string): Promise<Map<string, StoredFile>> {
  const rows = await tx
    .select({ path: runFiles.path, hash: runFiles.hash, lines: runFiles.lines })
    .from(runFiles)
    .where(eq(runFiles.runId, runId));
  return new Map(rows.map(({ path, ...file }) => [path, file]));
}

function changedHashes(before: Map<string, StoredFile>, now: Map<string, StoredFile>): string[] {
  return [...now].flatMap(([path, file]) => {
    const old = before.get(path);
    return old && old.hash !== file.hash ? [old.hash, file.hash] : [];
  });
}

async function textsOf(tx: DbOrTx, hashes: readonly string[]): Promise<Map<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await tx
    .select({ hash: blobs.hash, bytes: blobs.bytes })
    .from(blobs)
    .where(inArray(blobs.hash, [...hashes]));
  return new Map(rows.map(({ hash, bytes }) => [hash, bytes.toString('utf8')]));
}

async function fileText(tx: DbOrTx, runId: string, path: string) {
  const [row] = await tx
    .select({ bytes: blobs.bytes, origins: runFiles.origins })
    .from(runFiles)
    .innerJoin(blobs, eq(blobs.hash, runFiles.hash))
    .where(and(eq(runFiles.runId, runId), eq(runFiles.path, path)));
  return row ? { text: row.bytes.toString('utf8'), origins: row.origins } : null;
}

const storedOrigins = z.array(
  z.object({
    fromLine: z.number(),
    toLine: z.number(),
    specId: z.string(),
    span: z.object({ start: z.number(), end: z.number() }),
  }),
);

/** Spans of the version's text as lines, counted from 1. */
function placed(origins: unknown, text: string): ReviewFileText['origins'] {
  const lines = lineIndex(text);
  return (storedOrigins.safeParse(origins ?? []).data ?? []).map(({ span, ...origin }) => ({
    ...origin,
    specFromLine: lines.line(span.start) + 1,
    specToLine: lines.line(Math.max(span.start, span.end - 1)) + 1,
  }));
}
