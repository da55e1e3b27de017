import type { Reporter } from '../../diagnostics/reporter.ts';
import type { Endpoint, Model } from '../../model.ts';
import { allSteps } from '../../step-tree.ts';
import { controlsOf } from '../subject.ts';

/**
 * Reports operations that every signed-in caller may use, though `access_controls` says that rights are given by role. Where no
 * access is written at all, that is said already; where rows have an owner, each caller has only those.
 */
export function seeRoles(model: Model, reporter: Reporter): void {
  if (!controlsOf(model, 'access_controls').some(({ control }) => control.model === 'rbac')) return;
  const owned = new Set(model.entities.flatMap(({ name, owner }) => (owner === null ? [] : [name])));
  for (const endpoint of model.endpoints)
    if (isForEverybody(endpoint) && !usesOwned(endpoint, owned))
      reporter.report('CMP8028', endpoint.span, { operation: endpoint.name });
}

function isForEverybody({ access }: Endpoint): boolean {
  if (access.kind !== 'authenticated' || access.origin !== 'written') return false;
  return access.roles.length === 0 && access.scopes.length === 0 && access.when === null;
}

function usesOwned({ processing }: Endpoint, owned: ReadonlySet<string>): boolean {
  return owned.size > 0 && allSteps(processing).some((step) => 'entity' in step && owned.has(step.entity));
}
