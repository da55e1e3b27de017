import type { ReactNode } from 'react';
import { Shell } from '#components/shell/shell.tsx';
import { ROLE_TEXTS } from '#lib/domain/access/roles.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { findAction, signOutAction } from './_actions/shell-actions.ts';

/** The frame of all pages for signed-in people. Each page asks for its own context too: a layout is not a guard. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const { name, email, role } = ctx.actor;
  return (
    <Shell person={{ name, email, role: ROLE_TEXTS[role].label }} find={findAction} onSignOut={signOutAction}>
      {children}
    </Shell>
  );
}
