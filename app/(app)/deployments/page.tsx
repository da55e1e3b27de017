import { Rocket } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { healthWord } from '#components/deploy/deployment-words.ts';
import { RefreshEvery } from '#components/deploy/refresh-every.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageBody, PageHeader } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Status } from '#components/ui/status.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx';
import { listDeployments } from '#lib/server/deployments/list-deployments.ts';
import { pageContext } from '#lib/server/people/request-context.ts';

export const metadata: Metadata = { title: 'Deployments' };

/** What runs, where, since when. */
export default async function DeploymentsPage() {
  const deployments = await listDeployments(await pageContext());
  return (
    <>
      <RefreshEvery seconds={5} />
      <PageHeader trail={[{ label: 'Deployments' }]} />
      <PageBody>
        {deployments.length === 0 ? (
          <EmptyState
            icon={<Rocket aria-hidden />}
            title="Nothing is deployed yet"
            action={
              <Button asChild>
                <Link href="/services">Open services</Link>
              </Button>
            }
          >
            A service goes live when its run is approved by a second person.
          </EmptyState>
        ) : (
          <Table label="Deployments">
            <TableHead>
              <HeadCell>Service</HeadCell>
              <HeadCell>State</HeadCell>
              <HeadCell>Release</HeadCell>
              <HeadCell>Version</HeadCell>
              <HeadCell>Address</HeadCell>
              <HeadCell>Since</HeadCell>
            </TableHead>
            <tbody>
              {deployments.map(({ service, live, health }) => (
                <Row key={service}>
                  <Cell>
                    <Link href={`/deployments/${service}`} className="font-medium hover:underline">
                      {service}
                    </Link>
                  </Cell>
                  <Cell>
                    <Status kind={healthWord(health).kind} label={healthWord(health).word} />
                  </Cell>
                  <Cell className="tabular-nums">{live?.releaseNumber ?? '–'}</Cell>
                  <Cell className="tabular-nums">{live ? `v${live.versionNumber}` : '–'}</Cell>
                  <Cell className="font-mono text-xs">{live?.address ?? '–'}</Cell>
                  <Cell className="text-muted">{live ? <RelativeTime at={live.since} /> : '–'}</Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        )}
      </PageBody>
    </>
  );
}
