import type { z } from 'zod';
import { AppError } from '../../core/app-error.ts';
import { MAX_SPEC_BYTES } from '../../spec/index.ts';

/** A text of 1 MiB grows in JSON by its escapes; beyond this nothing acceptable can be in it. */
const MAX_BODY_BYTES = 3 * MAX_SPEC_BYTES;

/**
 * Reads a request's JSON, of at most 3 MiB, into a shape. The size is counted while reading, whatever the headers say, so a large
 * body is never held. Throws `too_large`, or `invalid` for what is not JSON; a wrong shape is zod's error.
 */
export async function readJsonBody<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  const text = await readText(request);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError('invalid', 'The request is not JSON. Nothing was stored.');
  }
  return shape.parse(value);
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const reader = request.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    bytes += chunk.value.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      await reader.cancel();
      throw tooLarge();
    }
    text += decode(decoder, chunk.value);
  }
  return text + decode(decoder);
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new AppError('invalid', 'The request is not UTF-8 text. Nothing was stored.');
  }
}

function tooLarge(): AppError {
  return new AppError(
    'too_large',
    'The text is too large; a specification may have 1 MiB. The last saved draft was kept.',
  );
}
