/** The width of one level. */
export const INDENT = 2;

/** A stretch of the text that is no white space between things, and how it is laid out. Tokens are in text order. */
export interface Token {
  start: number;
  end: number;
  /** What is written for it: differs from the text only in the white space inside of texts of several lines. */
  text: string;
  /** Its column if it starts a line. For a comment it is known only with what follows. */
  column: number;
  /** What stands between it and the token before on the same line. */
  glue: '' | ' ' | '  ';
  kind: 'text' | 'mark' | 'comment' | 'block';
  /** Nothing is left blank below it: a key with its values indented, a dash, an opening bracket. */
  opens: boolean;
  /** Blank lines may stand above it if it starts a line. Not so inside of brackets. */
  spaced: boolean;
  /** A top-level key that has exactly one blank line above: it, or the one before it, has several lines. */
  section: boolean;
  /** Its text ends with its own line break, which is part of its value. */
  endsLine: boolean;
  /** Of a comment: the block maps and lists around it, outermost first, with their columns before and after. */
  around: readonly Around[];
}

export interface Around {
  /** The column in the text as it was. */
  was: number;
  /** The column in canonical form. */
  is: number;
}
