/** States what we, the authors, guarantee. A failure is our bug, never the user's mistake. */
export function assert(condition: unknown, guarantee: string): asserts condition {
  if (!condition) throw new Error(`broken guarantee: ${guarantee}`);
}

/** Closes a `switch` over a union: a case that was forgotten does not compile. */
export function unreachable(value: never): never {
  throw new Error(`broken guarantee: unreachable, got ${JSON.stringify(value)}`);
}
