import { z } from 'zod';
import { draftAuthors, services, specDrafts } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';
import { acceptText } from './accept-text.ts';
import { serviceName } from './service-name.ts';
import { TEMPLATE_IDS, templateText } from './templates.ts';

/** What a new service starts from: a template, or a text of the person's own. `from` goes to the ledger. */
export const newService = z.discriminatedUnion('from', [
  z.object({ name: serviceName, from: z.literal('template'), template: z.enum(TEMPLATE_IDS) }),
  z.object({ name: serviceName, from: z.literal('text'), text: z.string() }),
]);
export type NewService = z.infer<typeof newService>;

/**
 * Makes a service with its first draft (revision 1) and writes the ledger. Gives the name back.
 * Throws `invalid` for the name, `conflict` when it is taken, `too_large` or `invalid` for the text.
 */
export async function createService(ctx: Context, wanted: NewService): Promise<{ id: string; name: string }> {
  authorise(ctx, 'spec.edit');
  const parsed = newService.safeParse(wanted);
  if (!parsed.success) throw new AppError('invalid', parsed.error.issues[0]?.message ?? 'The request is not valid.');
  const { data } = parsed;
  const text = acceptText(data.from === 'text' ? data.text : await templateText(data.template, data.name));
  const from = data.from === 'text' ? 'text' : `template ${data.template}`;
  return insertService(ctx, { name: data.name, text, from });
}

/** The rows of a new service, in one transaction. Throws `conflict` when the name is taken. */
export async function insertService(
  ctx: Pick<Context, 'db' | 'now' | 'newId'> & { actor: { id: string } },
  service: { name: string; text: string; from: string },
): Promise<{ id: string; name: string }> {
  const { name, text, from } = service;
  const id = ctx.newId();
  const at = ctx.now();
  const actorId = ctx.actor.id;
  await ctx.db.transaction(async (tx) => {
    const made = await tx
      .insert(services)
      .values({ id, name, createdBy: actorId, createdAt: at })
      .onConflictDoNothing({ target: services.name })
      .returning();
    if (made.length === 0) throw new AppError('conflict', `There is already a service named \`${name}\`.`);
    await tx.insert(specDrafts).values({ serviceId: id, text, revision: 1, updatedBy: actorId, updatedAt: at });
    await tx.insert(draftAuthors).values({ serviceId: id, personId: actorId });
    await appendEntry(tx, {
      id: ctx.newId(),
      at,
      actorId,
      action: 'service.created',
      serviceId: id,
      subject: `service:${id}`,
      detail: { name, from },
    });
  });
  return { id, name };
}
