/** What is known about one code besides what the checker says. `wrong` makes the diagnostic, `right` does not: both are checked by a test. */
export interface Page {
  /** A few words, without the particulars. */
  title: string;
  /** Why the language asks for it, and what happens otherwise. */
  why: string;
  /** A piece of a specification; sections that it leaves out do not matter. Null where no short text can show it. */
  wrong: string | null;
  right: string | null;
}

/** A page for every code of a table. */
export type Pages<Codes> = Readonly<Record<keyof Codes, Page>>;
