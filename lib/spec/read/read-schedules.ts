import { remember } from '../incremental/remember.ts';
import type { Schedule } from '../model.ts';
import { readCron } from '../phrases/cron.ts';
import type { YamlNode } from '../yaml/node.ts';
import { type ReadContext, spanWithin } from './context.ts';
import { type Declaration, declarations, textOf } from './forms.ts';
import { readKeys } from './keys.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { readSteps } from './read-steps.ts';
import { readTimeZone } from './read-time-zone.ts';
import type { World } from './world.ts';

/** Reads what runs by the clock. Nobody calls it: there is neither `input` nor `caller`. `timezone` is that of the service. */
export function readSchedules(ctx: ReadContext, world: World, node: YamlNode, timezone: string): Schedule[] {
  const listed = declarations(ctx, node, 'schedule', 'identifier');
  const names = new Set(listed.map(({ name }) => name));
  const around = { world, timezone, names };
  return listed.flatMap(
    (declaration) =>
      remember(ctx, 'schedule', declaration.key, around, (at, inside) =>
        readSchedule(at, inside.world, declaration, inside.timezone, inside.names),
      ) ?? [],
  );
}

function readSchedule(
  ctx: ReadContext,
  world: World,
  declaration: Declaration,
  timezone: string,
  names: ReadonlySet<string>,
): Schedule | null {
  const { name, span, value, key } = declaration;
  const keys = readKeys(ctx, value, 'schedule', key.span);
  if (keys === null) return null;
  const id = `schedules/${name}`;
  const [cronNode, zoneNode] = [keys.get('cron'), keys.get('timezone')];
  const steps = readSteps(ctx, world, {
    id,
    node: keys.get('do'),
    input: null,
    caller: null,
    unproduced: [],
    outputs: [],
  });
  const zone = zoneNode === undefined ? timezone : readTimeZone(ctx, zoneNode);
  return {
    id,
    span,
    name,
    renamedFrom: readRenamedFrom(ctx, keys, 'identifier', name, names),
    cron: cronNode === undefined ? '' : readTime(ctx, cronNode),
    timezone: zone ?? timezone,
    processing: steps.steps,
  };
}

/** The five fields with single spaces between them; as written (reported) where they cannot be read. */
function readTime(ctx: ReadContext, node: YamlNode): string {
  const text = textOf(ctx, node, 'Five fields such as 0 2 * * *');
  if (text === null || node.kind !== 'scalar') return '';
  const cron = readCron(text);
  if ('reason' in cron)
    ctx.reporter.report('SPC2040', spanWithin(ctx, node, cron.start, cron.end), { reason: cron.reason });
  return text.trim().replace(/\s+/g, ' ');
}
