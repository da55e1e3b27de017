import type { Entity } from '../../model.ts';
import type { ReadContext } from '../context.ts';
import { scalarsOf } from '../forms.ts';
import type { Keys } from '../keys.ts';
import { readFieldName } from '../read-entities.ts';
import { checkFileWrites } from './check-file-writes.ts';
import { readAssignments, reportMissing } from './read-assignments.ts';
import { readEntityName } from './read-entity-name.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `upsert`: stores a row, or changes the one with the same key. Only what `with` names is changed. */
export const readUpsert: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const entity = readEntityName(ctx, world, main);
  if (entity === null) return NOTHING;
  for (const key of ['key', 'with'])
    if (keys.get(key) === undefined) ctx.reporter.report('SPC2002', base.span, { key, where: 'An `upsert` step' });
  const key = readKey(ctx, entity, keys);
  const assignments = readAssignments(ctx, scope, entity, keys, base, 'upsert');
  if (!checkFileWrites(ctx, entity, keys, 'upsert') && keys.get('with') !== undefined) {
    const absent = key.filter((field) => field !== entity.owner && !assignments.some(({ name }) => name === field));
    const span = keys.entry('with')?.key.span ?? base.span;
    if (absent.length > 0) ctx.reporter.report('FLW5044', span, { fields: absent });
    else reportMissing(ctx, scope, entity, keys, keys.entry('upsert')?.span ?? base.span);
  }
  return {
    step: { ...base, kind: 'upsert', entity: entity.name, key, with: assignments },
    result: { kind: 'entity', name: entity.name },
    present: [],
  };
};

/** The fields by which a row is known. They have to be a key, a unique field or a unique set: the database decides by an index. */
function readKey(ctx: ReadContext, entity: Entity, keys: Keys): string[] {
  const node = keys.get('key');
  if (node === undefined) return [];
  const names = new Set(entity.fields.map(({ name }) => name));
  const fields = scalarsOf(ctx, node, 'fields').flatMap((item) => readFieldName(ctx, item, names) ?? []);
  const single = entity.fields.filter(({ key, unique }) => key || unique).map(({ name }) => [name]);
  const sets = [...single, ...entity.uniques];
  const same = (set: readonly string[]): boolean =>
    set.length === fields.length && set.every((field) => fields.includes(field));
  if (fields.length > 0 && !sets.some(same))
    ctx.reporter.report('FLW5043', node.span, { entity: entity.name, sets: sets.map((set) => set.join(', ')) });
  return fields;
}
