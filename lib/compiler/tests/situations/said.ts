import { type Doc, print } from '../../text/doc.ts';

/** A literal in a title. */
export function said(doc: Doc): string {
  return print(doc).replace(/^'|'$/g, '').replace(/^$/, 'empty');
}
