import type { Span } from '../../core/text-range.ts';
import { entryOf, isEmpty, type MapNode } from '../yaml/node.ts';
import type { DeclaredNames } from './context.ts';

/** What is declared, before anything is read: a type may be used above its declaration. */
export function collectNames(root: MapNode): DeclaredNames {
  const of = (section: string): ReadonlyMap<string, Span> => {
    const found = new Map<string, Span>();
    const node = entryOf(root, section)?.value;
    const entries =
      node?.kind === 'map'
        ? node.entries
        : node?.kind === 'seq'
          ? node.items.flatMap((item) => (item.kind === 'map' ? item.entries.slice(0, 1) : []))
          : [];
    for (const entry of entries) if (!found.has(entry.key.value)) found.set(entry.key.value, entry.key.span);
    if (section !== 'roles' || node?.kind !== 'seq') return found;
    for (const item of node.items)
      if (item.kind === 'scalar' && !isEmpty(item) && !found.has(item.value)) found.set(item.value, item.span);
    return found;
  };
  return {
    types: of('types'),
    roles: of('roles'),
    entities: of('entities'),
    // `errors.default` shapes all errors and is none itself.
    errors: new Map([...of('errors')].filter(([name]) => name !== 'default')),
    decisions: of('decisions'),
    integrations: of('integrations'),
    scorecards: of('scorecards'),
    events: of('events'),
    processes: of('processes'),
  };
}
