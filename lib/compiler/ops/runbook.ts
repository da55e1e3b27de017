import type { Alert } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { markdown } from '../text/quote.ts';
import { objectiveOf, objectiveText } from './objective.ts';
import { rollsOut } from './rollout.ts';

/** Where the runbook's section of an alert begins. */
export function alertAnchor(number: number, operation: string): string {
  return `alert-${number}-${operation.toLowerCase()}`;
}

/** RUNBOOK.md: what each alert means, what to look at first, and how to go back. */
export function runbook(plan: Plan): string {
  const { service, monitoring } = plan.model;
  return code`
    # Runbook of ${markdown(service.name)}

    For whoever is paged. It was written from the specification; the commands were not tried on your cluster.

    ${(monitoring?.alerts ?? []).map((alert, at) => origin(alert, alertText(alert, at + 1, plan))).join('\n\n')}

    ## Roll back

    ${rollbackText(plan)}

    Migrations are only ever added and are not undone: before going back over a release that changed the schema, check that the
    earlier release can work with it.
  `;
}

function alertText(alert: Alert, number: number, { model, operations }: Plan): string {
  const planned = operations.find(({ endpoint }) => endpoint.name === alert.burnRate);
  const objective = planned === undefined ? null : objectiveOf(planned.endpoint);
  if (planned === undefined || objective === null)
    return `## Alert ${number}: ${markdown(alert.burnRate)}\n\nThe operation promises nothing, so there is no rule for it.`;
  const { method, path } = planned.endpoint;
  const rates = alert.rates.map(({ factor }) => `${factor} times`).join(' or ');
  const asked = model.integrations.filter(({ usedBy }) =>
    usedBy.some((id) => id.startsWith(`${planned.endpoint.id}/`)),
  );
  const others =
    asked.length === 0 ? '' : `, and the systems that it asks: ${asked.map(({ name }) => markdown(name)).join(', ')}`;
  return code`
    ## Alert ${number}: ${markdown(alert.burnRate)}

    Pages ${markdown(alert.page)}. ${method} ${markdown(path)} promises that ${markdown(objectiveText(objective))}; its error budget
    burns ${markdown(rates)} faster than that allows.

    1. What changed: was a release, a setting or a migration rolled out just before it began? Then roll back first.
    2. \`/readyz\` of each pod, the database${others}.
    3. \`problems_total\` by \`name\` in \`/metrics\`, and the log lines with \`"level":"error"\` of that time.
  `;
}

function rollbackText({ model }: Plan): string {
  const name = model.service.name;
  if (model.deployment === null)
    return 'The specification does not say how the service is deployed: start the release before.';
  if (rollsOut(model))
    return code`
      While a release is rolling out, \`kubectl argo rollouts abort ${name}\` goes back to the release before. Afterwards, apply
      the \`deploy/\` folder of the release before.
    `;
  return `\`kubectl rollout undo deployment/${name}\`, then apply the \`deploy/\` folder of the release before.`;
}
