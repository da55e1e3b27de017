import type { Protection } from '../model.ts';
import { isEmpty } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import type { Declaration } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { readProtection } from './read-protection.ts';
import { readSummary, readType, readTypeKeys, type TypeReading, type TypeSubject } from './read-type.ts';

/** A field with its type and its protection. The map's keys are given for the reader to go on; null if it is a type alone. */
export type FieldReading = TypeReading & { summary: string | null; protection: Protection | null; keys: Keys | null };

/** Reads a field that is written as a type, or as a map that says more. */
export function readField(
  ctx: ReadContext,
  declaration: Declaration,
  of: TypeSubject,
  shape: 'input' | 'output' | 'entityField',
): FieldReading {
  const { value } = declaration;
  const keys = value.kind === 'map' && !isEmpty(value) ? readKeys(ctx, value, shape, declaration.key.span) : null;
  if (keys === null) return { ...readType(ctx, value, of), summary: null, protection: null, keys: null };
  return {
    ...readTypeKeys(ctx, keys, of),
    summary: readSummary(ctx, keys),
    protection: readProtection(ctx, keys),
    keys,
  };
}
