import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { DbOrTx } from '#db/client.ts';
import { blobs } from '#db/schema.ts';
import { jsonOrNull } from '../../core/json-or-null.ts';
import type { Evidence } from '../../domain/reviews/evidence.ts';
import type { DigestedEvidence } from './read-evidence.ts';

/** Keeps the exact text behind a digest, once. An auditor finds what was signed under the digest that was signed. */
export async function storeEvidence(tx: DbOrTx, { digest, text }: DigestedEvidence): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  await tx.insert(blobs).values({ hash: digest, size: bytes.length, bytes }).onConflictDoNothing();
}

/** The evidence behind a digest, or null when none was kept under it. */
export async function loadEvidence(tx: DbOrTx, digest: string): Promise<{ evidence: Evidence; text: string } | null> {
  const [blob] = await tx.select({ bytes: blobs.bytes }).from(blobs).where(eq(blobs.hash, digest));
  if (!blob) return null;
  const text = blob.bytes.toString('utf8');
  const parsed = stored.safeParse(jsonOrNull(text));
  return parsed.success ? { evidence: parsed.data, text } : null;
}

const stored = z.object({
  format: z.literal('plumbline-evidence/1'),
  service: z.string(),
  action: z.literal('deploy'),
  environment: z.literal('local'),
  run: z.object({ id: z.string(), number: z.number(), requestedBy: z.string() }),
  specification: z.object({ version: z.number(), digest: z.string(), authors: z.array(z.string()) }),
  notPrecise: z.object({ prose: z.number(), assumed: z.number(), notUnderstood: z.number() }),
  files: z.array(z.object({ path: z.string(), hash: z.string() })),
  gates: z.array(z.object({ gate: z.string(), status: z.enum(['passed', 'failed', 'not_run']) })),
  tests: z.array(z.object({ name: z.string(), status: z.enum(['passed', 'failed', 'skipped']) })),
  previousRelease: z.object({ number: z.number(), digest: z.string() }).nullable(),
}) satisfies z.ZodType<Evidence>;
