import type { Reporter } from '../../diagnostics/reporter.ts';
import type { Model } from '../../model.ts';
import { isInIndia } from '../regions.ts';
import { controlsOf } from '../subject.ts';

/** Reports regions of the deployment that the service's own `data_residency` does not admit. */
export function seeDeployedRegions(model: Model, reporter: Reporter): void {
  const { deployment } = model;
  const allowed = controlsOf(model, 'data_residency').flatMap(({ control }) => control.regions);
  if (deployment === null || allowed.length === 0) return;
  for (const region of deployment.regions)
    if (!allowed.some((one) => admits(one, region))) reporter.report('CMP8025', deployment.span, { region, allowed });
}

/** A region admits itself; the country admits its regions. */
function admits(allowed: string, region: string): boolean {
  if (allowed.toLowerCase() === region.toLowerCase()) return true;
  return /^(india|in)$/i.test(allowed) && isInIndia(region) === true;
}
