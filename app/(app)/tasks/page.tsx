import { ListTodo } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { RefreshEvery } from '#components/deploy/refresh-every.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageBody, PageHeader } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Status } from '#components/ui/status.tsx';
import { Cell, HeadCell, Row, Table, TableHead } from '#components/ui/table.tsx';
import { may } from '#lib/domain/access/permissions.ts';
import type { TaskOfService } from '#lib/domain/deployments/service-task.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { listTasks } from '#lib/server/tasks/list-tasks.ts';

export const metadata: Metadata = { title: 'Tasks' };

/** The work that running services wait for: the steps that people do, over all services. */
export default async function TasksPage() {
  const ctx = await pageContext();
  if (!may(ctx.actor.role, 'task.complete')) return <NotYours role={ctx.actor.role} />;
  const { tasks, unreachable } = await listTasks(ctx);
  const mine = tasks.filter(({ task }) => task.claimedBy === ctx.actor.id);
  const open = tasks.filter(({ task }) => task.claimedBy !== ctx.actor.id);
  return (
    <>
      <RefreshEvery seconds={5} />
      <PageHeader trail={[{ label: 'Tasks' }]} meta={tasks.length > 0 && `${open.length} open, ${mine.length} mine`} />
      <PageBody>
        {unreachable.map(({ service, reason }) => (
          <Notice key={service} tone="warn" className="mb-3">
            The tasks of{' '}
            <Link href={`/deployments/${service}`} className="font-medium hover:underline">
              {service}
            </Link>{' '}
            cannot be read: {reason}
          </Notice>
        ))}
        {tasks.length === 0 && unreachable.length === 0 && (
          <EmptyState icon={<ListTodo aria-hidden />} title="Nothing waits for a person">
            Steps that a specification leaves to people appear here when a live service is called.
          </EmptyState>
        )}
        {tasks.length > 0 && <TaskTable tasks={[...mine, ...open]} me={ctx.actor.id} />}
      </PageBody>
    </>
  );
}

function NotYours({ role }: { role: string }) {
  return (
    <>
      <PageHeader trail={[{ label: 'Tasks' }]} />
      <EmptyState icon={<ListTodo aria-hidden />} title="Tasks are not shown to your role">
        They hold what callers of services sent. Your role ({role}) may not work on them.
      </EmptyState>
    </>
  );
}

function TaskTable({ tasks, me }: { tasks: readonly TaskOfService[]; me: string }) {
  return (
    <Table label="Tasks">
      <TableHead>
        <HeadCell>Task</HeadCell>
        <HeadCell>Service</HeadCell>
        <HeadCell>Operation</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell>Waiting since</HeadCell>
        <HeadCell>Due</HeadCell>
      </TableHead>
      <tbody>
        {tasks.map(({ service, task }) => (
          <Row key={`${service}/${task.id}`}>
            <Cell className="min-w-48">
              <Link href={`/tasks/${service}/${task.id}`} className="font-medium hover:underline">
                {task.title}
              </Link>
              <span className="block max-w-md truncate text-muted text-xs">{task.instruction}</span>
            </Cell>
            <Cell className="whitespace-nowrap">{service}</Cell>
            <Cell className="font-mono text-xs">{task.operation}</Cell>
            <Cell>
              <TaskState state={task.state} mine={task.claimedBy === me} />
            </Cell>
            <Cell className="text-muted">
              <RelativeTime at={task.createdAt} />
            </Cell>
            <Cell className="text-muted">{task.dueAt === null ? '–' : <RelativeTime at={task.dueAt} />}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function TaskState({ state, mine }: { state: TaskOfService['task']['state']; mine: boolean }) {
  if (state === 'completed') return <Status kind="pass" label="completed" />;
  if (state === 'open') return <Status kind="waiting" label="open" />;
  return mine ? <Status kind="running" label="mine" /> : <Status kind="not-run" label="somebody else's" />;
}
