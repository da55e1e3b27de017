import { listOf, objectOf } from './json.ts';

/** The order in which schemas are read, and the references that close a circle. */
export interface ReferenceOrder {
  /** Each schema behind those that it refers to. */
  order: readonly string[];
  /** `FROM TO` of references that lead back to where one came from. */
  circles: ReadonlySet<string>;
}

/** Keys that hold values, not schemas. */
const VALUES = new Set(['example', 'examples', 'default', 'enum', 'const']);

/**
 * Orders schemas (by pointer) so that each is read when all that it refers to are: a chain of ten thousand references then costs no
 * recursion. Depth first with a stack of its own; the first schema of a circle in the order of the document keeps its type, and
 * the reference back to it is the one that is cut.
 */
export function referenceOrder(schemas: ReadonlyMap<string, unknown>): ReferenceOrder {
  const order: string[] = [];
  const circles = new Set<string>();
  const state = new Map<string, 'open' | 'done'>();
  for (const start of schemas.keys()) {
    if (state.has(start)) continue;
    state.set(start, 'open');
    const path = [{ pointer: start, rest: referencesIn(schemas, start) }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        state.set(top.pointer, 'done');
        order.push(top.pointer);
        path.pop();
      } else if (state.get(next) === 'open') circles.add(`${top.pointer} ${next}`);
      else if (!state.has(next)) {
        state.set(next, 'open');
        path.push({ pointer: next, rest: referencesIn(schemas, next) });
      }
    }
  }
  return { order, circles };
}

/** The schemas that one refers to anywhere inside, the first at the end. */
function referencesIn(schemas: ReadonlyMap<string, unknown>, pointer: string): string[] {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const open: unknown[] = [schemas.get(pointer)];
  for (let i = 0; i < open.length; i++) {
    const value = open[i];
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    for (const [key, inner] of Object.entries(listOf(value) ?? objectOf(value) ?? {})) {
      if (VALUES.has(key)) continue;
      const target = key === '$ref' && typeof inner === 'string' ? decoded(inner.slice(1)) : '';
      if (schemas.has(target)) found.add(target);
      else if (typeof inner === 'object') open.push(inner);
    }
  }
  return [...found].reverse();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
