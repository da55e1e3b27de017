import { z } from 'zod';
import type { RunEvent, StoredRunEvent } from './events.ts';

const stage = z.enum(['specify', 'implement', 'test', 'review', 'deploy']);
const gate = z.enum(['types', 'tests']);

const runEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run.queued'), versionNumber: z.number(), by: z.string() }),
  z.object({ kind: z.literal('stage.started'), stage }),
  z.object({ kind: z.literal('stage.resumed'), stage }),
  z.object({ kind: z.literal('stage.finished'), stage, durationMs: z.number(), summary: z.string() }),
  z.object({ kind: z.literal('stage.failed'), stage, reason: z.string() }),
  z.object({
    kind: z.literal('readiness'),
    operations: z.number(),
    precise: z.number(),
    prose: z.number(),
    assumed: z.number(),
    errors: z.number(),
    warnings: z.number(),
  }),
  z.object({
    kind: z.literal('files.written'),
    files: z.array(z.object({ path: z.string(), lines: z.number(), size: z.number() })),
  }),
  z.object({ kind: z.literal('gate.started'), gate, sandbox: z.string() }),
  z.object({ kind: z.literal('test.planned'), total: z.number() }),
  z.object({
    kind: z.literal('test.finished'),
    name: z.string(),
    suite: z.string(),
    file: z.string(),
    line: z.number().nullable(),
    status: z.enum(['passed', 'failed', 'skipped']),
    durationMs: z.number(),
    message: z.string().nullable(),
    specLine: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('gate.finished'),
    gate,
    status: z.enum(['passed', 'failed']),
    summary: z.string(),
    durationMs: z.number(),
    cpuMs: z.number(),
    peakMemoryBytes: z.number(),
  }),
  z.object({ kind: z.literal('log'), stage, text: z.string() }),
  z.object({ kind: z.literal('review.waiting'), evidenceDigest: z.string() }),
  z.object({ kind: z.literal('review.approved'), by: z.string(), digest: z.string() }),
  z.object({ kind: z.literal('review.rejected'), by: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('deploy.progress'), text: z.string() }),
  z.object({ kind: z.literal('deploy.live'), address: z.string(), releaseNumber: z.number() }),
  z.object({
    kind: z.literal('run.finished'),
    status: z.enum(['succeeded', 'failed', 'rejected', 'cancelled']),
    reason: z.string().nullable(),
  }),
]) satisfies z.ZodType<RunEvent>;

/** An event as it comes out of the database or off the wire. */
export const storedRunEvent: z.ZodType<StoredRunEvent> = z.object({
  seq: z.number().int().positive(),
  at: z.string(),
  event: runEvent,
});
