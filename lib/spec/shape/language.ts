import { AUTH_SHAPES } from './auth-shape.ts';
import { DATA_SHAPES } from './data-shape.ts';
import { ENDPOINT_SHAPES } from './endpoint-shape.ts';
import { EVENT_SHAPES } from './event-shape.ts';
import { FLOW_SHAPES } from './flow-shapes.ts';
import { INTEGRATION_SHAPES } from './integration-shape.ts';
import { OTHER_SHAPES } from './other-shapes.ts';
import { OUTSIDE_SHAPES } from './outside-shape.ts';
import { PROMISE_SHAPES } from './promise-shape.ts';
import { PROOF_SHAPES } from './proof-shape.ts';
import { RUNNING_SHAPES } from './running-shape.ts';
import { SCORECARD_SHAPES } from './scorecard-shape.ts';
import type { Shape, ShapeName } from './shape.ts';
import { SPEC_SHAPE } from './spec-shape.ts';
import { STEP_SHAPE } from './step-shape.ts';

/** The language's shape: every place, its keys, what each takes, and what it is for. */
export const LANGUAGE: Readonly<Record<ShapeName, Shape>> = {
  spec: SPEC_SHAPE,
  ...DATA_SHAPES,
  ...ENDPOINT_SHAPES,
  ...PROMISE_SHAPES,
  step: STEP_SHAPE,
  ...FLOW_SHAPES,
  ...OTHER_SHAPES,
  ...AUTH_SHAPES,
  ...PROOF_SHAPES,
  ...RUNNING_SHAPES,
  ...INTEGRATION_SHAPES,
  ...OUTSIDE_SHAPES,
  ...SCORECARD_SHAPES,
  ...EVENT_SHAPES,
};
