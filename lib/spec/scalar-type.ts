import type { ScalarName, Type } from './model.ts';

/** The scalars, in the order in which they are offered. */
export const SCALAR_NAMES: readonly ScalarName[] = [
  'string',
  'int',
  'long',
  'decimal',
  'double',
  'bool',
  'date',
  'timestamp',
  'duration',
  'uuid',
  'email',
  'url',
  'phone',
  'json',
  'base64',
  'bytes',
  'file',
  'password',
  'html',
  'regex',
];

export type ScalarType = Extract<Type, { kind: 'scalar' }>;

/** A scalar without constraints. */
export function scalar(name: ScalarName, more: Partial<Omit<ScalarType, 'kind' | 'name'>> = {}): ScalarType {
  return {
    kind: 'scalar',
    name,
    length: null,
    pattern: null,
    range: null,
    scale: null,
    media: null,
    wire: null,
    content: null,
    ...more,
  };
}

/** Whether a text names a scalar. */
export function isScalarName(name: string): name is ScalarName {
  return (SCALAR_NAMES as readonly string[]).includes(name);
}

/** Whether a scalar has code points that can be counted, so that `length` means something. */
export function isTextual(name: ScalarName): boolean {
  return ['string', 'email', 'url', 'phone', 'password', 'html', 'regex'].includes(name);
}

/** Whether a scalar has an order of numbers, so that `range` means something. */
export function isNumeric(name: ScalarName): boolean {
  return ['int', 'long', 'decimal', 'double'].includes(name);
}

/** Whether a scalar holds bytes, so that `media` means something and `length` counts bytes. */
export function holdsBytes(name: ScalarName): boolean {
  return name === 'base64' || name === 'bytes' || name === 'file';
}
