import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { TaskFacts } from '#components/tasks/task-facts.tsx';
import { TaskForm } from '#components/tasks/task-form.tsx';
import { PageBody, PageHeader, Section } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { AppError } from '#lib/core/app-error.ts';
import { pageContext } from '#lib/server/people/request-context.ts';
import { getTask } from '#lib/server/tasks/get-task.ts';
import { Unreachable } from '../../../deployments/_unreachable.tsx';
import { claimTaskAction, completeTaskAction } from './actions.ts';

export const metadata: Metadata = { title: 'Task' };

/** One task: what to do, what was sent, what earlier steps found, and the form. */
export default async function TaskPage({ params }: { params: Promise<{ service: string; id: string }> }) {
  const { service, id } = await params;
  const ctx = await pageContext();
  if (!z.uuid().safeParse(id).success) notFound();
  const task = await getTask(ctx, { service, id }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    if (error instanceof AppError && (error.code === 'unavailable' || error.code === 'forbidden')) return error;
    throw error;
  });
  if (task instanceof AppError)
    return <Unreachable trail={[{ label: 'Tasks', href: '/tasks' }, { label: service }]} error={task} />;
  const mine = task.state === 'claimed' && task.claimedBy === ctx.actor.id;
  return (
    <>
      <PageHeader
        trail={[
          { label: 'Tasks', href: '/tasks' },
          { label: service, href: `/deployments/${service}` },
          { label: task.title },
        ]}
        meta={
          <span>
            {task.operation} · since <RelativeTime at={task.createdAt} />
            {task.dueAt !== null && (
              <>
                {' '}
                · due <RelativeTime at={task.dueAt} />
              </>
            )}
          </span>
        }
      />
      <PageBody>
        <div className="grid gap-x-10 lg:grid-cols-2">
          <div className="min-w-0">
            <Section title="What to do">
              <p className="whitespace-pre-wrap break-words py-3 text-lg">{task.instruction}</p>
              <p className="text-muted text-xs">
                The specification leaves this step to a person. What you fill in goes on to the next step or to the
                caller.
              </p>
            </Section>
            <Section title="Your answer">
              <div className="py-3">
                <TaskForm
                  key={task.id}
                  service={service}
                  task={task}
                  mine={mine}
                  claim={claimTaskAction}
                  complete={completeTaskAction}
                />
              </div>
            </Section>
          </div>
          <div className="min-w-0">
            <TaskFacts task={task} inFull={mine} />
          </div>
        </div>
      </PageBody>
    </>
  );
}
