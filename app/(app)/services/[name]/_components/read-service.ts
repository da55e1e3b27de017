import { notFound } from 'next/navigation';
import { AppError } from '#lib/core/app-error.ts';
import type { Context } from '#lib/server/context.ts';
import { getService, type ServiceDetail } from '#lib/server/specs/get-service.ts';

/** The service of a page's address; an unknown name is the not-found page. */
export function readService(ctx: Context, name: string): Promise<ServiceDetail> {
  return orNotFound(getService(ctx, name));
}

/** Turns `not_found` of a use case into the not-found page. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
}
