import { z } from 'zod';
import { AppError } from '../../core/app-error.ts';

/** A task's id, which becomes part of an address. Throws `not_found` for what cannot be one. */
export function requireTaskId(id: string): string {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) throw new AppError('not_found', 'There is no such task.');
  return parsed.data;
}
