import { z } from 'zod';
import type { ServiceTask } from '../../domain/deployments/service-task.ts';

const jsonObject = z.record(z.string(), z.json());

/** A task as a generated service gives it. Services are made by us but run apart from us: what they say is checked. */
export const taskSchema: z.ZodType<ServiceTask> = z.object({
  id: z.uuid(),
  request: z.uuid(),
  operation: z.string().max(200),
  step: z.string().max(200),
  title: z.string().max(1_000),
  instruction: z.string().max(20_000),
  state: z.enum(['open', 'claimed', 'completed']),
  claimedBy: z.string().max(200).nullable(),
  createdAt: z.string().max(40),
  dueAt: z.string().max(40).nullable().default(null),
  input: jsonObject,
  findings: z.array(z.object({ step: z.string().max(200), finding: z.string().max(10_000) })).max(1_000),
  form: jsonObject,
});

/** One page of tasks; `next` is the offset of the page after it. */
export const taskPageSchema = z.object({
  tasks: z.array(taskSchema).max(1_000),
  next: z.int().min(1).max(999_999).nullish(),
});
