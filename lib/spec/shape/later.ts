import type { KeyShape } from './shape.ts';

/** A key that belongs to the language and that this version cannot compile. Using it is an error that says so. */
export function later(doc: string, example: string): KeyShape {
  return {
    takes: { form: 'text', what: doc },
    doc: `${doc} Not compiled by this version yet.`,
    example,
    later: true,
  };
}
