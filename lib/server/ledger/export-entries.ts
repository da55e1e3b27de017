import { authorise, type Context } from '../context.ts';
import { parseFilter, readEntries } from './list-entries.ts';

const BATCH = 500;

/**
 * The ledger under a filter as NDJSON, newest first: one entry per line. It is read in batches as the reader takes it, so
 * that a long ledger costs no memory. Throws `invalid` for the filter before anything is sent.
 */
export function exportEntries(ctx: Context, given: unknown): ReadableStream<Uint8Array> {
  authorise(ctx, 'read');
  const filter = parseFilter(given);
  const encoder = new TextEncoder();
  let before = filter.before;
  return new ReadableStream({
    async pull(controller) {
      const entries = await readEntries(ctx, { ...filter, before }, BATCH);
      if (entries.length > 0) {
        controller.enqueue(encoder.encode(entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')));
      }
      before = entries.at(-1)?.seq;
      if (entries.length < BATCH) controller.close();
    },
  });
}
