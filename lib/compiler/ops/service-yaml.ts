import type { Deployment } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { yaml } from '../text/quote.ts';
import { nameLabel, podTemplate } from './pod-template.ts';
import { rollsOut } from './rollout.ts';
import { wholeSeconds } from './span-of-time.ts';

/** deploy/service.yaml: the service on Kubernetes, with nothing open that it does not need. */
export function serviceYaml(plan: Plan, deployment: Deployment): string {
  const { regions } = deployment;
  const strategy = deployment.rollout?.strategy;
  const name = plan.model.service.name;
  const scales = scalesOf(deployment);
  const documents = [
    ...(strategy === 'blueGreen' ? [] : [origin(deployment, workload(plan, deployment))]),
    serviceText(name),
    ...(strategy === 'blueGreen' ? [serviceText(name, '-preview')] : []),
    ...(scales ? [origin(deployment, scaler(plan, deployment))] : []),
    budgetText(name),
    networkText(plan),
  ];
  return code`
    # ${name} on Kubernetes. It takes its settings from a Secret and a ConfigMap that are called like it (see .env.example);
    # DATABASE_URL has to be among them, because pods keep nothing. This file was read by a parser, not by a cluster.
    ${regions.length > 0 && `# Only for clusters in ${regions.join(', ')}: which those are, this file cannot know.`}
    ${documents.join('\n---\n')}
  `;
}

/** Whether the number of pods is a range. */
export function scalesOf({ replicas }: Deployment): boolean {
  return replicas?.min != null && replicas.max != null && replicas.min < replicas.max;
}

/** The Deployment. `plain`: it has pods of its own even where releases are rolled out by something else. */
export function workload(plan: Plan, deployment: Deployment, plain = false): string {
  const name = plan.model.service.name;
  const { replicas, rollout } = deployment;
  const moved = !plain && rollsOut(plan.model);
  const count = moved
    ? '# No pods of its own: deploy/rollout.yaml runs its template.\nreplicas: 0'
    : scalesOf(deployment)
      ? '# No replicas here: the autoscaler below says how many, and applying this file must not undo that.'
      : `replicas: ${replicas?.min ?? 1}`;
  return code`
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: ${yaml(name)}
      labels:
        ${nameLabel(name)}
    spec:
      ${count}
      ${rollout?.strategy === 'rolling' && rollout.holdMs !== null && `minReadySeconds: ${wholeSeconds(rollout.holdMs)}`}
      selector:
        matchLabels:
          ${nameLabel(name)}
      ${when(!moved, ROLLING)}
      ${podTemplate(plan.model, deployment)}
  `;
}

const ROLLING = code`
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
`;

function serviceText(name: string, suffix = ''): string {
  return code`
    apiVersion: v1
    kind: Service
    metadata:
      name: ${yaml(`${name}${suffix}`)}
      labels:
        ${nameLabel(name)}
    spec:
      selector:
        ${nameLabel(name)}
      ports:
        - name: http
          port: 80
          targetPort: http
  `;
}

/** The autoscaler, of the Deployment itself where that is `plain`. */
export function scaler({ model }: Plan, { replicas, resources }: Deployment, plain = false): string {
  const name = model.service.name;
  const [version, kind] = rollsOut(model) && !plain ? ['argoproj.io/v1alpha1', 'Rollout'] : ['apps/v1', 'Deployment'];
  const said = resources?.cpu != null;
  return code`
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata:
      name: ${yaml(name)}
    spec:
      scaleTargetRef:
        apiVersion: ${version}
        kind: ${kind}
        name: ${yaml(name)}
      minReplicas: ${replicas?.min ?? 1}
      maxReplicas: ${replicas?.max ?? 1}
      metrics:
        - type: Resource
          resource:
            name: cpu
            ${!said && '# No processor time is said, so there is no share of it: half a processor for each pod is assumed.'}
            target:
              ${said ? 'type: Utilization\naverageUtilization: 70' : 'type: AverageValue\naverageValue: 500m'}
  `;
}

/** At most one pod at a time is moved away. `primary`: Flagger's pods, which have another name, are among them. */
export function budgetText(name: string, primary = false): string {
  return code`
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata:
      name: ${yaml(name)}
    spec:
      maxUnavailable: 1
      selector:
        ${podSelector(name, primary)}
  `;
}

function podSelector(name: string, primary: boolean): string {
  if (!primary) return `matchLabels:\n  ${nameLabel(name)}`;
  return code`
    matchExpressions:
      - key: app.kubernetes.io/name
        operator: In
        values: [${yaml(name)}, ${yaml(`${name}-primary`)}]
  `;
}

/** Who may connect, and to what. Addresses are settings, so only ports can be said here. */
export function networkText({ model, dials, auth }: Plan, primary = false): string {
  const name = model.service.name;
  const asksIssuer = auth.schemes.length === 0 || auth.schemes.some(({ kind }) => kind === 'issuer');
  return code`
    # Callers, probes and Prometheus come in at one port. Out go names, PostgreSQL${when(dials || asksIssuer, ' and HTTPS')}: change the ports if yours are
    # others, and name the addresses where you know them.
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: ${yaml(name)}
    spec:
      podSelector:
        ${podSelector(name, primary)}
      policyTypes: [Ingress, Egress]
      ingress:
        - ports:
            - protocol: TCP
              port: 8080
      egress:
        - ports:
            - protocol: UDP
              port: 53
            - protocol: TCP
              port: 53
            - protocol: TCP
              port: 5432
            ${when(dials || asksIssuer, '- protocol: TCP\n  port: 443')}
  `;
}
