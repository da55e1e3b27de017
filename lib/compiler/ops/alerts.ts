import type { Alert } from '../../spec/model.ts';
import { pascal } from '../names.ts';
import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { comment, promTemplate, yaml } from '../text/quote.ts';
import {
  allRequests,
  badRequests,
  labelsOf,
  type Objective,
  objectiveOf,
  objectiveText,
  rounded,
} from './objective.ts';
import { alertAnchor } from './runbook.ts';
import { promTime } from './span-of-time.ts';

/** deploy/alerts.yaml: rules for Prometheus, one for each declared burn rate. */
export function alertsFile(plan: Plan): string {
  const { service, monitoring, endpoints } = plan.model;
  const rules = (monitoring?.alerts ?? []).map((alert, at) => {
    const endpoint = endpoints.find(({ name }) => name === alert.burnRate);
    const objective = endpoint === undefined ? null : objectiveOf(endpoint);
    if (objective === null) return `# ${comment(alert.burnRate)} promises nothing, so no budget of it can burn.`;
    return origin(alert, alert.rates.map((rate) => ruleText(alert, at + 1, rate, objective, plan)).join('\n\n'));
  });
  const empty = (monitoring?.alerts ?? []).every(({ burnRate }) => {
    const endpoint = endpoints.find(({ name }) => name === burnRate);
    return endpoint === undefined || objectiveOf(endpoint) === null;
  });
  return code`
    # Rules for Prometheus: burn rates over a long and a short window (Google SRE Workbook, chapter 5). The short window is a
    # twelfth of the long one, at least a minute, so that an alert ends soon after its reason has ended.
    # The scrape job has to be named ${service.name}. These rules were read by a parser, not by a running Prometheus.
    groups:
      - name: ${yaml(service.name)}
        rules:${empty ? ' []' : ''}
          ${rules.join('\n\n')}
  `;
}

/** A short window below this holds too few scrapes to say anything. */
const SHORTEST_MS = 60_000;

function ruleText(
  alert: Alert,
  number: number,
  rate: Alert['rates'][number],
  objective: Objective,
  plan: Plan,
): string {
  const { endpoint, budget } = objective;
  const short = Math.min(rate.windowMs, Math.max(SHORTEST_MS, Math.round(rate.windowMs / 12)));
  const limit = rounded(budget * Number(rate.factor));
  const labels = labelsOf(endpoint, plan.model);
  const over = (ms: number): string => {
    const window = promTime(ms);
    return `${badRequests(objective, labels, window)} / ${allRequests(labels, window)} > ${limit}`;
  };
  const summary = `${endpoint.name} burns its error budget ${rate.factor} times faster than allowed`;
  const promise = `Promised: ${objectiveText(objective)}. Measured over ${promTime(rate.windowMs)} and ${promTime(short)}.`;
  return code`
    ${limit >= 1 && `# ${rate.factor} times the budget is more than all requests: this rule cannot fire.`}
    - alert: ${yaml(`${pascal(endpoint.name)}BurnsItsBudget`)}
      expr: |-
        (${over(rate.windowMs)})
        and
        (${over(short)})
      labels:
        severity: page
        page: ${yaml(promTemplate(alert.page))}
        operation: ${yaml(endpoint.name)}
        window: ${yaml(promTime(rate.windowMs))}
      annotations:
        summary: ${yaml(promTemplate(summary))}
        description: ${yaml(promTemplate(promise))}
        runbook_url: ${yaml(`RUNBOOK.md#${alertAnchor(number, endpoint.name)}`)}
  `;
}
