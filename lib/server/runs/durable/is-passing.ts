import { AppError } from '../../../core/app-error.ts';

/** SQLSTATE classes and codes that say "not now": connection, resources, operator intervention, serialisation, deadlock. */
const PASSING_STATES = /^(08|53|57P|40001|40P01|55P03)/;
const PASSING_ERRORS = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND']);

/** Whether an error is likely to be gone when the same is tried again later. Looks through causes. */
export function isPassing(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'unavailable';
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string') {
    if (PASSING_ERRORS.has(error.code) || PASSING_STATES.test(error.code)) return true;
  }
  // pg says these without a code.
  if (/Connection terminated|timeout exceeded when trying to connect/.test(error.message)) return true;
  return error.cause !== undefined && isPassing(error.cause);
}
