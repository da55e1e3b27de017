import type { Deployment } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { prom, yaml } from '../text/quote.ts';
import { conditionMetrics, type ReleaseMetric } from './release-metrics.ts';
import { publicPaths } from './route.ts';
import { budgetText, networkText, scaler, scalesOf, workload } from './service-yaml.ts';
import { wholeSeconds } from './span-of-time.ts';

type Rollout = NonNullable<Deployment['rollout']>;

/**
 * deploy/flagger.yaml: the same rollout for clusters that have Flagger instead of Argo Rollouts. It stands alone, because Flagger
 * makes services, routes and the pods that serve by itself, from a plain Deployment.
 */
export function flaggerFile(plan: Plan, deployment: Deployment, rollout: Rollout): string {
  const { name } = plan.model.service;
  const metrics = rollout.abortOn.flatMap((condition) => conditionMetrics(condition, plan, pods(name)));
  const documents = [
    origin(deployment, workload(plan, deployment, true)),
    ...(scalesOf(deployment) ? [origin(deployment, scaler(plan, deployment, true))] : []),
    budgetText(name, true),
    networkText(plan, true),
    origin(deployment, canary(plan, deployment, rollout, metrics)),
    ...metrics.map(
      (metric) => code`
        # ${metric.what}
        apiVersion: flagger.app/v1beta1
        kind: MetricTemplate
        metadata:
          name: ${yaml(`${name}-${metric.name}`)}
        spec:
          provider:
            type: prometheus
            # Where your Prometheus is: this address is only an example.
            address: http://prometheus.monitoring.svc:9090
          query: |-
            ${metric.query}
      `,
    ),
  ];
  return code`
    # For Flagger with the Gateway API, instead of service.yaml, route.yaml and rollout.yaml: apply either those or this.
    # Flagger serves from pods called ${name}-primary and makes the services and the route. This file was read by a parser, not by
    # a cluster.
    ${documents.join('\n---\n')}
  `;
}

/** The pods of the new release: Flagger's own serve under another name. */
function pods(name: string): readonly string[] {
  return [`job=${prom(name)}`, `pod=~"${name}-.+"`, `pod!~"${name}-primary-.+"`];
}

function canary(plan: Plan, deployment: Deployment, rollout: Rollout, metrics: readonly ReleaseMetric[]): string {
  const { model } = plan;
  const { name } = model.service;
  const { strategy, steps, holdMs } = rollout;
  const isCanary = strategy === 'canary' && steps.length > 0;
  const weights = [...new Set(steps.map((share) => Math.max(1, Math.round(share))))];
  return code`
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata:
      name: ${yaml(name)}
    spec:
      provider: gatewayapi:v1
      targetRef:
        apiVersion: apps/v1
        kind: Deployment
        name: ${yaml(name)}
      ${when(scalesOf(deployment), `autoscalerRef:\n  apiVersion: autoscaling/v2\n  kind: HorizontalPodAutoscaler\n  name: ${yaml(name)}`)}
      service:
        port: 80
        targetPort: http
        # The Gateway is yours: say its name and where it is.
        gatewayRefs:
          - name: public
        match:
          ${publicPaths(plan).map((path) => `- uri:\n    prefix: ${yaml(path)}`)}
      ${deployment.rollback === 'manual' && '# Flagger goes back by itself; a rollback by hand, as the specification asks for, it does not know.'}
      analysis:
        ${holdMs === null && '# No hold is said: a minute is assumed.'}
        interval: ${wholeSeconds(holdMs ?? 60_000)}s
        threshold: 2
        ${isCanary ? `stepWeights: [${weights.join(', ')}]` : 'iterations: 10'}
        metrics:${metrics.length === 0 ? ' []' : ''}
          ${metrics.map((metric) => metricRef(name, metric))}
  `;
}

function metricRef(name: string, { name: metric, most }: ReleaseMetric): string {
  return code`
    - name: ${yaml(metric)}
      templateRef:
        name: ${yaml(`${name}-${metric}`)}
      thresholdRange:
        max: ${most}
      interval: 5m
  `;
}
