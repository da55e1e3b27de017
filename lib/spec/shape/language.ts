import { DATA_SHAPES } from './data-shape.ts';
import { ENDPOINT_SHAPES } from './endpoint-shape.ts';
import { OTHER_SHAPES } from './other-shapes.ts';
import type { Shape, ShapeName } from './shape.ts';
import { SPEC_SHAPE } from './spec-shape.ts';
import { STEP_SHAPE } from './step-shape.ts';

/** The language's shape: every place, its keys, what each takes, and what it is for. */
export const LANGUAGE: Readonly<Record<ShapeName, Shape>> = {
  spec: SPEC_SHAPE,
  ...DATA_SHAPES,
  ...ENDPOINT_SHAPES,
  step: STEP_SHAPE,
  ...OTHER_SHAPES,
};
