import type { Deployment, Model } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { prom, yaml } from '../text/quote.ts';
import { podTemplate } from './pod-template.ts';
import { conditionMetrics } from './release-metrics.ts';
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

const EVERY_MS = 60_000;
/** Checks after a blue-green switch where no hold says how long. */
const CHECKS = 10;

/** What new pods alone are judged by. */
function analysis(plan: Plan, { rollback }: Deployment, rollout: Rollout): string {
  const { model } = plan;
  const pods = `pod=~"${model.service.name}-{{args.hash}}-.*"`;
  const job = `job=${prom(model.service.name)}`;
  const checks = Math.max(1, Math.round((rollout.holdMs ?? CHECKS * EVERY_MS) / EVERY_MS));
  const metrics = [
    {
      name: 'is-measured',
      what: 'Its pods are scraped at all: without that nothing else here would say anything.',
      query: `sum(http_request_duration_seconds_count{${job},${pods}})`,
      holds: 'len(result) > 0 && result[0] > 0',
    },
    ...rollout.abortOn
      .flatMap((condition) => conditionMetrics(condition, plan, [pods]))
      .map(({ most, ...metric }) => ({ ...metric, holds: most === 0 ? 'result[0] == 0' : `result[0] <= ${most}` })),
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
