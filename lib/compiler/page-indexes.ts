import type { Entity, Model } from '../spec/model.ts';
import { cursorStep } from './page-plan.ts';
import { isOptional } from './service/types.ts';

/**
 * The indexes that the pages of an entity's rows are found by, besides those that it has: what they are sorted by and the key,
 * behind the owner where callers see their own rows only. An order of several directions, of values that may be missing or of
 * what is computed is not that of one index.
 */
export function pageIndexes(entity: Entity, model: Model): string[][] {
  const keys = entity.fields.filter(({ key }) => key).map(({ name }) => name);
  const own = entity.owner === null || entity.visibleTo.length > 0 ? [] : [entity.owner];
  const found = model.endpoints.flatMap((endpoint) => {
    const step = cursorStep(endpoint);
    if (step?.entity !== entity.name) return [];
    const names = step.orderBy.map(({ field }) => field);
    const alike = step.orderBy.every(({ descending }) => descending === step.orderBy[0]?.descending);
    const missing = entity.fields.some(
      ({ name, type, value }) => names.includes(name) && (value !== null || isOptional(type, model)),
    );
    return alike && !missing ? [[...new Set([...own, ...names, ...keys])]] : [];
  });
  const known = [...entity.indexes, ...entity.uniques, keys];
  return found.filter((index, at) => !isBegun(index, [...known, ...found.slice(0, at)]));
}

/** Whether one of the indexes begins with these columns. */
function isBegun(columns: readonly string[], indexes: readonly (readonly string[])[]): boolean {
  return indexes.some((index) => columns.every((name, at) => index[at] === name));
}
