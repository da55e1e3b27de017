import { textOf } from '../forms.ts';
import { readGiven } from './read-given.ts';
import { reportUnknown } from './report-unknown.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `emit: EVENT`: each value fits the payload field of its name. It gives no result. */
export const readEmit: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const name = textOf(ctx, main, 'The name of an event');
  if (name === null) return { ...NOTHING, result: null };
  const event = world.events.get(name);
  if (event === undefined) {
    reportUnknown(ctx, main, 'event', name, ctx.names.events);
    return { ...NOTHING, result: null };
  }
  const given = readGiven(ctx, scope, keys, 'with', base.id, {
    what: `field of the payload of \`${name}\``,
    needs: `\`${name}\``,
    fields: event.payload,
  });
  return { step: { ...base, kind: 'emit', event: name, with: given }, result: null, present: [] };
};
