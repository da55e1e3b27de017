import type { EntityPlan, Plan } from '../plan.ts';

const known = new WeakMap<Plan['model'], ReadonlyMap<string, ReadonlySet<string>>>();

/** The fields of an entity that some condition looks at by their bare names. */
export function soughtFields({ entity }: EntityPlan, { model }: Plan): ReadonlySet<string> {
  const found = known.get(model) ?? seek(model);
  known.set(model, found);
  return found.get(entity.name) ?? new Set();
}

function seek(model: Plan['model']): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const note = (entity: string, field: string): void => {
    found.set(entity, (found.get(entity) ?? new Set()).add(field));
  };
  const visit = (part: unknown, rows: string | null): void => {
    if (part === null || typeof part !== 'object') return;
    if (Array.isArray(part)) {
      for (const item of part) visit(item, rows);
      return;
    }
    const node: Readonly<Record<string, unknown>> = { ...part };
    if (rows !== null && node['kind'] === 'name' && node['scope'] === 'row' && typeof node['name'] === 'string')
      note(rows, node['name']);
    // Whether there is a value is known without its hash.
    if (rows !== null && [node['left'], node['right']].some(isNull)) return;
    const entity = typeof node['entity'] === 'string' ? node['entity'] : null;
    for (const [key, item] of Object.entries(node)) {
      if (key !== 'type' && key !== 'span') visit(item, key === 'where' ? entity : rows);
    }
  };
  for (const part of [model.endpoints, model.processes, model.schedules]) visit(part, null);
  return found;
}

function isNull(part: unknown): boolean {
  return typeof part === 'object' && part !== null && 'kind' in part && part.kind === 'null';
}
