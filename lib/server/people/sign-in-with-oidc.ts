import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Db, Tx } from '#db/client.ts';
import { people } from '#db/schema.ts';
import type { PlatformRole } from '../../domain/access/permissions.ts';
import { roleFromClaim } from '../../domain/access/role-from-claim.ts';
import { appendEntry } from '../audit/append-entry.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { type Clock, startSession } from './start-session.ts';

const Claims = z.looseObject({
  sub: z.string().min(1).max(255),
  email: z.email().max(254).optional(),
  email_verified: z.boolean().optional(),
  name: z.string().max(200).optional(),
  /** When the person last proved who they are, in seconds since 1970. */
  auth_time: z.number().int().positive().optional(),
});

/** Why somebody whom the identity provider knows may not come in. Each has its sentence on the sign-in page. */
export type Refusal = 'no-access' | 'several-roles' | 'deactivated' | 'no-email' | 'email-taken' | 'bad-claims';

export type Admission = { ok: true; sessionId: string } | { ok: false; refusal: Refusal };

/**
 * Signs in somebody whom the identity provider vouches for; the claims are verified already. With a role claim in the
 * settings, that claim rules: it admits, gives the role, and its absence refuses. Without one, only people whom an
 * administrator added by e-mail come in. A person is bound to the provider's subject on first sign-in, by a verified
 * e-mail; a local person with a password is never taken over. The proof is as old as `auth_time` says, and very old when
 * it says nothing.
 */
export async function signInWithOidc(
  db: Db,
  clock: Clock,
  settings: Pick<OidcSettings, 'issuer' | 'roleClaim'>,
  given: unknown,
): Promise<Admission> {
  const parsed = Claims.safeParse(given);
  if (!parsed.success) return refuse('bad-claims');
  const claims = parsed.data;
  const claimed = settings.roleClaim === null ? null : roleFromClaim(claims[settings.roleClaim]);
  if (claimed?.kind === 'none') return refuse('no-access');
  if (claimed?.kind === 'several') return refuse('several-roles');
  const role = claimed?.role ?? null;
  return db.transaction(async (tx) => {
    const person = await admit(tx, clock, `${settings.issuer}#${claims.sub}`, claims, role);
    if (typeof person === 'string') return refuse(person);
    const authenticatedAt = new Date((claims.auth_time ?? 0) * 1000);
    const sessionId = await startSession(tx, clock, { personId: person.id, by: 'oidc', authenticatedAt });
    return { ok: true, sessionId };
  });
}

function refuse(refusal: Refusal): Admission {
  return { ok: false, refusal };
}

async function admit(
  tx: Tx,
  clock: Clock,
  subject: string,
  claims: z.infer<typeof Claims>,
  role: PlatformRole | null,
): Promise<{ id: string } | Refusal> {
  const known = await knownPerson(tx, subject, claims);
  if (!known) return role === null ? 'no-access' : addPerson(tx, clock, subject, claims, role);
  if (!known.active) return 'deactivated';
  if (known.oidcSubject !== subject || (role !== null && known.role !== role)) {
    await tx
      .update(people)
      .set({ oidcSubject: subject, role: role ?? known.role })
      .where(eq(people.id, known.id));
  }
  if (role !== null && known.role !== role) {
    await appendEntry(tx, {
      id: clock.newId(),
      at: clock.now(),
      actorId: null,
      action: 'person.changed',
      subject: `person:${known.id}`,
      detail: { personId: known.id, role },
    });
  }
  return known;
}

/** The person of this subject, or one who was added by this verified e-mail and has neither a subject nor a password. */
async function knownPerson(tx: Tx, subject: string, { email, email_verified }: z.infer<typeof Claims>) {
  const [bound] = await tx.select().from(people).where(eq(people.oidcSubject, subject)).for('update');
  if (bound || !email || email_verified !== true) return bound;
  const [added] = await tx
    .select()
    .from(people)
    .where(
      and(
        eq(sql`lower(${people.email})`, email.toLowerCase()),
        isNull(people.oidcSubject),
        isNull(people.passwordHash),
      ),
    )
    .for('update');
  return added;
}

async function addPerson(
  tx: Tx,
  clock: Clock,
  subject: string,
  claims: z.infer<typeof Claims>,
  role: PlatformRole,
): Promise<{ id: string } | Refusal> {
  const { email, name } = claims;
  if (!email) return 'no-email';
  const id = clock.newId();
  const added = await tx
    .insert(people)
    .values({ id, email, name: name?.trim() || email, role, oidcSubject: subject, createdAt: clock.now() })
    .onConflictDoNothing()
    .returning({ id: people.id });
  if (added.length === 0) return 'email-taken';
  await appendEntry(tx, {
    id: clock.newId(),
    at: clock.now(),
    actorId: null,
    action: 'person.added',
    subject: `person:${id}`,
    detail: { personId: id, role },
  });
  return { id };
}
