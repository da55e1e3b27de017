import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { people, specVersions } from '#db/schema.ts';
import { AppError } from '../../core/app-error.ts';
import { authorise, type Context } from '../context.ts';
import { findService } from './find-service.ts';

/** An immutable version with its text. Times are RFC 3339. */
export interface Version {
  id: string;
  service: string;
  number: number;
  text: string;
  digest: string;
  message: string;
  author: { id: string; name: string };
  /** Everybody who wrote any of it since the version before, by name. */
  authors: readonly { id: string; name: string }[];
  createdAt: string;
  /** The version before it, to compare with. */
  previous: { number: number; text: string } | null;
}

/** Reads one version of a service and the one before. Throws `not_found`. */
export async function getVersion(ctx: Context, name: string, number: number): Promise<Version> {
  authorise(ctx, 'read');
  const service = await findService(ctx.db, name);
  const ofService = eq(specVersions.serviceId, service.id);
  const [row] =
    Number.isInteger(number) && number > 0 && number < 2 ** 31
      ? await ctx.db
          .select()
          .from(specVersions)
          .where(and(ofService, eq(specVersions.number, number)))
      : [];
  if (!row) throw new AppError('not_found', `${name} has no version of this number.`);
  const [previous] = await ctx.db
    .select({ number: specVersions.number, text: specVersions.text })
    .from(specVersions)
    .where(and(ofService, lt(specVersions.number, number)))
    .orderBy(desc(specVersions.number))
    .limit(1);
  const authors = await ctx.db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, [row.authorId, ...row.authors]))
    .orderBy(people.name);
  return {
    id: row.id,
    service: service.name,
    number: row.number,
    text: row.text,
    digest: row.digest,
    message: row.message,
    author: authors.find((person) => person.id === row.authorId) ?? { id: row.authorId, name: 'Unknown' },
    authors,
    createdAt: row.createdAt.toISOString(),
    previous: previous ?? null,
  };
}
