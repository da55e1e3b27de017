import { z } from 'zod';
import { AppError, type AppErrorCode } from '../../core/app-error.ts';
import { jsonOrNull } from '../../core/json-or-null.ts';
import type { FormPart } from '../../domain/deployments/form-parts.ts';
import type { Context } from '../context.ts';
import { callAs } from '../deployments/call-as.ts';
import { encodeParts } from '../deployments/encode-parts.ts';
import type { LiveRow } from '../deployments/read-live.ts';
import { factsOf } from '../deployments/release-facts.ts';

const problem = z.object({
  title: z.string().max(500).optional(),
  detail: z.string().max(2_000).optional(),
  errors: z.json().optional(),
});
/** A task shows what the caller sent, documents included. */
const MAX_ANSWER_BYTES = 24 * 1024 * 1024;
const CODES: Readonly<Record<number, AppErrorCode>> = {
  400: 'invalid',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
};

/**
 * Calls a live service's task interface as the signed-in person in the roles that do its tasks, and gives its JSON answer.
 * @throws AppError with the service's own words if it refuses, `unavailable` if it does not answer or answers nonsense
 */
export async function callTaskApi<T>(
  ctx: Context,
  row: LiveRow,
  request: { method: 'GET' | 'POST'; path: string; body?: unknown; parts?: readonly FormPart[] },
  answer: z.ZodType<T>,
): Promise<T> {
  const { body, contentType } = await encoded(request);
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== null) headers['content-type'] = contentType;
  const { method, path } = request;
  const { taskRoles } = await factsOf(ctx.db, row);
  if (taskRoles.length === 0) throw new AppError('not_found', `${row.service} leaves no step to people.`);
  const { status, body: text } = await callAs(
    ctx,
    row,
    { roles: taskRoles, scopes: [] },
    {
      ...{ method, path, headers, body },
      maxAnswerBytes: MAX_ANSWER_BYTES,
    },
  );
  const json = jsonOrNull(text);
  if (status >= 200 && status < 300) {
    const checked = answer.safeParse(json);
    if (checked.success) return checked.data;
    throw new AppError('unavailable', `${row.service} gave an answer that is not understood.`, {
      internal: checked.error.message,
    });
  }
  throw refusal(row.service, status, json);
}

interface Encoded {
  contentType: string;
  body: string | Uint8Array | null;
}

async function encoded({ body, parts }: { body?: unknown; parts?: readonly FormPart[] }): Promise<Encoded> {
  if (parts !== undefined) return encodeParts(parts);
  return { contentType: 'application/json', body: body === undefined ? null : JSON.stringify(body) };
}

function refusal(service: string, status: number, json: unknown): AppError {
  const said = problem.safeParse(json);
  const { title, detail, errors } = said.success ? said.data : {};
  const words = detail ?? title ?? `It answered with status ${status}.`;
  const data = errors === undefined ? {} : { data: { errors } };
  return new AppError(CODES[status] ?? 'unavailable', `${service}: ${words}`, {
    ...data,
    internal: `status ${status}`,
  });
}
