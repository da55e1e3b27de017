import type { DbOrTx } from '../../db/client.ts';
import { AppError } from '../core/app-error.ts';
import { may, type Permission, type PlatformRole } from '../domain/access/permissions.ts';

/** Who acts. Made from a verified session only, never from what a browser sends. */
export interface Actor {
  id: string;
  name: string;
  email: string;
  role: PlatformRole;
  sessionId: string;
  /** When the person last proved who they are. */
  authenticatedAt: Date;
}

/** What every use case takes first: who, when, and through what. Time and ids are arguments, so tests are exact. */
export interface Context<D extends DbOrTx = import('../../db/client.ts').Db> {
  db: D;
  actor: Actor;
  now: () => Date;
  newId: () => string;
}

/** The first line of every use case. Throws `forbidden` with a sentence that says which role is missing what. */
export function authorise(ctx: { actor: Actor }, permission: Permission): void {
  if (may(ctx.actor.role, permission)) return;
  throw new AppError('forbidden', `Your role (${ctx.actor.role}) does not allow this.`, {
    internal: `missing ${permission}`,
  });
}
