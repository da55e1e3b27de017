import { Pencil } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { readinessText } from '#components/editor/readiness-text.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageBody, PageHeader, Section } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Status } from '#components/ui/status.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx';
import { may } from '#lib/domain/access/permissions.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import type { RunRow, ServiceDetail, VersionRow } from '#lib/server/specs/get-service.ts';
import { runStatus } from '../_components/run-status.ts';
import { GenerateButton } from './_components/generate-button.tsx';
import { readService } from './_components/read-service.ts';

interface Props {
  params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name };
}

/** One service: what is live, what is drafted, its versions and its runs. */
export default async function ServicePage({ params }: Props) {
  const ctx = await pageContext();
  const service = await readService(ctx, (await params).name);
  const edit = may(ctx.actor.role, 'spec.edit');
  return (
    <>
      <PageHeader
        trail={[{ label: 'Services', href: '/services' }, { label: service.name }]}
        action={
          <Button asChild variant="primary">
            <Link href={`/services/${service.name}/edit`}>
              {edit && <Pencil aria-hidden />}
              {edit ? 'Edit' : 'Open the specification'}
            </Link>
          </Button>
        }
      />
      <PageBody>
        {service.summary && <p className="mb-4 max-w-3xl text-muted">{service.summary}</p>}
        <Facts service={service} />
        <Versions service={service} canStart={may(ctx.actor.role, 'run.start')} />
        <Runs service={service} />
      </PageBody>
    </>
  );
}

function Facts({ service }: { service: ServiceDetail }) {
  const { draft, readiness, live } = service;
  return (
    <dl className="mb-8 grid gap-x-8 gap-y-3 text-sm sm:grid-cols-[max-content_1fr]">
      <Fact name="Live">
        {live ? (
          <span className="flex flex-wrap items-center gap-2">
            <Link href={`/deployments/${service.name}`}>
              <Badge tone="pass">{`v${live.version}`}</Badge>
            </Link>
            <span>{`release ${live.release} in ${live.environment}`}</span>
            {live.address && (
              <a href={live.address} className="font-mono text-accent hover:underline">
                {live.address}
              </a>
            )}
            {live.since && (
              <span className="text-muted">
                since <RelativeTime at={live.since} />
              </span>
            )}
          </span>
        ) : (
          <span className="text-muted">Not live. A version goes live after a run of it is approved.</span>
        )}
      </Fact>
      <Fact name="Draft">
        <span className="flex flex-wrap items-center gap-2">
          <span>{service.draftChanged ? 'Changed since the newest version' : 'Same as the newest version'}</span>
          <span className="text-muted">
            {`${draft.lines.toLocaleString('en')} lines, by ${draft.updatedBy.name} `}
            <RelativeTime at={draft.updatedAt} />
          </span>
        </span>
      </Fact>
      <Fact name="Readiness">
        <span className="flex flex-wrap items-center gap-2">
          {readiness.errors > 0 && (
            <Status kind="fail" label={`${readiness.errors} ${readiness.errors === 1 ? 'error' : 'errors'}`} />
          )}
          <span>{readinessText(readiness)}</span>
        </span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Versions({ service, canStart }: { service: ServiceDetail; canStart: boolean }) {
  if (service.versions.length === 0) {
    return (
      <Section title="Versions">
        <EmptyState title="No version yet" className="py-8">
          The draft becomes a version when somebody saves it in the editor.
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section title="Versions" count={service.versions.length}>
      <Table label="Versions">
        <TableHead>
          <HeadCell>Version</HeadCell>
          <HeadCell>Message</HeadCell>
          <HeadCell>Author</HeadCell>
          <HeadCell>Saved</HeadCell>
          <HeadCell>Digest</HeadCell>
          {canStart && <HeadCell align="end">Run</HeadCell>}
        </TableHead>
        <tbody>
          {service.versions.map((version) => (
            <VersionLine key={version.id} service={service.name} version={version} canStart={canStart} />
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function VersionLine({ service, version, canStart }: { service: string; version: VersionRow; canStart: boolean }) {
  return (
    <Row>
      <Cell>
        <Link href={`/services/${service}/versions/${version.number}`} className="font-medium hover:underline">
          {`v${version.number}`}
        </Link>
      </Cell>
      <Cell className="min-w-48 break-words">{version.message}</Cell>
      <Cell className="whitespace-nowrap">{version.author}</Cell>
      <Cell className="text-muted">
        <RelativeTime at={version.createdAt} />
      </Cell>
      <Cell className="font-mono text-muted" title={version.digest}>
        {version.digest.slice(0, 12)}
      </Cell>
      {canStart && (
        <Cell align="end">
          <GenerateButton service={service} version={version.number} />
        </Cell>
      )}
    </Row>
  );
}

function Runs({ service }: { service: ServiceDetail }) {
  if (service.runs.length === 0) {
    return (
      <Section title="Runs">
        <EmptyState title="No run yet" className="py-8">
          A run compiles a version, tests what came of it, and asks for approval.
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section title="Runs" count={service.runs.length}>
      <Table label="Runs">
        <TableHead>
          <HeadCell>Run</HeadCell>
          <HeadCell>Version</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell>Started by</HeadCell>
          <HeadCell>Started</HeadCell>
          <HeadCell>Reason</HeadCell>
        </TableHead>
        <tbody>
          {service.runs.map((run) => (
            <RunLine key={run.id} run={run} service={service.name} />
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function RunLine({ run, service }: { run: RunRow; service: string }) {
  const { kind, label } = runStatus(run);
  return (
    <Row>
      <Cell>
        <Link href={`/runs/${run.id}`} className="font-medium hover:underline">{`#${run.number}`}</Link>
      </Cell>
      <Cell>
        <Link href={`/services/${service}/versions/${run.version}`} className="hover:underline">
          {`v${run.version}`}
        </Link>
      </Cell>
      <Cell>
        <Status kind={kind} label={label} />
      </Cell>
      <Cell className="whitespace-nowrap">{run.startedBy}</Cell>
      <Cell className="text-muted">
        <RelativeTime at={run.createdAt} />
      </Cell>
      <Cell className="min-w-40 break-words text-muted">{run.reason ?? ''}</Cell>
    </Row>
  );
}
