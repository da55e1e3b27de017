import { isInIndia } from './regions.ts';
import { type Observation, open, satisfied, violated } from './rule.ts';
import { controlsOf, type Subject } from './subject.ts';

/** Looks at the regions that requirements and the deployment name: all have to lie in India. */
export function seeIndiaOnly({ model }: Subject): readonly Observation[] {
  const required = controlsOf(model, 'data_residency').flatMap(({ requirement, control }) =>
    control.regions.map((region) => ({ region, span: requirement.span, by: 'data_residency' })),
  );
  const deployed = model.deployment;
  const regions =
    deployed === null
      ? required
      : [...required, ...deployed.regions.map((region) => ({ region, span: deployed.span, by: 'deployment' }))];
  if (regions.length === 0)
    return [open('No `data_residency` and no region of the deployment say where data is kept.')];
  return regions.map(({ region, span, by }) => {
    const inIndia = isInIndia(region);
    if (inIndia === true) return satisfied(`\`${by}\` names \`${region}\`, which is in India.`, span);
    if (inIndia === false) return violated(`\`${by}\` names \`${region}\`, which is not in India.`, span);
    return open(`Where \`${region}\` lies is not known here.`);
  });
}
