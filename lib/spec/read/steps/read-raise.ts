import { readErrorName } from '../read-error-name.ts';
import type { StepReader } from './step-reading.ts';

/** `raise`: stops with a named error. */
export const readRaise: StepReader = (ctx, _world, _scope, _keys, { base, main }) => {
  const error = readErrorName(ctx, main);
  return { step: error === null ? null : { ...base, kind: 'raise', error }, result: null, present: [], ends: true };
};
