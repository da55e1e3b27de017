import { readValue } from '../read-value.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `set`: computes a value. */
export const readSet: StepReader = (ctx, _world, scope, _keys, { base, main }) => {
  const value = readValue(ctx, scope, main, null);
  return value === null
    ? NOTHING
    : { step: { ...base, kind: 'set', value: value.source }, result: value.type, present: [] };
};
