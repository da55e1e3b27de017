/** Either a value or a reason why there is none. For failures that are expected and that the caller decides on. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

/** A success. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** A failure with its reason. */
export function err<E>(error: E): Result<never, E> {
  return { ok: false, error };
}
