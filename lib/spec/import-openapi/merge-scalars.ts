import { type ImportContext, resolved } from './import-context.ts';
import { at, type JsonObject, listOf, member } from './json.ts';

const MAX_PARTS_DEPTH = 20;

/**
 * `allOf` over schemas that are no objects, as one schema: what each part says holds. Where two parts say the same key
 * differently the later one wins, and a loss says so.
 */
export function mergeScalars(
  ctx: ImportContext,
  schema: JsonObject,
  parts: readonly unknown[],
  pointer: string,
): JsonObject {
  const merged: Record<string, unknown> = Object.create(null);
  add(ctx, merged, parts, at(pointer, 'allOf'), 0);
  const { allOf: _parts, ...own } = schema;
  return { ...merged, ...own };
}

function add(
  ctx: ImportContext,
  merged: Record<string, unknown>,
  parts: readonly unknown[],
  pointer: string,
  depth: number,
): void {
  if (depth > MAX_PARTS_DEPTH) {
    ctx.losses.note(pointer, 'Schemas are nested too deeply here.');
    return;
  }
  for (const [i, part] of parts.entries()) {
    const found = resolved(ctx, part, at(pointer, i));
    if (found === null) continue;
    if (--ctx.budget < 0) return;
    for (const [key, value] of Object.entries(found.value)) {
      if (key === 'allOf') add(ctx, merged, listOf(value) ?? [], at(found.pointer, key), depth + 1);
      else {
        const before = member(merged, key);
        if (before !== undefined && JSON.stringify(before) !== JSON.stringify(value) && key !== 'description')
          ctx.losses.note(at(found.pointer, key), `\`${key.slice(0, 40)}\` is said twice; what is said here counts.`);
        merged[key] = value;
      }
    }
  }
}
