import { randomUUID } from 'node:crypto';
import { ZodError } from 'zod';
import type { ActionFailure } from '../../core/action-result.ts';
import { AppError } from '../../core/app-error.ts';

/** What a browser is told about an error. The unexpected ones are logged under a reference, which is all that it gets. */
export function toFailure(error: unknown): ActionFailure {
  if (error instanceof AppError) {
    if (error.internal) console.error(`${error.code}: ${error.message} (${error.internal})`);
    return { code: error.code, message: error.message, ...(error.data ? { data: error.data } : {}) };
  }
  if (error instanceof ZodError) {
    const [issue] = error.issues;
    const at = issue?.path.join('.');
    return { code: 'invalid', message: `${at ? `${at}: ` : ''}${issue?.message ?? 'The request has another shape.'}` };
  }
  const reference = randomUUID().slice(0, 8);
  console.error(`unexpected failure ${reference}`, error);
  return {
    code: 'unavailable',
    message: `The server could not finish this. Its log has the details under reference ${reference}.`,
  };
}
