import type { ShapeName } from './shape.ts';

/** What a declaration may be instead of a map with the keys of its shape. */
export type ShortForm =
  /** A type, as in `amount: Money`. */
  | 'type'
  /** A phrase or a sentence, as in `core_banking: REST API`. */
  | 'text'
  /** A sentence or nothing at all: the name says enough. */
  | 'name'
  /** A list of steps. */
  | 'steps';

/** The shapes that have a short form. */
export const SHORT_FORMS: Readonly<Partial<Record<ShapeName, ShortForm>>> = {
  type: 'type',
  field: 'type',
  input: 'type',
  output: 'type',
  entityField: 'type',
  decisionOutput: 'type',
  step: 'text',
  integration: 'text',
  requirement: 'text',
  role: 'name',
  process: 'steps',
};

/** Shapes that have no other form. */
export const ONLY_SHORT: readonly string[] = [];
