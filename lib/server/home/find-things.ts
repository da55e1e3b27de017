import { desc, eq } from 'drizzle-orm';
import { people, runs, services } from '#db/schema.ts';
import { may } from '../../domain/access/permissions.ts';
import { allCodes, explain } from '../../spec/index.ts';
import { authorise, type Context } from '../context.ts';

const MOST = 200;
const RECENT_RUNS = 12;

/** What the command palette finds by name. People only for those who manage them. */
export interface FoundThings {
  services: readonly { name: string; mayEdit: boolean }[];
  runs: readonly { id: string; label: string; status: string }[];
  people: readonly { id: string; name: string; email: string }[];
  /** The diagnostics, by code. */
  codes: readonly { code: string; title: string }[];
  mayCreate: boolean;
}

/** Reads what can be found: up to 200 services and people, and the 12 newest runs. */
export async function findThings(ctx: Context): Promise<FoundThings> {
  authorise(ctx, 'read');
  const mayEdit = may(ctx.actor.role, 'spec.edit');
  const [found, recent, persons] = await Promise.all([
    ctx.db.select({ name: services.name }).from(services).orderBy(services.name).limit(MOST),
    ctx.db
      .select({ id: runs.id, number: runs.number, status: runs.status, service: services.name })
      .from(runs)
      .innerJoin(services, eq(services.id, runs.serviceId))
      .orderBy(desc(runs.createdAt))
      .limit(RECENT_RUNS),
    may(ctx.actor.role, 'people.manage')
      ? ctx.db
          .select({ id: people.id, name: people.name, email: people.email })
          .from(people)
          .orderBy(people.name)
          .limit(MOST)
      : [],
  ]);
  return {
    services: found.map(({ name }) => ({ name, mayEdit })),
    runs: recent.map(({ id, number, status, service }) => ({ id, label: `${service} run ${number}`, status })),
    people: persons,
    codes: allCodes().map((code) => ({ code, title: explain(code)?.title ?? '' })),
    mayCreate: mayEdit,
  };
}
