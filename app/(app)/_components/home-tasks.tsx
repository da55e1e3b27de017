import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Section } from '#components/ui/page-header.tsx';
import { Status } from '#components/ui/status.tsx';
import type { Context } from '#lib/server/context.ts';
import { listTasks } from '#lib/server/tasks/list-tasks.ts';
import { HomeItem } from './home-item.tsx';

const SHOWN = 5;

/** The tasks that are open or mine, oldest first. Read from the services themselves, hence apart from the rest of the page. */
export async function HomeTasks({ ctx }: { ctx: Context }) {
  const inbox = await listTasks(ctx);
  const tasks = inbox.tasks.filter(({ task }) => task.claimedBy === null || task.claimedBy === ctx.actor.id);
  if (tasks.length === 0 && inbox.unreachable.length === 0) return null;
  return (
    <Section
      title="Open tasks"
      count={tasks.length}
      action={
        tasks.length > SHOWN && (
          <Button asChild size="small" variant="quiet">
            <Link href="/tasks">All tasks</Link>
          </Button>
        )
      }
    >
      {inbox.unreachable.map(({ service, reason }) => (
        <Notice key={service} tone="warn" className="mt-2">
          {`The tasks of ${service} cannot be read. ${reason}`}
        </Notice>
      ))}
      <ul>
        {tasks.slice(0, SHOWN).map(({ service, task }) => (
          <HomeItem
            key={task.id}
            status={<Status kind="waiting" iconOnly label={task.claimedBy ? 'claimed by you' : 'open'} />}
            title={task.title}
            detail={`${service} · ${task.operation}${task.claimedBy ? ' · claimed by you' : ''}`}
            at={task.createdAt}
            href={`/tasks/${service}/${task.id}`}
            action={task.claimedBy ? 'Continue' : 'Open'}
          />
        ))}
      </ul>
    </Section>
  );
}
