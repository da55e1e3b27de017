/**
 * Where a request came from, for counting tries: the last entry of `X-Forwarded-For`, which the nearest proxy (or Next
 * itself) wrote. It can be forged where no proxy is in front, so nothing but a second limit depends on it.
 */
export function requestAddress(headers: Headers | Readonly<Record<string, unknown>> | undefined): string {
  const value = headers instanceof Headers ? headers.get('x-forwarded-for') : headers?.['x-forwarded-for'];
  if (typeof value !== 'string') return 'unknown';
  return value.split(',').at(-1)?.trim().slice(0, 64) || 'unknown';
}
