import type { Alert, CallPolicy, Endpoint, Integration, Step } from '../../spec/model.ts';
import { askedTasks } from '../asked-tasks.ts';
import type { Plan } from '../plan.ts';
import { mergedPolicy, USUAL_TIMEOUT_MS } from '../service/call-policy.ts';
import { milliseconds } from '../service/period.ts';
import { hasWide } from '../service/row-invariants.ts';
import { goesBack } from '../sql/history.ts';
import { stepsReached } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { markdown, prom } from '../text/quote.ts';
import { type AlertRule, alertRules } from './alert-rules.ts';
import { allRequests, badRequests, labelsOf, objectiveText, rounded } from './objective.ts';
import { rollsOut } from './rollout.ts';
import { promTime } from './span-of-time.ts';

/** RUNBOOK.md: what each alert means, what to look at first, and how to go back. */
export function runbook(plan: Plan): string {
  const { service, monitoring } = plan.model;
  return code`
    # Runbook of ${markdown(service.name)}

    For whoever is paged. It was written from the specification; the commands were not tried on your cluster.

    ${(monitoring?.alerts ?? []).map((alert, at) => origin(alert, alertText(alert, at + 1, plan))).join('\n\n')}

    ${when(hasWide(plan), BROKEN)}

    ## Roll back

    ${rollbackText(plan)}

    Migrations are only ever added. ${goesBack(plan) ? 'The release before works with the database as this one leaves it; the README says how its schema goes back, and what is lost.' : 'This release has only the first one, so there is no schema to go back to.'}
  `;
}

function alertText(alert: Alert, number: number, plan: Plan): string {
  const { model } = plan;
  const rules = alertRules(plan)[number - 1]?.rules ?? [];
  const [first] = rules;
  if (first === undefined)
    return `## Alert ${number}: ${markdown(alert.burnRate)}\n\nThe operation promises nothing, so there is no rule for it.`;
  const { objective } = first;
  const { endpoint } = objective;
  const labels = labelsOf(endpoint, model);
  const short = promTime(Math.min(...rules.map(({ shortMs }) => shortMs)));
  return code`
    ## Alert ${number}: ${markdown(alert.burnRate)}

    Pages ${markdown(alert.page)}. ${endpoint.method} ${markdown(endpoint.path)} promises that ${markdown(objectiveText(objective))}.

    | burns | measured over | the whole budget is gone after |
    |---|---|---|
    ${rules.map((rule) => rateRow(rule))}

    1. How bad is it? ${objective.kind === 'availability' ? 'The share of server errors' : 'The share of late answers'} now: \`${badRequests(objective, labels, short)} / ${allRequests(labels, short)}\`.
    2. What changed: was a release, a setting or a migration rolled out just before it began? Then roll back first, see below.
    3. \`/readyz\` of each pod: 503 means that the database cannot be reached, or that the pod is ending.
    4. Which failures: \`sum by (name) (rate(problems_total{job=${prom(model.service.name)}}[${short}]))\`. ${FAILURES}
    ${systemsText(first, plan)}
    ${when(waitsFor(endpoint, plan), WAITS)}

    It is over when the rate is below the limit in the short window: the alert ends within that time by itself. Write down when it
    began, what was seen and what was done.
  `;
}

const BROKEN = code`
  ## Rows that break an invariant

  The service looks at all rows every minute; \`platform.broken_row\` names the invariant, the key of each row and since when. No
  request stores such rows: time went on, rows were changed by hand, or an earlier release did not know the invariant yet.

  1. Which are they? \`SELECT * FROM platform.broken_row ORDER BY since\`.
  2. Mend them by the operations of the service where there are any; the audit log has who did what with them.
  3. It is over when the next look finds none: the alert ends by itself.
`;

const FAILURES =
  '`internal` is a bug or an answer that breaks the contract, `unavailable` the database; log lines with `"level":"error"` say why, with the request’s id.';

const WAITS = code`
  Requests that wait for people are answered with 202 and are no failures here: what is late with people is in \`/tasks\`.
`;

function waitsFor(endpoint: Endpoint, plan: Plan): boolean {
  return plan.operations.some((operation) => operation.endpoint === endpoint && askedTasks(operation, plan).length > 0);
}

const DAY_MS = 86_400_000;
/** Where no window is said. */
const USUAL_DAYS = 30;

function rateRow({ alert, longMs, shortMs, limit, objective }: AlertRule): string {
  const factor = Number(alert.rates.find(({ windowMs }) => windowMs === longMs)?.factor ?? '1');
  const window = objective.endpoint.sla?.window ?? null;
  const windowMs = window === null ? USUAL_DAYS * DAY_MS : milliseconds(window);
  const hours = factor > 0 ? rounded(windowMs / factor / 3_600_000).toPrecision(3) : '';
  const over = `${promTime(longMs)} and ${promTime(shortMs)}`;
  const never = limit >= 1 ? '; never: that is more than all requests' : '';
  return `| ${factor} times too fast${never} | ${over} | ${Number(hours)} h |`;
}

/** The steps of the operation that ask other systems, and what it does when those fail. */
function systemsText({ objective }: AlertRule, { model }: Plan): string[] {
  const steps = stepsReached(objective.endpoint.processing, model.processes).flatMap((step) =>
    askedBy(step).flatMap((asked) => {
      const system = model.integrations.find(({ name }) => name === asked.integration);
      return system === undefined ? [] : [stepText(step.name, asked.policy, system)];
    }),
  );
  if (steps.length === 0) return [];
  return [
    `5. The systems that it asks: \`sum by (system, outcome) (rate(outside_calls_total{job=${prom(model.service.name)}}[5m]))\`. What it does when they fail:`,
    ...new Set(steps),
  ];
}

/** The systems that a step asks, and what the step says of its calls. */
function askedBy(step: Step): { integration: string; policy: CallPolicy }[] {
  if (step.kind === 'call' || step.kind === 'infer') return [step];
  if (step.kind !== 'screen') return [];
  return step.against.flatMap((list) =>
    list.kind === 'operation' ? [{ integration: list.integration, policy: step.policy }] : [],
  );
}

function stepText(name: string, own: CallPolicy, { name: system, policy, maxConcurrent }: Integration): string {
  const { timeoutMs, retry, circuitBreaker, fallback } = mergedPolicy(own, policy);
  const parts = [
    `waits ${promTime(timeoutMs ?? USUAL_TIMEOUT_MS)} for an answer`,
    retry === null ? 'does not ask again' : `asks up to ${retry.limit} more times`,
    ...(circuitBreaker === null
      ? []
      : [
          `asks no more for ${promTime(circuitBreaker.openMs)} when ${circuitBreaker.failureRatePercent} % of ${circuitBreaker.window} calls failed`,
        ]),
    ...(maxConcurrent === null ? [] : [`at most ${maxConcurrent} at a time`]),
    fallback === null ? 'then it has failed' : 'then it goes on without, degraded',
  ];
  return `   - ${markdown(name)} asks ${markdown(system)}: ${parts.join(', ')}.`;
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
