import { asc, desc, eq, isNull, max } from 'drizzle-orm';
import { people, sessions } from '#db/schema.ts';
import type { PlatformRole } from '../../domain/access/permissions.ts';
import { authorise, type Context } from '../context.ts';

/** A person as the administrator sees them. Times are RFC 3339. */
export interface PersonRow {
  id: string;
  name: string;
  email: string;
  role: PlatformRole;
  active: boolean;
  /** How they prove who they are. */
  by: 'password' | 'provider';
  createdAt: string;
  lastSignIn: string | null;
}

/** Everybody, active people first, by name. */
export async function listPeople(ctx: Context): Promise<readonly PersonRow[]> {
  authorise(ctx, 'people.manage');
  const last = ctx.db
    .select({ personId: sessions.personId, at: max(sessions.createdAt).as('last_at') })
    .from(sessions)
    .groupBy(sessions.personId)
    .as('last');
  const rows = await ctx.db
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      role: people.role,
      active: people.active,
      withoutPassword: isNull(people.passwordHash).mapWith(Boolean),
      createdAt: people.createdAt,
      lastSignIn: last.at,
    })
    .from(people)
    .leftJoin(last, eq(last.personId, people.id))
    .orderBy(desc(people.active), asc(people.name));
  return rows.map(({ withoutPassword, createdAt, lastSignIn, ...row }) => ({
    ...row,
    by: withoutPassword ? 'provider' : 'password',
    createdAt: createdAt.toISOString(),
    lastSignIn: lastSignIn?.toISOString() ?? null,
  }));
}
