import { eq } from 'drizzle-orm';
import { draftAuthors, specDrafts } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { authorise, type Context } from '../context.ts';
import { acceptText } from './accept-text.ts';
import { findService } from './find-service.ts';
import { lockDraft, type readDraft } from './get-draft.ts';

export interface DraftChange {
  service: string;
  text: string;
  /** The revision that the change was made on. */
  baseRevision: number;
}

/** The revision that now holds the text, and when it was stored (RFC 3339). */
export interface SavedDraft {
  revision: number;
  savedAt: string;
}

/**
 * Stores a draft, whether it checks or not, if nobody stored another since `baseRevision`. Sending the stored text again gives its
 * revision, so a save may be repeated when its answer was lost.
 * Throws `conflict` with `{revision, text, updatedBy, updatedAt}` of the newer draft, `too_large`, `invalid`, `not_found`.
 */
export async function saveDraft(ctx: Context, change: DraftChange): Promise<SavedDraft> {
  authorise(ctx, 'spec.edit');
  const text = acceptText(change.text);
  return ctx.db.transaction(async (tx) => {
    const { id } = await findService(tx, change.service);
    const current = await lockDraft(tx, id);
    if (current.text === text) return { revision: current.revision, savedAt: current.updatedAt };
    if (current.revision !== change.baseRevision) throw conflict(current);
    const at = ctx.now();
    const revision = current.revision + 1;
    await tx
      .update(specDrafts)
      .set({ text, revision, updatedBy: ctx.actor.id, updatedAt: at })
      .where(eq(specDrafts.serviceId, id));
    await tx.insert(draftAuthors).values({ serviceId: id, personId: ctx.actor.id }).onConflictDoNothing();
    return { revision, savedAt: at.toISOString() };
  });
}

/** The answer to a change that was made on an older draft: it carries the newer one, so that the two can be put together. */
export function conflict(current: Awaited<ReturnType<typeof readDraft>>): AppError {
  return new AppError('conflict', `${current.updatedBy.name} saved a newer draft. Your text was not stored yet.`, {
    data: {
      revision: current.revision,
      text: current.text,
      updatedBy: current.updatedBy,
      updatedAt: current.updatedAt,
    },
  });
}
