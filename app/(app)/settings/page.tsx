import type { ReactNode } from 'react';
import { PageBody, PageHeader, Section } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Status } from '#components/ui/status.tsx';
import { may } from '#lib/domain/access/permissions.ts';
import { ROLE_TEXTS } from '#lib/domain/access/roles.ts';
import { readWorkspaceFacts, type WorkspaceFacts } from '#lib/server/home/read-workspace-facts.ts';
import { listPeople } from '#lib/server/people/list-people.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { freshProofKind } from '#lib/server/people/verify-fresh.ts';
import { OwnPassword } from './_components/own-password.tsx';
import { People } from './_components/people.tsx';

export const metadata = { title: 'Settings' };

/** How this workspace runs, one's own sign-in, and for administrators the people. */
export default async function SettingsPage() {
  const ctx = await pageContext();
  const [facts, proof] = await Promise.all([readWorkspaceFacts(ctx), freshProofKind(ctx)]);
  const people = may(ctx.actor.role, 'people.manage') ? await listPeople(ctx) : null;
  return (
    <>
      <PageHeader trail={[{ label: 'Settings' }]} />
      <PageBody>
        {people && (
          <People
            people={people}
            self={ctx.actor.id}
            provider={facts.provider?.name ?? null}
            claimRules={facts.provider?.roleClaim != null}
          />
        )}
        <Section title="Workspace">
          <Facts facts={facts} />
        </Section>
        <Section title="Your sign-in">
          <dl>
            <Fact name="Name">{ctx.actor.name}</Fact>
            <Fact name="E-mail">{ctx.actor.email}</Fact>
            <Fact name="Role">
              {ROLE_TEXTS[ctx.actor.role].label} <span className="text-muted">· {ROLE_TEXTS[ctx.actor.role].does}</span>
            </Fact>
            <Fact name="Last proof of identity">
              {ctx.actor.authenticatedAt.getTime() === 0 ? 'not told' : <RelativeTime at={ctx.actor.authenticatedAt} />}
            </Fact>
            <Fact name="Password">
              <OwnPasswordFact proof={proof} facts={facts} />
            </Fact>
          </dl>
        </Section>
      </PageBody>
    </>
  );
}

function OwnPasswordFact({ proof, facts }: { proof: 'password' | 'provider'; facts: WorkspaceFacts }) {
  if (proof === 'provider') return 'kept by your identity provider';
  if (facts.workspace === 'demo') return 'known to everybody: this is a demo workspace';
  return <OwnPassword />;
}

function Facts({ facts }: { facts: WorkspaceFacts }) {
  return (
    <dl>
      <Fact name="Kind">
        {facts.workspace === 'demo'
          ? 'demo: five people with a known password'
          : 'real: no default people or passwords'}
      </Fact>
      <Fact name="Database">
        {facts.database.version}{' '}
        <span className="text-muted">· {facts.database.kind === 'embedded' ? 'embedded' : 'your own'}</span>
      </Fact>
      <Fact name="Sandbox">
        <Sandbox sandbox={facts.sandbox} />
      </Fact>
      <Fact name="Model">
        {facts.model.configured ? (
          <>
            {facts.model.label} <span className="text-muted">· at {facts.model.host}</span>
          </>
        ) : (
          <>
            none <span className="text-muted">· {facts.model.reason}</span>
          </>
        )}
      </Fact>
      <Fact name="Identity provider">
        {facts.provider ? (
          <>
            {facts.provider.name} <span className="text-muted">· {facts.provider.issuer}</span>
            <span className="block text-muted">
              {facts.provider.roleClaim
                ? `roles come from the claim ${facts.provider.roleClaim}; without it nobody comes in`
                : 'only people whom an administrator added by e-mail come in'}
            </span>
          </>
        ) : (
          <>
            none <span className="text-muted">· set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET</span>
          </>
        )}
      </Fact>
      <Fact name="Services">{facts.services}</Fact>
    </dl>
  );
}

function Sandbox({ sandbox }: { sandbox: WorkspaceFacts['sandbox'] }) {
  if (!sandbox) return <span className="text-muted">not known before the first run</span>;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Status kind={sandbox.level === 'full' ? 'pass' : 'warn'} label={sandbox.level} />
      <span className="text-muted">
        in the last run, <RelativeTime at={sandbox.at} />
      </span>
    </span>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 border-hairline border-b py-1.5 text-sm last:border-b-0 sm:grid-cols-[12rem_1fr]">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
