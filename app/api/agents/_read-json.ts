import { AppError } from '#lib/core/app-error.ts';

/** A request's JSON body of at most `maxBytes`. A body that does not declare its length is refused before it is read. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const declared = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(declared <= maxBytes))
    throw new AppError('too_large', `The request may hold ${maxBytes} bytes at most and must say how many it holds.`);
  try {
    return JSON.parse(await request.text());
  } catch {
    throw new AppError('invalid', 'The request is not JSON.');
  }
}
