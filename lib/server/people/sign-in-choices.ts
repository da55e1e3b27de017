import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { DbOrTx } from '#db/client.ts';
import { people } from '#db/schema.ts';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../../domain/access/demo-people.ts';
import type { PlatformRole } from '../../domain/access/permissions.ts';
import { oidcSettings } from './oidc-settings.ts';
import { isDemo } from './workspace.ts';

/** What the sign-in page offers to somebody who is not signed in. */
export interface SignInChoices {
  /** The provider's name, or null when none is set. */
  provider: string | null;
  /** In the demo workspace only: whom one may be, and the password that all of them have. */
  demo: { people: readonly { email: string; name: string; role: PlatformRole }[]; password: string } | null;
}

/** Reads the choices. The demo people come from the server and only in the demo workspace, so that nobody else's page names anybody. */
export async function signInChoices(db: DbOrTx): Promise<SignInChoices> {
  const provider = oidcSettings()?.name ?? null;
  if (!isDemo()) return { provider, demo: null };
  const emails = DEMO_PEOPLE.map(({ email }) => email);
  const there = await db
    .select({ email: people.email, name: people.name, role: people.role })
    .from(people)
    .where(and(inArray(people.email, emails), eq(people.active, true), isNotNull(people.passwordHash)));
  there.sort((a, b) => emails.indexOf(a.email) - emails.indexOf(b.email));
  return { provider, demo: { people: there, password: DEMO_PASSWORD } };
}
