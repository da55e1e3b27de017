import type { Type, TypeDeclaration } from '../model.ts';
import type { ReadContext } from './context.ts';

/** Reports types that contain themselves. Each type is visited once. */
export function checkRecursion(ctx: ReadContext, types: readonly TypeDeclaration[]): void {
  const byName = new Map(types.map((type) => [type.name, type]));
  const done = new Set<string>();
  for (const start of types) {
    if (done.has(start.name)) continue;
    // Depth first with a stack of its own: a chain of ten thousand names costs no recursion.
    const path: { name: string; rest: string[] }[] = [{ name: start.name, rest: namesIn(start.type) }];
    const open = new Set([start.name]);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        done.add(top.name);
        open.delete(top.name);
        path.pop();
      } else if (open.has(next)) {
        const declared = byName.get(top.name);
        if (declared !== undefined) ctx.reporter.report('TYP3007', declared.span, { name: next });
      } else if (!done.has(next)) {
        const declared = byName.get(next);
        if (declared === undefined) continue;
        open.add(next);
        path.push({ name: next, rest: namesIn(declared.type) });
      }
    }
  }
}

/** The types that a type consists of, by name. Types are nested a few levels deep at most. */
function namesIn(type: Type): string[] {
  switch (type.kind) {
    case 'named':
      return [type.name];
    case 'list':
    case 'map':
    case 'optional':
      return namesIn(type.of);
    case 'object':
      return [
        ...type.fields.flatMap((field) => namesIn(field.type)),
        ...(type.others === undefined || type.others === 'any' ? [] : namesIn(type.others)),
      ];
    case 'oneOf':
      return type.of.flatMap(namesIn);
    case 'scalar':
      return type.content === null ? [] : namesIn(type.content.type);
    default:
      return [];
  }
}
