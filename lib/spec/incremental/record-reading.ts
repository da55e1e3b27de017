import type { ReadContext } from '../read/context.ts';
import { ownStretches } from './own-stretches.ts';
import type { Reading } from './reading.ts';
import { createRecorder } from './recorder.ts';
import { createTrace, type Effect, snapshot, type Trace, type Tracer, tracedLines } from './trace.ts';

/** Reads one declaration. `around` is all that it may look at besides the context and the declaration's own node. */
export type Work<S, T> = (ctx: ReadContext, around: S) => T;

/** Does the work and writes down what it asks, says and changes. */
export function recordReading<S extends object, T>(
  tracer: Tracer,
  ctx: ReadContext,
  around: S,
  work: Work<S, T>,
): Omit<Reading, 'value' | 'generation' | 'start' | 'at'> & { value: T } {
  const trace = createTrace();
  tracer.trace = trace;
  const { reporter, recording } = createRecorder(ctx.reporter, tracer);
  const suggestionsLeft = ctx.reporter.suggested(0);
  // Wrapped member by member: what is wrapped has the type of what it stands for.
  const inside = tracer.around({ around, names: ctx.names }) as { around: S } & Pick<ReadContext, 'names'>;
  const lines = tracedLines(tracer, ctx.lines);
  const value = work({ ...ctx, memory: undefined, names: inside.names, lines, reporter }, inside.around);
  tracer.trace = createTrace();
  const owned = ownStretches({ value, recording, effects: [...trace.effects, ...changesIn(trace)] });
  return {
    ...owned.value,
    stretches: owned.stretches,
    reach: owned.stretches.reduce((reach, { end }) => Math.max(reach, end), 0),
    questions: trace.questions,
    suggested: recording.suggestions <= suggestionsLeft,
  };
}

/** What the reader changed in the values that it was given. */
function changesIn(trace: Trace): Effect[] {
  return trace.given.flatMap(({ path, key, value, before }): Effect[] => {
    const changed = Object.entries(snapshot(value)).filter(([name, member]) => !isUntouched(before[name], member));
    return changed.length === 0 ? [] : [{ kind: 'change', path, key, members: Object.fromEntries(changed) }];
  });
}

function isUntouched(before: unknown, after: unknown): boolean {
  if (!(before instanceof Map && after instanceof Map)) return before === after;
  return before.size === after.size && [...after].every(([key, value]) => before.get(key) === value);
}
