import { notYet } from '#lib/compiler/not-yet.ts';
import type { Model } from '#lib/spec/model.ts';
import { first, type Listed, type Row } from './meaning.ts';

/** What this version does not generate, as rows. In a file of its own: it brings the compiler's emitters along. */
export function notYetRows(model: Model): Listed<Row> {
  return first(notYet(model), ({ id, span, what }) => ({
    id,
    span,
    name: id.slice(id.lastIndexOf('/') + 1),
    text: what,
  }));
}
