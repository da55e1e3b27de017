import { createHash } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '#db/client.ts';
import { draftAuthors, specVersions } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { checkSpec } from '../../spec/index.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';
import { findService } from './find-service.ts';
import { lockDraft } from './get-draft.ts';
import { conflict } from './save-draft.ts';

export interface NewVersion {
  service: string;
  /** What changed, in 1 to 200 characters. */
  message: string;
  /** The draft revision that the person saw. */
  baseRevision: number;
}

export interface SavedVersion {
  id: string;
  number: number;
  /** SHA-256 of the UTF-8 text, lower-case hex. */
  digest: string;
}

/** A version's message: one line of 1 to 200 characters. */
export const versionMessage = z
  .string()
  .trim()
  .min(1, 'Say in a few words what changed.')
  .max(200, 'A message has at most 200 characters.')
  .regex(/^[^\p{Cc}]*$/u, 'A message is one line of text.');

/**
 * Freezes the draft as the next version, by this person and with everybody who wrote any of it since the version before, and
 * writes the ledger. Throws `conflict` when the draft moved on, `unprocessable` when nothing changed since the last version (with
 * `{versionId, number}`) or when the text names another service, `invalid` for the message, `not_found`.
 */
export async function saveVersion(ctx: Context, wanted: NewVersion): Promise<SavedVersion> {
  authorise(ctx, 'spec.edit');
  const message = versionMessage.safeParse(wanted.message);
  if (!message.success) throw new AppError('invalid', message.error.issues[0]?.message ?? 'The message is not valid.');
  return ctx.db.transaction(async (tx) => {
    const service = await findService(tx, wanted.service);
    const draft = await lockDraft(tx, service.id);
    if (draft.revision !== wanted.baseRevision) throw conflict(draft);
    refuseOtherService(draft.text, service.name);
    const digest = createHash('sha256').update(draft.text, 'utf8').digest('hex');
    const number = await nextNumber(tx, service.id, digest);
    const version = { id: ctx.newId(), number, digest };
    const at = ctx.now();
    await tx.insert(specVersions).values({
      ...version,
      serviceId: service.id,
      text: draft.text,
      message: message.data,
      authorId: ctx.actor.id,
      authors: await takeAuthors(tx, service.id, ctx.actor.id),
      createdAt: at,
    });
    await appendEntry(tx, {
      id: ctx.newId(),
      at,
      actorId: ctx.actor.id,
      action: 'version.saved',
      serviceId: service.id,
      subject: `version:${version.id}`,
      detail: { number, digest, message: message.data },
    });
    return version;
  });
}

/** A text that names another service would be compiled under one name and deployed under another. */
function refuseOtherService(text: string, name: string): void {
  const named = checkSpec(text).model?.service.name;
  if (named === undefined || named === name) return;
  throw new AppError(
    'unprocessable',
    `The text names the service \`${named}\`, but this is \`${name}\`. Write \`service: ${name}\`, or create a service of the other name.`,
  );
}

async function nextNumber(tx: Tx, serviceId: string, digest: string): Promise<number> {
  const [last] = await tx
    .select({ id: specVersions.id, number: specVersions.number, digest: specVersions.digest })
    .from(specVersions)
    .where(eq(specVersions.serviceId, serviceId))
    .orderBy(desc(specVersions.number))
    .limit(1);
  if (last?.digest !== digest) return (last?.number ?? 0) + 1;
  throw new AppError('unprocessable', `Nothing changed since version ${last.number}.`, {
    data: { versionId: last.id, number: last.number },
  });
}

/** Who wrote any of the draft since the last version, sorted; the list starts anew. */
async function takeAuthors(tx: Tx, serviceId: string, saver: string): Promise<string[]> {
  const rows = await tx.delete(draftAuthors).where(eq(draftAuthors.serviceId, serviceId)).returning();
  return [...new Set([saver, ...rows.map((row) => row.personId)])].sort();
}
