import type { Model, Type } from '../spec/model.ts';
import { plainType } from './service/types.ts';

type Scalar = Extract<Type, { kind: 'scalar' }>;

/** What contents of files and bytes need of a service's platform. */
export interface FilesPlan {
  /** Some base64 or bytes have a media type or a length, which is looked at in what they decode to. */
  checked: boolean;
}

/** Decides what contents need. */
export function planFiles(model: Model): FilesPlan {
  const scalars = scalarsOf(model);
  return { checked: scalars.some(isCheckedBytes) };
}

/** Whether a scalar is bytes in a text, of which something is demanded. */
export function isCheckedBytes({ name, media, length }: Scalar): boolean {
  return (name === 'base64' || name === 'bytes') && (media !== null || length !== null);
}

/** Whether values of a type are stored as bytes: `bytes` itself, not what holds them. */
export function isBytes(type: Type, model: Model): boolean {
  const plain = plainType(type, model);
  return plain.kind === 'scalar' && plain.name === 'bytes';
}

/** Every scalar type that a model mentions anywhere. */
function scalarsOf(model: Model): Scalar[] {
  const found: Scalar[] = [];
  const seen = new WeakSet<object>();
  const visit = (part: unknown): void => {
    if (part === null || typeof part !== 'object' || seen.has(part)) return;
    seen.add(part);
    if (isScalar(part)) found.push(part);
    for (const inner of Object.values(part)) visit(inner);
  };
  visit(model);
  return found;
}

function isScalar(part: object): part is Scalar {
  return 'kind' in part && part.kind === 'scalar' && 'media' in part && 'name' in part;
}
