import type { Severity } from '../diagnostic.ts';

/** What is known about one code. `wrong` makes the diagnostic, `right` does not: both are checked by a test. */
export interface Page<A> {
  severity: Severity;
  /** A few words, without the particulars. */
  title: string;
  /** One line with the particulars. */
  message: (args: A) => string;
  /** Why the language asks for it, and what happens otherwise. */
  why: string;
  /** A piece of a specification; sections that it leaves out do not matter. Null where no short text can show it. */
  wrong: string | null;
  right: string | null;
}

/** Types a page by the arguments of its message. */
export function page<A>(content: Page<A>): Page<A> {
  return content;
}
