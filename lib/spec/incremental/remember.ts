import type { ReadContext } from '../read/context.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { Work } from './record-reading.ts';

/**
 * Reads a declaration, or gives what was read before if nothing changed that `work` asks for. It may look at its context, at
 * `around` and at `node`, and at nothing else; its result is plain data without nodes. See `ReadingMemory`.
 */
export function remember<S extends object, T>(
  ctx: ReadContext,
  kind: string,
  node: YamlNode,
  around: S,
  work: Work<S, T>,
): T {
  return ctx.memory === undefined ? work(ctx, around) : ctx.memory.remember(ctx, kind, node, around, work);
}
