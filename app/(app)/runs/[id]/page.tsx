import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AppError } from '#lib/core/app-error.ts';
import { may } from '#lib/domain/access/permissions.ts';
import { applyRunEvents, emptyRun } from '#lib/domain/runs/run-state.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { getRun } from '#lib/server/runs/get-run.ts';
import { readAllRunEvents } from '#lib/server/runs/read-run-events.ts';
import { RunPage } from './_components/run-page.tsx';

export const metadata: Metadata = { title: 'Run' };

/** One run: rendered as it is now, then followed by its events. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await pageContext();
  const { id } = await params;
  const run = await getRun(ctx, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  });
  const initial = applyRunEvents(emptyRun(), await readAllRunEvents(ctx, run.id));
  const head = {
    id: run.id,
    number: run.number,
    service: run.service.name,
    versionNumber: run.version.number,
    versionMessage: run.version.message,
    startedBy: run.startedBy.name,
    startedAt: run.createdAt,
  };
  return (
    <RunPage
      key={run.id}
      head={head}
      versionId={run.version.id}
      initial={initial}
      serverNow={ctx.now().getTime()}
      mayCancel={may(ctx.actor.role, 'run.cancel')}
      mayStart={may(ctx.actor.role, 'run.start')}
    />
  );
}
