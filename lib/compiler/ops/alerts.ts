import type { Plan } from '../plan.ts';
import { hasWide } from '../service/row-invariants.ts';
import { code } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { comment, prom, promTemplate, yaml } from '../text/quote.ts';
import { type AlertRule, alertRules } from './alert-rules.ts';
import { allRequests, badRequests, labelsOf } from './objective.ts';
import { promTime } from './span-of-time.ts';

/** deploy/alerts.yaml: rules for Prometheus, one for each declared burn rate. */
export function alertsFile(plan: Plan): string {
  const { service } = plan.model;
  const alerts = alertRules(plan);
  const texts = alerts.map(({ alert, rules }) =>
    rules.length === 0
      ? `# ${comment(alert.burnRate)} promises nothing, so no budget of it can burn.`
      : origin(alert, rules.map((rule) => ruleText(rule, plan)).join('\n\n')),
  );
  const [first] = alerts;
  const broken = hasWide(plan) && first !== undefined ? brokenText(first.alert.page, service.name) : '';
  const empty = broken === '' && alerts.every(({ rules }) => rules.length === 0);
  return code`
    # Rules for Prometheus: burn rates over a long and a short window (Google SRE Workbook, chapter 5). The short window is a
    # twelfth of the long one, at least a minute, so that an alert ends soon after its reason has ended.
    # The scrape job has to be named ${service.name}. alerts.test.yaml says what they fire on: promtool test rules.
    groups:
      - name: ${yaml(service.name)}
        rules:${empty ? ' []' : ''}
          ${[...texts, broken].filter((text) => text !== '').join('\n\n')}
  `;
}

/** Rows of which something does not hold that always should; the service looks for them. */
function brokenText(page: string, service: string): string {
  return code`
    - alert: RowsBreakAnInvariant
      expr: max by (invariant) (invariant_broken_rows{job=${prom(service)}}) > 0
      labels:
        severity: page
        page: ${yaml(promTemplate(page))}
      annotations:
        summary: Stored rows break an invariant of the specification
        description: "{{ $labels.invariant }} does not hold for {{ $value }} rows."
        runbook_url: RUNBOOK.md#rows-that-break-an-invariant
  `;
}

function ruleText(
  { alert, name, objective, longMs, shortMs, limit, labels, annotations }: AlertRule,
  plan: Plan,
): string {
  const picked = labelsOf(objective.endpoint, plan.model);
  const over = (ms: number): string => {
    const window = promTime(ms);
    return `${badRequests(objective, picked, window)} / ${allRequests(picked, window)} > ${limit}`;
  };
  const factor = alert.rates.find(({ windowMs }) => windowMs === longMs)?.factor ?? '';
  return code`
    ${limit >= 1 && `# ${factor} times the budget is more than all requests: this rule cannot fire.`}
    - alert: ${yaml(name)}
      expr: |-
        (${over(longMs)})
        and
        (${over(shortMs)})
      labels:
        severity: ${labels.severity}
        page: ${yaml(promTemplate(labels.page))}
        operation: ${yaml(labels.operation)}
        window: ${yaml(labels.window)}
      annotations:
        summary: ${yaml(promTemplate(annotations.summary))}
        description: ${yaml(promTemplate(annotations.description))}
        runbook_url: ${yaml(annotations.runbook_url)}
  `;
}
