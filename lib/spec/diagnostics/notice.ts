import type { Severity } from '../diagnostic.ts';

/** What the checker says by one code. */
export interface Notice<A> {
  severity: Severity;
  /** One line with the particulars. */
  message: (args: A) => string;
}

/** Types a notice by the arguments of its message. */
export function notice<A>(content: Notice<A>): Notice<A> {
  return content;
}
