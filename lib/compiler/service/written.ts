import type { Doc } from '../text/doc.ts';

/** How tightly an expression holds together; parentheses come from comparing these. */
export const LEVEL = {
  conditional: 1,
  or: 2,
  and: 3,
  equality: 4,
  relation: 5,
  sum: 6,
  product: 7,
  unary: 8,
  atom: 9,
} as const;

export interface Written {
  text: Doc;
  level: number;
}

/** A text that nothing around it can take apart. */
export const atom = (text: Doc): Written => ({ text, level: LEVEL.atom });
