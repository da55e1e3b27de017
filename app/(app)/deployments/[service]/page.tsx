import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { healthWord, stateSentence } from '#components/deploy/deployment-words.ts';
import { OperationConsole } from '#components/deploy/operation-console.tsx';
import { OperatorPageButton } from '#components/deploy/operator-page-button.tsx';
import { RefreshEvery } from '#components/deploy/refresh-every.tsx';
import { CodeBlock, CopyButton } from '#components/ui/code-block.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageBody, PageHeader, Section } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Status } from '#components/ui/status.tsx';
import { AppError } from '#lib/core/app-error.ts';
import { may } from '#lib/domain/access/permissions.ts';
import type { Callers, ServiceDeployment } from '#lib/domain/deployments/service-deployment.ts';
import { getServiceDeployment } from '#lib/server/deployments/get-service-deployment.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { DeploymentHistory } from './_components/deployment-history.tsx';
import { issueTokenAction, rollBackAction } from './actions.ts';

type Props = { params: Promise<{ service: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).service} · Deployments` };
}

/** A deployed service: how it stands, a form that calls it, what was live before. */
export default async function DeploymentPage({ params }: Props) {
  const ctx = await pageContext();
  const { service } = await params;
  const deployment = await getServiceDeployment(ctx, service).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  const { live, history, log } = deployment;
  const mayCall = may(ctx.actor.role, 'deployment.call');
  return (
    <>
      <RefreshEvery seconds={5} />
      <PageHeader
        trail={[{ label: 'Deployments', href: '/deployments' }, { label: service }]}
        meta={<Status kind={healthWord(deployment.health).kind} label={healthWord(deployment.health).word} />}
      />
      <PageBody>
        <State deployment={deployment} />
        {live && (
          <Section
            title="Call it"
            action={
              mayCall &&
              deployment.taskRoles.length > 0 &&
              takesBearerTokens(deployment.callers) && (
                <OperatorPageButton
                  service={service}
                  address={live.address}
                  roles={deployment.taskRoles}
                  issueToken={issueTokenAction}
                />
              )
            }
          >
            {mayCall && deployment.callers ? (
              <OperationConsole
                // What is typed and answered stays through a switch of releases, unless the operations are others.
                key={JSON.stringify(deployment.operations)}
                service={service}
                address={live.address}
                operations={deployment.operations}
                roles={deployment.roles}
                callers={deployment.callers}
                issueToken={issueTokenAction}
              />
            ) : (
              <p className="py-3 text-muted text-sm">Your role ({ctx.actor.role}) may not call services.</p>
            )}
          </Section>
        )}
        <Section title="Releases" count={history.length}>
          {history.length === 0 ? (
            <EmptyState title="Nothing was deployed yet">
              A run puts the service live once a second person approves it.
            </EmptyState>
          ) : (
            <DeploymentHistory
              service={service}
              live={live}
              history={history}
              choices={deployment.rollbackTo}
              rollBack={may(ctx.actor.role, 'deployment.rollback') ? rollBackAction : null}
            />
          )}
        </Section>
        {log.length > 0 && (
          <Section title="Log">
            <details className="pt-2">
              <summary className="cursor-pointer text-muted text-sm">
                {log.length === 1 ? 'The last line' : `The last ${log.length} lines`} that the service wrote
              </summary>
              <CodeBlock label="log" text={log.join('\n')} className="mt-2 max-h-96 overflow-y-auto" />
            </details>
          </Section>
        )}
      </PageBody>
    </>
  );
}

/** A service's own page for people sends what it was opened with as a bearer token (RFC 6750). */
function takesBearerTokens(callers: Callers | null): boolean {
  if (callers === null || callers.kind === 'keys' || callers.place.kind !== 'header') return false;
  return callers.place.name.toLowerCase() === 'authorization' && callers.place.prefix?.toLowerCase() === 'bearer';
}

function State({ deployment }: { deployment: ServiceDeployment }) {
  const { live, memoryBytes, simulated, missing } = deployment;
  return (
    <div className="mb-6">
      <p className="text-lg">{stateSentence(deployment)}</p>
      {live && (
        <p className="mt-1 flex flex-wrap items-center gap-x-4 text-muted text-sm">
          <span className="inline-flex items-center font-mono">
            {live.address}
            <CopyButton text={live.address} label="Copy the address" />
          </span>
          <span>
            since <RelativeTime at={live.since} />
          </span>
          {memoryBytes !== null && <span className="tabular-nums">{Math.round(memoryBytes / 1_048_576)} MB</span>}
        </p>
      )}
      {simulated.length > 0 && (
        <Caution label="Simulated, not real" names={simulated}>
          Stand-ins answer as the specification describes them.
        </Caution>
      )}
      {missing.length > 0 && (
        <Caution label="Not on this machine" names={missing}>
          Steps that start what is missing answer 503 until somebody installs it.
        </Caution>
      )}
    </div>
  );
}

function Caution({ label, names, children }: { label: string; names: readonly string[]; children: string }) {
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-2 text-sm">
      <Status kind="warn" label={label} />
      <span className="font-mono">{names.join(', ')}</span>
      <span className="text-muted">{children}</span>
    </p>
  );
}
