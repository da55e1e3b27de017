import type { Span } from '../../core/text-range.ts';
import type { Classification, MaskName, Protection, Type } from '../model.ts';
import type { ReadContext } from './context.ts';
import { oneOf } from './forms.ts';
import type { Keys } from './keys.ts';
import type { TypeTable } from './type-table.ts';

/** From what anybody may see to what hardly anybody may. */
export const CLASSES = ['public', 'internal', 'confidential', 'pii', 'sensitive'] as const;
const MASKS = ['omit', 'last4', 'initials', 'year'] as const;
const NOTHING_SAID: Protection = { classification: null, mask: null, encrypt: null, hash: null };

/** Reads how a value is protected from the keys of a type or a field. Null if nothing is said. */
export function readProtection(ctx: ReadContext, keys: Keys): Protection | null {
  const [classification, mask, encrypt, hash] = ['classification', 'mask', 'encrypt', 'hash'].map((key) =>
    keys.get(key),
  );
  if (classification === undefined && mask === undefined && encrypt === undefined && hash === undefined) return null;
  if (encrypt !== undefined && hash !== undefined) ctx.reporter.report('SEC7014', hash.span, {});
  return {
    classification:
      classification === undefined ? null : oneOf<Classification>(ctx, classification, CLASSES, 'A classification'),
    mask: mask === undefined ? null : oneOf<MaskName>(ctx, mask, MASKS, 'A mask'),
    encrypt: encrypt === undefined ? null : oneOf(ctx, encrypt, ['field'] as const, 'A kind of encryption'),
    hash: hash === undefined ? null : oneOf(ctx, hash, ['keyed'] as const, 'A kind of hash'),
  };
}

/** The protection of a declaration, where nothing said is said by nulls. */
export function protectionOf(read: Protection | null): Protection {
  return read ?? NOTHING_SAID;
}

/** Reports a field that says a laxer classification than its named type: a use can be stricter, never laxer. */
export function checkNotLaxer(
  ctx: ReadContext,
  types: TypeTable['types'],
  protection: Protection | null,
  type: Type,
  at: Span,
): void {
  const said = protection?.classification ?? null;
  const inner = type.kind === 'optional' || type.kind === 'list' || type.kind === 'map' ? type.of : type;
  const declared = inner.kind === 'named' ? types.get(inner.name) : undefined;
  if (said === null || declared === undefined || declared.classification === null) return;
  if (CLASSES.indexOf(said) >= CLASSES.indexOf(declared.classification)) return;
  ctx.reporter.report('SEC7010', at, { said, type: declared.name, declared: declared.classification });
}
