import { z } from 'zod';
import type { Json } from '../../core/canonical-json.ts';
import { formParts } from '../../domain/deployments/form-parts.ts';
import type { JsonSchema } from '../../domain/deployments/service-operation.ts';
import { appendEntry } from '../audit/append-entry.ts';
import { authorise, type Context } from '../context.ts';
import { requireLive } from '../deployments/read-live.ts';
import { callTaskApi } from './call-task-api.ts';
import { getTask } from './get-task.ts';

/** What a person filled in. */
export interface TaskAnswer {
  service: string;
  id: string;
  /** By the names of the form's properties. The service checks them against the form. */
  values: Readonly<Record<string, Json>>;
}

/**
 * Completes a task with a person's values. The service decides and keeps its own record in its own database; the ledger here
 * says who did which step, never the values (they may be personal data).
 * @throws AppError `invalid` naming the fields that the form refuses, `conflict` if it is done already or somebody else's
 */
export async function completeTask(ctx: Context, { service, id, values }: TaskAnswer): Promise<{ request: string }> {
  authorise(ctx, 'task.complete');
  const row = await requireLive(ctx.db, service);
  const task = await getTask(ctx, { service, id });
  // A form with files travels as a form, any other as JSON.
  const answer = asksForFiles(task.form) ? { parts: formParts(values, task.form) } : { body: values };
  await callTaskApi(ctx, row, { method: 'POST', path: `/tasks/${task.id}/complete`, ...answer }, z.unknown());
  await appendEntry(ctx.db, {
    ...{ id: ctx.newId(), at: ctx.now(), actorId: ctx.actor.id, action: 'task.completed', serviceId: row.serviceId },
    subject: `task:${task.id}`,
    detail: { taskId: task.id, operation: task.operation, step: task.step },
  });
  return { request: task.request };
}

function asksForFiles(form: JsonSchema): boolean {
  return JSON.stringify(form).includes('"x-file"');
}
