import type { Field, Type } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import type { StepBase } from './step-reading.ts';

/** A field of a step's result that the language defines, such as `degraded`. */
export function resultField(base: StepBase, name: string, type: Type, summary: string): Field {
  return { id: `${base.id}/${name}`, span: base.span, name, type, typeOrigin: 'default', summary, protection: null };
}

/** `degraded` of a step's result. */
export function degradedOf(base: StepBase): Field {
  return resultField(base, 'degraded', scalar('bool'), 'Whether a fallback was used.');
}
