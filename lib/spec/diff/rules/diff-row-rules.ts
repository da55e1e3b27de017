import type { Entity } from '../../model.ts';
import { sayPeriod } from '../../phrases/duration.ts';
import { comparePeriods } from '../compare-periods.ts';
import { type Differ, type Place, placeOf, said } from '../differ.ts';

type Lifecycle = NonNullable<Entity['lifecycle']>;
type Retention = NonNullable<Entity['retention']>;

/** The moves that a status may make. */
export function diffLifecycle(differ: Differ, before: Entity, after: Entity): void {
  const [old, now] = [before.lifecycle, after.lifecycle];
  const place = placeWithin(before, after, 'lifecycle', old, now);
  const subject = `Lifecycle of ${said(after.name)}`;
  if (old === null || now === null) {
    if (now !== null)
      differ.report(
        'lifecycle-added',
        place,
        `${subject}: ${said(now.field)} may take any value → only the moves that are listed.`,
      );
    if (old !== null)
      differ.report(
        'lifecycle-removed',
        place,
        `${subject}: only listed moves of ${said(old.field)} → any value at any time.`,
      );
    return;
  }
  if (old.field !== now.field) {
    differ.report('lifecycle-field-changed', place, `${subject}: it rules ${said(old.field)} → ${said(now.field)}.`);
    return;
  }
  const [known, listed] = [movesOf(old), movesOf(now)];
  for (const [move, say] of listed)
    if (!known.has(move))
      differ.report('lifecycle-move-added', place, `${subject}: the move from ${say} is refused → allowed.`);
  for (const [move, say] of known)
    if (!listed.has(move))
      differ.report('lifecycle-move-removed', place, `${subject}: the move from ${say} is allowed → refused.`);
}

function movesOf({ moves }: Lifecycle): Map<string, string> {
  return new Map(
    Object.entries(moves).flatMap(([from, targets]) =>
      targets.map((to) => [JSON.stringify([from, to]), `${said(from)} to ${said(to)}`] as const),
    ),
  );
}

/** How long rows are kept. */
export function diffRetention(differ: Differ, before: Entity, after: Entity): void {
  const [old, now] = [before.retention, after.retention];
  const place = placeWithin(before, after, 'retention', old, now);
  const subject = `Rows of ${said(after.name)}`;
  if (old === null && now !== null)
    differ.report('retention-added', place, `${subject}: kept for ever → ${sayRetention(now)}.`);
  else if (old !== null && now === null)
    differ.report('retention-removed', place, `${subject}: ${sayRetention(old)} → kept for ever.`);
  if (old === null || now === null) return;
  const longer = comparePeriods(old.keep, now.keep);
  const change = `${subject}: ${sayRetention(old)} → ${sayRetention(now)}.`;
  if (longer === 'shorter' || longer === 'unclear') differ.report('retention-shortened', place, change);
  else if (longer === 'longer') differ.report('retention-lengthened', place, change);
  if (old.from !== now.from) differ.report('retention-changed', place, change);
}

function sayRetention({ keep, from }: Retention): string {
  return `kept for ${said(sayPeriod(keep))} from ${said(from)}, then erased`;
}

function placeWithin(
  before: Entity,
  after: Entity,
  key: string,
  old: { span: Entity['span'] } | null,
  now: { span: Entity['span'] } | null,
): Place {
  const whole = placeOf(before, after);
  return { path: `${after.id}/${key}`, before: old?.span ?? whole.before, after: now?.span ?? whole.after };
}
