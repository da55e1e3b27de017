import { open } from '../../expressions/static-types.ts';
import type { Entity, EntityField } from '../../model.ts';
import { type Differ, match, placeOf, said, saidAll, saidChange, setChange } from '../differ.ts';
import { sayTypeOf } from '../say-type.ts';
import { diffTypes } from '../type-uses.ts';
import { meaningOf, meaningOfValue, NO_RENAMES, writeExpression, writeValue } from '../write-expression.ts';
import { diffLifecycle, diffRetention } from './diff-row-rules.ts';
import { diffSummary } from './diff-service.ts';

/** Stored records. What stored rows may break, or what an earlier release could not read, is MIGRATION. */
export function diffEntities(differ: Differ): void {
  const { both, removed, added } = match(differ.before.model.entities, differ.after.model.entities);
  for (const entity of removed)
    differ.report(
      'entity-removed',
      placeOf(entity, null),
      `Entity ${said(entity.name)} is gone, and its rows with it.`,
    );
  for (const entity of added)
    differ.report('entity-added', placeOf(null, entity), `Entity ${said(entity.name)} is new.`);
  for (const [old, now] of both) {
    diffFields(differ, old, now);
    diffSets(differ, old, now);
    diffOwner(differ, old, now);
    diffLifecycle(differ, old, now);
    diffRetention(differ, old, now);
    diffHold(differ, old, now);
    diffFolder(differ, old, now);
    diffSummary(differ, `Entity ${said(now.name)}`, old, now);
  }
}

function diffFields(differ: Differ, before: Entity, after: Entity): void {
  const { both, removed, added } = match(before.fields, after.fields);
  for (const field of removed)
    differ.report(
      'field-removed',
      placeOf(field, null),
      `Field ${said(field.name)} of ${said(before.name)}: ${said(sayTypeOf(field.type))} → gone, and what is stored in it.`,
    );
  for (const field of added) {
    const needed = !open(differ.after.types, field.type).optional;
    const what = `Field ${said(field.name)} of ${said(after.name)}: none → ${said(sayTypeOf(field.type))}`;
    if (needed)
      differ.report('field-required-added', placeOf(null, field), `${what}; rows that are stored need a value.`);
    else differ.report('field-added', placeOf(null, field), `${what}.`);
  }
  for (const [old, now] of both) diffField(differ, after, old, now);
}

function diffField(differ: Differ, entity: Entity, before: EntityField, after: EntityField): void {
  const place = placeOf(before, after);
  const subject = `Field ${said(after.name)} of ${said(entity.name)}`;
  const label = `${entity.name}.${after.name}`;
  diffTypes(differ, { use: 'stored', place, subject, label }, before.type, after.type);
  if (before.key !== after.key)
    differ.report('key-changed', place, `${subject}: ${after.key ? 'no key → the key' : 'the key → no key'}.`);
  if (!before.unique && after.unique)
    differ.report('unique-added', place, `${subject}: values may be equal → no two rows have the same value.`);
  if (before.unique && !after.unique)
    differ.report('unique-removed', place, `${subject}: no two rows have the same value → values may be equal.`);
  const meaning = ({ default: value }: EntityField): string | null => value && meaningOfValue(value, NO_RENAMES);
  const say = ({ default: value }: EntityField): string => (value === null ? 'none' : said(writeValue(value)));
  if (meaning(before) !== meaning(after))
    differ.report('field-default-changed', place, `${subject}: default ${say(before)} → ${say(after)}.`);
  diffComputation(differ, subject, before, after);
  if (before.onDelete !== after.onDelete)
    differ.report(
      'deletion-rule-changed',
      place,
      `${subject}: when its target is deleted ${saidChange(before.onDelete, after.onDelete)}.`,
    );
  diffSummary(differ, subject, before, after);
}

/** A field that is computed when it is read is not stored. */
function diffComputation(differ: Differ, subject: string, before: EntityField, after: EntityField): void {
  const [old, now] = [before.value, after.value].map((expr) => expr && meaningOf(expr, NO_RENAMES));
  if (old === now) return;
  const place = placeOf(before, after);
  const change = saidChange(before.value && writeExpression(before.value), after.value && writeExpression(after.value));
  const code = before.value === null ? 'field-computed' : after.value === null ? 'field-stored' : 'computation-changed';
  differ.report(code, place, `${subject}: computed as ${change}.`);
}

function diffHold(differ: Differ, before: Entity, after: Entity): void {
  if (before.hold === after.hold) return;
  const code = after.hold === null ? 'hold-removed' : 'hold-added';
  const place = { ...placeOf(before, after), path: `${after.id}/hold` };
  differ.report(code, place, `Rows of ${said(after.name)}: kept on hold ${saidChange(before.hold, after.hold)}.`);
}

function diffFolder(differ: Differ, before: Entity, after: Entity): void {
  const say = ({ files }: Entity): string | null =>
    files &&
    `$${files.root}, ${files.access}, ${files.maxBytes === null ? 'any size' : `at most ${files.maxBytes} bytes`}`;
  if (say(before) === say(after)) return;
  const place = { ...placeOf(before, after), path: `${after.id}/files` };
  differ.report('folder-changed', place, `${said(after.name)} is a folder ${saidChange(say(before), say(after))}.`);
}

/** Sets of fields that are unique or searched by. In a unique set the order means nothing; in an index it does. */
function diffSets(differ: Differ, before: Entity, after: Entity): void {
  const place = placeOf(before, after);
  const names = (sets: readonly (readonly string[])[]): string[] => sets.map((set) => set.join(', '));
  const sorted = (sets: readonly (readonly string[])[]): string[] => names(sets.map((set) => [...set].sort()));
  const unique = setChange(sorted(before.uniques), sorted(after.uniques));
  for (const set of unique.added)
    differ.report(
      'unique-added',
      { ...place, path: `${after.id}/unique` },
      `Rows of ${said(after.name)} may be equal in ${said(set)} → no two rows are.`,
    );
  for (const set of unique.removed)
    differ.report(
      'unique-removed',
      { ...place, path: `${after.id}/unique` },
      `No two rows of ${said(after.name)} are equal in ${said(set)} → rows may be.`,
    );
  const index = setChange(names(before.indexes), names(after.indexes));
  for (const set of index.added)
    differ.report(
      'index-added',
      { ...place, path: `${after.id}/index` },
      `${said(after.name)} has a new index on ${said(set)}.`,
    );
  for (const set of index.removed)
    differ.report(
      'index-removed',
      { ...place, path: `${after.id}/index` },
      `${said(after.name)} has no index on ${said(set)} any more: searching by it takes longer.`,
    );
}

/** Whose rows they are, and who sees those of others. */
function diffOwner(differ: Differ, before: Entity, after: Entity): void {
  const place = { ...placeOf(before, after), path: `${after.id}/owner` };
  const rows = `Rows of ${said(after.name)}`;
  if (before.owner === null && after.owner !== null)
    differ.report('owner-added', place, `${rows}: seen by every caller → by the caller in ${said(after.owner)} only.`);
  else if (before.owner !== null && after.owner === null)
    differ.report(
      'owner-removed',
      place,
      `${rows}: seen by the caller in ${said(before.owner)} only → by every caller.`,
    );
  else if (before.owner !== null && after.owner !== null && before.owner !== after.owner)
    differ.report(
      'owner-changed',
      place,
      `${rows}: owned by the caller in ${said(before.owner)} → in ${said(after.owner)}.`,
    );
  const { added, removed } = setChange(before.visibleTo, after.visibleTo);
  const seen = { ...placeOf(before, after), path: `${after.id}/visibleTo` };
  if (added.length > 0)
    differ.report('visibility-added', seen, `${rows} of others: hidden from ${saidAll(added)} → visible.`);
  if (removed.length > 0)
    differ.report('visibility-removed', seen, `${rows} of others: visible to ${saidAll(removed)} → hidden.`);
}
