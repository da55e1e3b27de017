import type { Plan } from '../plan.ts';
import { fastifyPath } from '../service/operation.ts';
import { code } from '../text/code.ts';
import { prom, yaml } from '../text/quote.ts';
import { type AlertRule, alertRules } from './alert-rules.ts';
import type { Objective } from './objective.ts';
import { promTime } from './span-of-time.ts';

/** Requests in each step of the made-up series. */
const EACH = 1_000_000;
/** How far below and above the limit is tried. */
const NEAR = 0.02;
/** Steps in a short window; a rate needs two. */
const STEPS = 5;

/**
 * deploy/alerts.test.yaml for `promtool test rules`: each rule fires just above its limit, is quiet just below, and ends when its
 * reason has ended. Null: no rule can be tried.
 */
export function alertTestsFile(plan: Plan): string | null {
  const tests = alertRules(plan).flatMap(({ rules }) => (rules.length === 0 ? [] : testsOf(rules, plan)));
  if (tests.length === 0) return null;
  return code`
    # promtool test rules deploy/alerts.test.yaml
    rule_files: [alerts.yaml]
    evaluation_interval: ${promTime(EVALUATED_MS)}
    tests:
      ${tests.join('\n\n')}
  `;
}

function testsOf(rules: readonly AlertRule[], plan: Plan): string[] {
  const steps = timesOf(rules);
  const tried = rules.flatMap((rule) => {
    const { window } = rule.labels;
    return [
      { what: `above the limit over ${window}`, bad: above(rule.limit) },
      { what: `below the limit over ${window}`, bad: below(rule.limit) },
    ];
  });
  const constant = tried.map(({ what, bad }) =>
    testText(rules, what, { bad, quiet: 0 }, (rule) => bad / EACH > rule.limit, steps, plan),
  );
  // As soon as no short window sees the reason any more.
  const ended = testText(
    rules,
    'after its reason has ended',
    { bad: EACH, quiet: steps.quiet },
    () => false,
    steps,
    plan,
  );
  return [...constant, ended];
}

interface Times {
  stepMs: number;
  /** Steps until the longest long window is full, and from then on until no short one sees anything of it. */
  long: number;
  quiet: number;
}

/** Rules are evaluated this often here: often enough to be true, and so seldom that windows of days are quick to try. */
const EVALUATED_MS = 600_000;

/** One step is a fifth of the shortest short window, in whole seconds; all times fall on evaluations. */
function timesOf(rules: readonly AlertRule[]): Times {
  const stepMs = Math.max(1, Math.floor(Math.min(...rules.map(({ shortMs }) => shortMs)) / STEPS / 1000)) * 1000;
  const long = Math.ceil(evaluated(Math.max(...rules.map(({ longMs }) => longMs)) + stepMs) / stepMs);
  const end = evaluated(long * stepMs + Math.max(...rules.map(({ shortMs }) => shortMs)) + stepMs);
  return { stepMs, long, quiet: Math.ceil(end / stepMs) - long };
}

/** The next evaluation. */
function evaluated(ms: number): number {
  return Math.ceil(ms / EVALUATED_MS) * EVALUATED_MS;
}

function above(limit: number): number {
  return Math.min(EACH, Math.max(1, Math.ceil(limit * (1 + NEAR) * EACH)));
}

function below(limit: number): number {
  return Math.min(EACH, Math.floor(limit * (1 - NEAR) * EACH));
}

function testText(
  rules: readonly AlertRule[],
  what: string,
  { bad, quiet }: { bad: number; quiet: number },
  fires: (rule: AlertRule) => boolean,
  { stepMs, long }: Times,
  { model }: Plan,
): string {
  const [first] = rules;
  if (first === undefined) return '';
  const { endpoint } = first.objective;
  const at = Math.floor(((long + quiet) * stepMs) / EVALUATED_MS) * EVALUATED_MS;
  const labels = [
    `job=${prom(model.service.name)}`,
    `method=${prom(endpoint.method)}`,
    `route=${prom(fastifyPath(endpoint.path))}`,
  ].join(',');
  const series = seriesOf(first.objective, labels, bad).map(
    ({ name, each, later }) => code`
      - series: ${yaml(name)}
        values: ${yaml(quiet === 0 ? `0+${each}x${long}` : `0+${each}x${long} ${each * long + later}+${later}x${quiet}`)}
    `,
  );
  const expected = rules.filter(fires);
  return code`
    - name: ${yaml(`${first.name}, ${what}`)}
      interval: ${promTime(stepMs)}
      input_series:
        ${series.join('\n')}
      alert_rule_test:
        - eval_time: ${promTime(at)}
          alertname: ${yaml(first.name)}
          exp_alerts:${expected.length === 0 ? ' []' : ''}
            ${expected.map(expectedText).join('\n')}
  `;
}

/** What each step adds while things are bad, and later, when all is well. */
function seriesOf(
  { kind, withinSeconds }: Objective,
  labels: string,
  bad: number,
): { name: string; each: number; later: number }[] {
  const metric = 'http_request_duration_seconds';
  if (kind === 'availability')
    return [
      { name: `${metric}_count{${labels},status="200"}`, each: EACH - bad, later: EACH },
      { name: `${metric}_count{${labels},status="503"}`, each: bad, later: 0 },
    ];
  return [
    { name: `${metric}_count{${labels},status="200"}`, each: EACH, later: EACH },
    { name: `${metric}_bucket{${labels},le="${withinSeconds}",status="200"}`, each: EACH - bad, later: EACH },
  ];
}

function expectedText({ labels, annotations }: AlertRule): string {
  return code`
    - exp_labels:
        severity: ${labels.severity}
        page: ${yaml(labels.page)}
        operation: ${yaml(labels.operation)}
        window: ${yaml(labels.window)}
      exp_annotations:
        summary: ${yaml(annotations.summary)}
        description: ${yaml(annotations.description)}
        runbook_url: ${yaml(annotations.runbook_url)}
  `;
}
