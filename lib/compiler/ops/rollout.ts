import type { Deployment, Model } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { prom, yaml } from '../text/quote.ts';
import { allRequests, badRequests, labelsOf, objectiveOf, objectiveText, rounded } from './objective.ts';
import { podTemplate } from './pod-template.ts';
import { argoTime, wholeSeconds } from './span-of-time.ts';

type Rollout = NonNullable<Deployment['rollout']>;

/** Whether releases are rolled out by Argo Rollouts and not by the Deployment itself. */
export function rollsOut({ deployment }: Model): boolean {
  const strategy = deployment?.rollout?.strategy ?? 'rolling';
  return strategy !== 'rolling';
}

/** deploy/rollout.yaml: how a release takes over, and what makes it stop. */
export function rolloutFile(plan: Plan, deployment: Deployment, rollout: Rollout): string {
  const { model } = plan;
  const name = yaml(model.service.name);
  const watched = rollout.abortOn.length > 0;
  const { replicas } = deployment;
  const scales = replicas?.min != null && replicas.max != null && replicas.min < replicas.max;
  return code`
    # For Argo Rollouts. This file was read by a parser, not by a cluster.
    ${origin(
      deployment,
      code`
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata:
          name: ${name}
        spec:
          ${scales ? '# No replicas here: the autoscaler in service.yaml says how many.' : `replicas: ${replicas?.min ?? 1}`}
          selector:
            matchLabels:
              app.kubernetes.io/name: ${name}
          ${rollout.strategy === 'blueGreen' ? podTemplate(model, deployment) : workloadRef(name)}
          strategy:
            ${rollout.strategy === 'canary' ? canary(rollout, model, watched) : blueGreen(rollout, model, watched)}
      `,
    )}
    ${when(watched, `---\n${origin(deployment, analysis(plan, deployment, rollout))}`)}
  `;
}

/** The Deployment's template. For blue-green the Rollout has its own: with a reference, checks and pauses are skipped (Argo issue 4503). */
function workloadRef(name: string): string {
  return code`
    workloadRef:
      apiVersion: apps/v1
      kind: Deployment
      name: ${name}
  `;
}

function canary({ steps, holdMs }: Rollout, model: Model, watched: boolean): string {
  // Weights are whole percents there; the last step needs no pause, since nothing comes after it.
  const each = steps.flatMap((share, at) => [
    `- setWeight: ${Math.max(1, Math.round(share))}`,
    ...(at === steps.length - 1 ? [] : [pause(holdMs)]),
  ]);
  return code`
    canary:
      maxUnavailable: 0
      maxSurge: 1
      ${steps.length > 0 && '# Without a traffic router, weights are kept by numbers of pods, as closely as those allow.'}
      ${steps.length > 0 && 'steps:'}
        ${each}
      ${when(watched, `analysis:\n  startingStep: 1\n${indented(analysisRef(model))}`)}
  `;
}

function pause(holdMs: number | null): string {
  return holdMs === null
    ? '# No hold is said: a person promotes it.\n- pause: {}'
    : `- pause:\n    duration: ${yaml(argoTime(holdMs))}`;
}

function blueGreen({ holdMs }: Rollout, model: Model, watched: boolean): string {
  const name = model.service.name;
  return code`
    blueGreen:
      activeService: ${yaml(name)}
      previewService: ${yaml(`${name}-preview`)}
      ${holdMs === null && '# No hold is said: a person promotes it.'}
      autoPromotionEnabled: false
      ${holdMs !== null && `autoPromotionSeconds: ${wholeSeconds(holdMs)}`}
      # The release before stays this long, so that going back is only a switch.
      scaleDownDelaySeconds: 600
      ${when(watched, `postPromotionAnalysis:\n${indented(analysisRef(model))}`)}
  `;
}

function analysisRef({ service }: Model): string {
  return code`
    templates:
      - templateName: ${yaml(service.name)}
    args:
      - name: hash
        valueFrom:
          podTemplateHashValue: Latest
  `;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

const WINDOW = '5m';
const EVERY_MS = 60_000;
/** Checks after a blue-green switch where no hold says how long. */
const CHECKS = 10;
/** How much faster than allowed a budget may burn: what pages at once (Google SRE Workbook, chapter 5). */
const FASTEST = 14.4;
/** The share of server errors where no operation promises an availability. */
const ERRORS = 0.01;

/** What new pods alone are judged by. */
function analysis(plan: Plan, { rollback }: Deployment, rollout: Rollout): string {
  const { model } = plan;
  const pods = `pod=~"${model.service.name}-{{args.hash}}-.*"`;
  const own = [`job=${prom(model.service.name)}`, pods];
  const checks = Math.max(1, Math.round((rollout.holdMs ?? CHECKS * EVERY_MS) / EVERY_MS));
  const metrics = [
    {
      name: 'is-measured',
      what: 'Its pods are scraped at all: without that nothing else here would say anything.',
      query: `sum(http_request_duration_seconds_count{${own.join(',')}})`,
      holds: 'len(result) > 0 && result[0] > 0',
    },
    ...rollout.abortOn.flatMap((condition) => conditionMetrics(condition, plan, own, pods)),
  ];
  return code`
    # Asks Prometheus about the new pods only. It needs the labels job (the service's name) and pod on what it scrapes.
    # No requests are no failures.
    apiVersion: argoproj.io/v1alpha1
    kind: AnalysisTemplate
    metadata:
      name: ${yaml(model.service.name)}
    spec:
      args:
        - name: hash
        # Where your Prometheus is: this address is only an example.
        - name: prometheus
          value: http://prometheus.monitoring.svc:9090
      metrics:
        ${metrics.map(
          ({ name, what, query, holds }) => code`
          # ${what}
          - name: ${yaml(name)}
            initialDelay: 2m
            interval: 1m
            ${rollout.strategy === 'blueGreen' && `count: ${checks}`}
            failureLimit: 2
            inconclusiveLimit: 2
            successCondition: ${yaml(holds)}
            ${rollback === 'manual' && '# Never a failure: it pauses, and a person goes back.\nfailureCondition: "false"'}
            provider:
              prometheus:
                address: "{{args.prometheus}}"
                query: |-
                  ${query}
        `,
        )}
  `;
}

interface Metric {
  name: string;
  what: string;
  query: string;
  /** Over `result`. */
  holds: string;
}

function conditionMetrics(
  condition: Rollout['abortOn'][number],
  { model }: Plan,
  own: readonly string[],
  pods: string,
): Metric[] {
  const labels = own.join(',');
  const none = (name: string, what: string, counter: string): Metric => ({
    name,
    what,
    query: `sum(${counter}) or vector(0)`,
    holds: 'result[0] == 0',
  });
  switch (condition) {
    case 'contract':
      return [
        none(
          'contract',
          'An answer that breaks the contract is not sent: the caller reads 500, counted as `internal`.',
          `problems_total{${labels},name="internal"}`,
        ),
      ];
    case 'invariants':
      return [none('invariants', 'No invariant was broken.', `invariant_violations_total{${labels}}`)];
    case 'errors': {
      const asked = `${labels},route!~"/livez|/readyz|/metrics|/openapi.json"`;
      const bad = `sum(rate(http_request_duration_seconds_count{${asked},status=~"5.."}[${WINDOW}]))`;
      return [
        {
          name: 'errors',
          what: `At most ${rounded(ERRORS * 100)} % server errors. The specification says no number: this one is assumed.`,
          query: share(bad, allRequests(asked, WINDOW)),
          holds: `result[0] <= ${ERRORS}`,
        },
      ];
    }
    case 'sla':
      return model.endpoints.flatMap((endpoint, at) => {
        const objective = objectiveOf(endpoint);
        if (objective === null) return [];
        const picked = labelsOf(endpoint, model, [pods]);
        return [
          {
            name: `sla-${at + 1}`,
            what: `${endpoint.name}: ${objectiveText(objective)}; its budget burns at most ${FASTEST} times as fast as allowed.`,
            query: share(badRequests(objective, picked, WINDOW), allRequests(picked, WINDOW)),
            holds: `result[0] <= ${Math.min(1, rounded(objective.budget * FASTEST))}`,
          },
        ];
      });
  }
}

/** The share of bad requests; none at all are a share of 0. */
function share(bad: string, all: string): string {
  return `(${bad} or vector(0)) / ((${all} > 0) or vector(1))`;
}
