import type { Json } from '../../core/canonical-json.ts';
import type { JsonSchema } from './service-operation.ts';

/** The members of an object; none of anything else. */
export function objectOf(value: Json | undefined): JsonSchema {
  return typeof value === 'object' && value !== null && !isList(value) ? value : {};
}

/** The items of a list; none of anything else. */
export function listOf(value: Json | undefined): readonly Json[] {
  return value !== undefined && isList(value) ? value : [];
}

/** Whether a value is a list. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
