import { Play } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { KeepFresh } from '#components/run/keep-fresh.tsx';
import { RunTable } from '#components/run/run-table.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageBody, PageHeader } from '#components/ui/page-header.tsx';
import { pageContext } from '#lib/server/people/request-context.ts';
import { listRuns } from '#lib/server/runs/list-runs.ts';

export const metadata: Metadata = { title: 'Runs' };

const SHOWN = 100;

/** The newest runs, of one service (`?service=`) or of all. */
export default async function RunsPage({ searchParams }: { searchParams: Promise<{ service?: string | string[] }> }) {
  const ctx = await pageContext();
  const { service } = await searchParams;
  const name = typeof service === 'string' && service.length <= 200 ? service : undefined;
  const runs = await listRuns(ctx, { ...(name === undefined ? {} : { service: name }), limit: SHOWN });
  return (
    <>
      <PageHeader
        trail={name === undefined ? [{ label: 'Runs' }] : [{ label: 'Runs', href: '/runs' }, { label: name }]}
        meta={runs.length === SHOWN && `the newest ${SHOWN}`}
      />
      <KeepFresh everyMs={runs.some((run) => run.status === 'queued' || run.status === 'running') ? 3_000 : 15_000} />
      <PageBody>
        {runs.length === 0 ? (
          <EmptyState
            icon={<Play />}
            title="Nothing has run yet."
            action={
              <Button asChild>
                <Link href="/services">Open services</Link>
              </Button>
            }
          >
            A run carries a saved version through compiling, testing, review and deployment. Start one with Generate in
            a service’s editor.
          </EmptyState>
        ) : (
          <RunTable runs={runs} />
        )}
      </PageBody>
    </>
  );
}
