import type { Reporter } from '../../diagnostics/reporter.ts';
import type { Model } from '../../model.ts';
import { liesWithin } from '../regions.ts';
import { controlsOf } from '../subject.ts';

/** Reports regions of the deployment that the service's own `data_residency` does not admit. Where it is not known what lies where, nothing is said. */
export function seeDeployedRegions(model: Model, reporter: Reporter): void {
  const { deployment } = model;
  const allowed = controlsOf(model, 'data_residency').flatMap(({ control }) => control.regions);
  if (deployment === null || allowed.length === 0) return;
  for (const region of deployment.regions)
    if (allowed.every((one) => liesWithin(region, one) === false))
      reporter.report('CMP8025', deployment.span, { region, allowed });
}
