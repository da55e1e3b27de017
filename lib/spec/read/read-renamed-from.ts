import type { Span } from '../../core/text-range.ts';
import type { ReadContext } from './context.ts';
import type { Keys } from './keys.ts';
import { checkName, type NAME_FORMS } from './names.ts';

/**
 * Reads `renamedFrom`: the name that a declaration had in an earlier version. Null if it had none, or if it cannot have been
 * that (reported): its own name, or the name of something that is still declared. `others` are the names of its kind.
 */
export function readRenamedFrom(
  ctx: ReadContext,
  keys: Keys | null,
  form: keyof typeof NAME_FORMS,
  name: string,
  others: { has(name: string): boolean },
): string | null {
  const node = keys?.get('renamedFrom');
  if (node === undefined) return null;
  const refuse = (reason: string, span: Span = node.span): null => {
    ctx.reporter.report('SPC2050', span, { reason });
    return null;
  };
  if (node.kind !== 'scalar') return refuse('`renamedFrom` is one name.');
  if (!checkName(ctx, node, form)) return null;
  if (node.value === name) return refuse(`\`${name}\` has this name now. Write the name that it had before.`);
  if (others.has(node.value))
    return refuse(`\`${node.value}\` is still declared, so this was not renamed from it. Remove one of the two.`);
  return node.value;
}
