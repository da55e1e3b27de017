import { Boxes, CircleCheck, FilePen, Rocket } from 'lucide-react';
import Link from 'next/link';
import { Suspense } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageBody, PageHeader, Section } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SkeletonRows } from '#components/ui/skeleton.tsx';
import { Status } from '#components/ui/status.tsx';
import { may } from '#lib/domain/access/permissions.ts';
import { type Home, type MyRun, readHome } from '#lib/server/home/read-home.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { HomeItem } from './_components/home-item.tsx';
import { HomeTasks } from './_components/home-tasks.tsx';

export const metadata = { title: 'Home' };

/** What waits for me, each with the next action; below, what is under way and what is live. */
export default async function HomePage() {
  const ctx = await pageContext();
  const home = await readHome(ctx);
  const mayEdit = may(ctx.actor.role, 'spec.edit');
  const waiting = home.approvals.length + home.stopped.length + home.drafts.length;
  return (
    <>
      <PageHeader trail={[{ label: 'Home' }]} />
      <PageBody>
        <Section title="Waits for you" count={waiting}>
          {waiting === 0 ? <NothingWaits anyService={home.anyService} mayEdit={mayEdit} /> : <Waiting home={home} />}
        </Section>
        {home.live.length > 0 && may(ctx.actor.role, 'task.complete') && (
          <Suspense fallback={<TasksComing />}>
            <HomeTasks ctx={ctx} />
          </Suspense>
        )}
        {home.moving.length > 0 && (
          <Section title="Under way" count={home.moving.length}>
            <ul>
              {home.moving.map((run) => (
                <MovingRun key={run.id} run={run} />
              ))}
            </ul>
          </Section>
        )}
        {home.anyService && <Live home={home} />}
      </PageBody>
    </>
  );
}

function TasksComing() {
  return (
    <Section title="Open tasks">
      <SkeletonRows rows={1} />
    </Section>
  );
}

function NothingWaits({ anyService, mayEdit }: { anyService: boolean; mayEdit: boolean }) {
  if (anyService || !mayEdit) {
    return (
      <EmptyState className="py-8" icon={<CircleCheck aria-hidden />} title="Nothing waits for you">
        {anyService
          ? 'Approvals that you may sign, runs of yours that failed and drafts that are no version yet appear here.'
          : 'There is no service yet. An architect makes the first one.'}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Boxes aria-hidden />}
      title="There is no service yet"
      action={
        <Button asChild variant="primary">
          <Link href="/services/new">New service</Link>
        </Button>
      }
    >
      A service starts as one text: a specification of your own, or one of the templates.
    </EmptyState>
  );
}

function Waiting({ home }: { home: Home }) {
  return (
    <ul>
      {home.approvals.map((item) => (
        <HomeItem
          key={item.runId}
          status={<Status kind="waiting" iconOnly label="waits for your approval" />}
          title={`May ${item.service} v${item.versionNumber} go live?`}
          detail={`${item.message} · started by ${item.startedBy}`}
          at={item.at}
          href={`/runs/${item.runId}/review`}
          action="Review"
        />
      ))}
      {home.stopped.map((run) => (
        <HomeItem
          key={run.id}
          status={<Status kind="fail" iconOnly label={run.status} />}
          title={`${run.service} run ${run.number} ${run.status === 'failed' ? `failed in ${run.stage}` : 'was rejected'}`}
          detail={run.reason ?? ''}
          at={run.at}
          href={`/runs/${run.id}`}
          action="Open run"
        />
      ))}
      {home.drafts.map((service) => (
        <HomeItem
          key={service.id}
          status={<FilePen className="size-4 text-muted" aria-label="draft" />}
          title={`${service.name} has a draft that is no version yet`}
          detail={readinessText(service.readiness)}
          at={service.draft.updatedAt}
          href={`/services/${service.name}/edit`}
          action="Continue"
        />
      ))}
    </ul>
  );
}

function readinessText({ errors, prose, precise }: { errors: number; prose: number; precise: number }): string {
  if (errors > 0) return `${errors} ${errors === 1 ? 'problem' : 'problems'} to mend first`;
  if (prose === 0) return 'no problems · every step is precise';
  return `no problems · ${prose} of ${precise + prose} steps are prose, done by people`;
}

function MovingRun({ run }: { run: MyRun }) {
  const waits = run.status === 'waiting';
  return (
    <li className="flex h-9 items-center gap-3 border-hairline border-b text-sm last:border-b-0">
      <Status kind={waits ? 'waiting' : 'running'} iconOnly label={run.status} />
      <Link href={`/runs/${run.id}`} className="min-w-0 truncate hover:underline">
        {`${run.service} run ${run.number}`}
      </Link>
      <span className="text-muted">{waits ? 'waits for another person' : `${run.status} · ${run.stage}`}</span>
      <span className="ml-auto text-muted text-xs">
        <RelativeTime at={run.at} />
      </span>
    </li>
  );
}

function Live({ home }: { home: Home }) {
  return (
    <Section title="Live" count={home.live.length}>
      {home.live.length === 0 ? (
        <EmptyState className="py-8" icon={<Rocket aria-hidden />} title="Nothing is live yet">
          An approved run goes live by itself and appears here.
        </EmptyState>
      ) : (
        <ul>
          {home.live.map(({ id, name, live }) => (
            <li key={id} className="flex h-9 items-center gap-3 border-hairline border-b text-sm last:border-b-0">
              <Status kind="pass" iconOnly label="live" />
              <Link href={`/deployments/${name}`} className="min-w-0 truncate hover:underline">
                {name}
              </Link>
              {live && <Badge>{`v${live.version} · release ${live.release}`}</Badge>}
              {live?.address && <code className="hidden truncate text-muted text-xs sm:block">{live.address}</code>}
              <span className="ml-auto text-muted text-xs">{live?.since && <RelativeTime at={live.since} />}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
