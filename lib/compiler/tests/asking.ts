import type { Plan } from '../plan.ts';
import { type Doc, list } from '../text/doc.ts';
import { quote } from '../text/quote.ts';

/** Who asks another system in a test, and until when: for which request only where files are kept for it. */
export function askingText({ files, waits }: Plan, step: string, key: string, deadline = 'Date.now() + 10_000'): Doc {
  const request = files.brought && waits ? ["request: '00000000-0000-4000-8000-000000000000'"] : [];
  const members = [`step: ${quote(step)}`, ...request, `idempotencyKey: ${quote(key)}`, `deadline: ${deadline}`];
  return list('{', members, '}', true);
}
