import { Boxes } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageBody, PageHeader } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Status } from '#components/ui/status.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx';
import { may } from '#lib/domain/access/permissions.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { listServices, type ServiceSummary } from '#lib/server/specs/list-services.ts';
import { runStatus } from './_components/run-status.ts';

export const metadata = { title: 'Services' };

/** All services: what is written, what was proven, what is live. */
export default async function ServicesPage() {
  const ctx = await pageContext();
  const found = await listServices(ctx);
  const create = may(ctx.actor.role, 'spec.edit') && (
    <Button asChild variant="primary">
      <Link href="/services/new">New service</Link>
    </Button>
  );
  return (
    <>
      <PageHeader trail={[{ label: 'Services' }]} action={create} />
      <PageBody>
        {found.length === 0 ? (
          <EmptyState icon={<Boxes aria-hidden />} title="There is no service yet" action={create}>
            {create
              ? 'A service starts as one text: a specification of your own, or one of the templates.'
              : 'An architect or an orchestrator makes the first one.'}
          </EmptyState>
        ) : (
          <Services services={found} />
        )}
      </PageBody>
    </>
  );
}

function Services({ services }: { services: readonly ServiceSummary[] }) {
  return (
    <Table label="Services">
      <TableHead>
        <HeadCell>Service</HeadCell>
        <HeadCell>Version</HeadCell>
        <HeadCell>Draft</HeadCell>
        <HeadCell>Last run</HeadCell>
        <HeadCell>Live</HeadCell>
        <HeadCell align="end">Changed</HeadCell>
      </TableHead>
      <tbody>
        {services.map((service) => (
          <Row key={service.id}>
            <Cell>
              <Link href={`/services/${service.name}`} className="whitespace-nowrap font-medium hover:underline">
                {service.name}
              </Link>
            </Cell>
            <Cell className="whitespace-nowrap">
              {service.version ? `v${service.version.number}` : <span className="text-muted">none yet</span>}
              {service.version && !service.version.matchesDraft && <span className="text-muted"> · draft differs</span>}
            </Cell>
            <Cell>
              <ReadinessText service={service} />
            </Cell>
            <Cell>
              <LastRun run={service.lastRun} />
            </Cell>
            <Cell className="whitespace-nowrap">
              {service.live ? (
                <Link href={`/deployments/${service.name}`} className="hover:underline">
                  <Badge tone="pass">{`v${service.live.version}`}</Badge>{' '}
                  <span className="text-muted">{service.live.environment}</span>
                </Link>
              ) : (
                <span className="text-muted">not live</span>
              )}
            </Cell>
            <Cell align="end" className="text-muted">
              <RelativeTime at={service.draft.updatedAt} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function ReadinessText({ service }: { service: ServiceSummary }) {
  const { errors, precise, prose } = service.readiness;
  if (errors > 0) return <Status kind="fail" label={`${errors} ${errors === 1 ? 'problem' : 'problems'}`} />;
  const label = prose > 0 ? `${precise} precise, ${prose} prose` : 'all precise';
  return <Status kind={prose > 0 ? 'warn' : 'pass'} label={label} />;
}

function LastRun({ run }: { run: ServiceSummary['lastRun'] }) {
  if (!run) return <Status kind="not-run" label="none yet" />;
  const { kind, label } = runStatus(run);
  return (
    <Link href={`/runs/${run.id}`} className="hover:underline">
      <Status kind={kind} label={`${run.number} ${label}`} />
    </Link>
  );
}
