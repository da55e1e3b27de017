import type { Type, ValueSource } from '../../model.ts';
import { scalar } from '../../scalar-type.ts';
import { scalarsOf } from '../forms.ts';
import { readFieldName } from '../read-entities.ts';
import { readValue } from '../read-value.ts';
import { readEntityName } from './read-entity-name.ts';
import { readWhere } from './read-where.ts';
import { NOTHING, type StepReader } from './step-reading.ts';

/** `list`: reads the rows that match, in order. */
export const readList: StepReader = (ctx, world, scope, keys, { base, main }) => {
  const entity = readEntityName(ctx, world, main);
  if (entity === null) return NOTHING;
  const where = readWhere(ctx, scope, entity, keys)?.where ?? null;
  const names = new Set(entity.fields.map((field) => field.name));
  const orderNode = keys.get('orderBy');
  const orderBy = (orderNode === undefined ? [] : scalarsOf(ctx, orderNode, 'fields')).flatMap((item) => {
    const descending = item.value.startsWith('-');
    const bare = { ...item, value: descending ? item.value.slice(1) : item.value };
    const field = readFieldName(ctx, bare, names);
    return field === null ? [] : [{ field, descending }];
  });
  const count = (key: 'limit' | 'offset'): ValueSource | null => {
    const node = keys.get(key);
    if (node === undefined) return null;
    const wanted = scalar('int', { range: { min: '0', max: key === 'limit' ? '10000' : null } });
    return readValue(ctx, scope, node, wanted)?.source ?? null;
  };
  if (!keys.has('limit') && !isPaged(scope.input)) ctx.reporter.report('FLW5007', base.span, {});
  return {
    step: {
      ...base,
      kind: 'list',
      entity: entity.name,
      where,
      orderBy,
      limit: count('limit'),
      offset: count('offset'),
    },
    result: { kind: 'list', of: { kind: 'entity', name: entity.name }, length: null },
    present: [],
  };
};

/** Whether the operation gives pages: `paginate` adds the input `limit` by itself. */
function isPaged(input: Type | null): boolean {
  return (
    input?.kind === 'object' &&
    input.fields.some(({ name, typeOrigin }) => name === 'limit' && typeOrigin === 'default')
  );
}
