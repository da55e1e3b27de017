import { load, loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { compile } from '../index.ts';
import { HOSTILE } from '../testing/hostile-spec.ts';
import { modelOf } from '../testing/read-golden.ts';
import { yaml } from '../text/quote.ts';

const OPS = /^(Dockerfile|RUNBOOK\.md|deploy\/|\.github\/|sbom\.json|COMPLIANCE\.md|compliance\/)/;

const spec = (more: string, sla = '{latency: p95 under 800ms, availability: 99.95%, window: 30d}'): string => `
specVersion: "1.0"
service: pay-desk
version: 1.0.0
endpoints:
  - path: /payments/{id}
    method: GET
    operation: getPayment
    access: authenticated
    input: [{id: string}]
    output: [{id: {type: string, value: =input.id}}]
    sla: ${sla}
${more}
`;

const DEPLOYMENT = 'deployment: {replicas: 3..12, resources: {cpu: 500m, memory: 512Mi}}';
const CANARY =
  'deployment: {replicas: 3..12, rollout: {strategy: canary, steps: [5%, 25%, 100%], hold: 10m, abortOn: [contract, sla, errors, invariants]}, rollback: automatic}';
const ALERTS = 'monitoring: {alerts: [{burnRate: getPayment, rates: [14.4x/1h, 6x/6h], page: pay_oncall}]}';

function filesOf(text: string): Map<string, string> {
  return new Map(compile(modelOf(text)).files.map((file) => [file.path, file.text]));
}

/** Documents of a file by kind and name; every one has to parse. */
function documentsOf(files: ReadonlyMap<string, string>, path: string): Record<string, unknown> {
  return Object.fromEntries(
    loadAll(files.get(path) ?? '').map((document) => {
      const { kind, metadata } = Object(document);
      return [`${kind} ${metadata?.name}`, document];
    }),
  );
}

test('without deployment and monitoring there is none of these files, and the README says nothing of them', () => {
  const files = filesOf(spec(''));
  expect([...files.keys()].filter((path) => OPS.test(path))).toEqual([]);
  expect(files.get('README.md')).not.toContain('What is around it');
});

describe('a deployment', () => {
  const files = filesOf(spec(DEPLOYMENT));
  const documents = documentsOf(files, 'deploy/service.yaml');

  test('has an image of locked packages for a user without rights, and no invented digest', () => {
    const image = files.get('Dockerfile') ?? '';
    expect(image).toMatch(/^ARG BASE=node:24-slim\nFROM \$\{BASE\}$/m);
    expect(image).not.toMatch(/sha256:[0-9a-f]/);
    expect(image).toMatch(/^RUN npm ci --omit=dev /m);
    expect(image).toMatch(/^USER 1000:1000$/m);
    expect(image).toMatch(/^CMD \["node","src\/main.ts"\]$/m);
    expect(image).not.toContain('custom');
    for (const [, path = ''] of image.matchAll(/^COPY (?:\.\/)?(\S+)/gm))
      expect(
        [...files.keys()].some((file) => file === path || file.startsWith(`${path}/`)),
        path,
      ).toBe(true);
  });

  test('runs restricted pods that are probed and scaled', () => {
    expect(Object.keys(documents)).toEqual([
      'Deployment pay-desk',
      'Service pay-desk',
      'HorizontalPodAutoscaler pay-desk',
      'PodDisruptionBudget pay-desk',
      'NetworkPolicy pay-desk',
    ]);
    expect(documents['Deployment pay-desk']).toMatchObject({
      apiVersion: 'apps/v1',
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'pay-desk' } },
        template: {
          metadata: { labels: { 'app.kubernetes.io/name': 'pay-desk' } },
          spec: {
            automountServiceAccountToken: false,
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                image: 'pay-desk:1.0.0',
                envFrom: [{ configMapRef: { name: 'pay-desk' } }, { secretRef: { name: 'pay-desk' } }],
                env: [
                  { name: 'HOST', value: '0.0.0.0' },
                  { name: 'PORT', value: '8080' },
                ],
                resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { memory: '512Mi' } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                },
                livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
                readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
                volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
              },
            ],
            volumes: [{ name: 'tmp', emptyDir: {} }],
          },
        },
      },
    });
    expect(documents['HorizontalPodAutoscaler pay-desk']).toMatchObject({
      apiVersion: 'autoscaling/v2',
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'pay-desk' }, minReplicas: 3, maxReplicas: 12 },
    });
    expect(documents['NetworkPolicy pay-desk']).toMatchObject({ spec: { policyTypes: ['Ingress', 'Egress'] } });
  });

  test('with one number of replicas has that many, and no autoscaler', () => {
    const fixed = documentsOf(filesOf(spec('deployment: {replicas: 3}')), 'deploy/service.yaml');
    expect(fixed['Deployment pay-desk']).toMatchObject({ spec: { replicas: 3 } });
    expect(Object.keys(fixed)).not.toContain('HorizontalPodAutoscaler pay-desk');
  });
});

describe('a rollout', () => {
  test('by canary has the declared steps, and stops on what is declared', () => {
    const files = filesOf(spec(CANARY));
    const { 'Rollout pay-desk': rollout, 'AnalysisTemplate pay-desk': analysis } = documentsOf(
      files,
      'deploy/rollout.yaml',
    );
    expect(rollout).toMatchObject({
      apiVersion: 'argoproj.io/v1alpha1',
      spec: {
        workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'pay-desk' },
        strategy: {
          canary: {
            steps: [
              { setWeight: 5 },
              { pause: { duration: '10m' } },
              { setWeight: 25 },
              { pause: { duration: '10m' } },
              { setWeight: 100 },
            ],
            analysis: { startingStep: 1, templates: [{ templateName: 'pay-desk' }] },
          },
        },
      },
    });
    const metrics: { name: string; provider: { prometheus: { query: string } } }[] = Object(analysis).spec.metrics;
    expect(metrics.map(({ name }) => name)).toEqual(['is-measured', 'contract', 'sla-1', 'errors', 'invariants']);
    expect(metrics[2]).toMatchObject({ successCondition: 'result[0] <= 0.0072' });
    expect(metrics[3]?.provider.prometheus.query).toContain('status=~"5.."');
    const service = documentsOf(files, 'deploy/service.yaml');
    expect(service['Deployment pay-desk']).toMatchObject({ spec: { replicas: 0 } });
    expect(service['HorizontalPodAutoscaler pay-desk']).toMatchObject({
      spec: { scaleTargetRef: { kind: 'Rollout' } },
    });
  });

  test('by blue and green switches between two services, and ends its checks', () => {
    const text = 'deployment: {rollout: {strategy: blueGreen, hold: 5m, abortOn: [errors]}, rollback: manual}';
    const files = filesOf(spec(text));
    const { 'Rollout pay-desk': rollout, 'AnalysisTemplate pay-desk': analysis } = documentsOf(
      files,
      'deploy/rollout.yaml',
    );
    expect(rollout).toMatchObject({
      spec: {
        replicas: 1,
        template: { spec: { containers: [{ image: 'pay-desk:1.0.0' }] } },
        strategy: {
          blueGreen: { activeService: 'pay-desk', previewService: 'pay-desk-preview', autoPromotionSeconds: 300 },
        },
      },
    });
    expect(analysis).toMatchObject({
      spec: { metrics: [{ count: 5, failureCondition: 'false' }, { count: 5 }] },
    });
    // Argo skips checks and pauses of a blue-green rollout that only refers to a Deployment.
    expect(rollout).not.toHaveProperty('spec.workloadRef');
    const kinds = Object.keys(documentsOf(files, 'deploy/service.yaml'));
    expect(kinds).toContain('Service pay-desk-preview');
    expect(kinds).not.toContain('Deployment pay-desk');
  });

  test('by rolling needs no Rollout', () => {
    const files = filesOf(spec('deployment: {rollout: {strategy: rolling, hold: 30s}}'));
    expect(files.has('deploy/rollout.yaml')).toBe(false);
    expect(documentsOf(files, 'deploy/service.yaml')['Deployment pay-desk']).toMatchObject({
      spec: { minReadySeconds: 30, strategy: { type: 'RollingUpdate' } },
    });
  });
});

describe('monitoring', () => {
  test('pages when the budget burns over the declared window and a twelfth of it', () => {
    const files = filesOf(spec(ALERTS));
    const picked = 'job="pay-desk",method="GET",route="/payments/:id"';
    const over = (window: string, limit: string): string =>
      `(sum(rate(http_request_duration_seconds_count{${picked},status=~"5.."}[${window}])) / sum(rate(http_request_duration_seconds_count{${picked}}[${window}])) > ${limit})`;
    expect(load(files.get('deploy/alerts.yaml') ?? '')).toMatchObject({
      groups: [
        {
          name: 'pay-desk',
          rules: [
            {
              alert: 'GetPaymentBurnsItsBudget',
              expr: `${over('1h', '0.0072')}\nand\n${over('5m', '0.0072')}`,
              labels: { severity: 'page', page: 'pay_oncall' },
              annotations: { runbook_url: 'RUNBOOK.md#alert-1-getpayment' },
            },
            { expr: `${over('6h', '0.003')}\nand\n${over('30m', '0.003')}` },
          ],
        },
      ],
    });
    expect(files.get('RUNBOOK.md')).toContain('## Alert 1: getPayment');
    // 30 days at 14.4 times the speed, and what to ask first.
    expect(files.get('RUNBOOK.md')).toContain('| 14.4 times too fast | 1h and 5m | 50 h |');
    expect(files.get('RUNBOOK.md')).toContain('sum by (name) (rate(problems_total{job="pay-desk"}[5m]))');
    expect(files.has('Dockerfile')).toBe(false);
    expect(files.get('README.md')).toContain('`deploy/slo.yaml`');
  });

  test('says the objective as OpenSLO', () => {
    const documents = documentsOf(filesOf(spec(ALERTS)), 'deploy/slo.yaml');
    expect(Object.keys(documents)).toEqual(['Service pay-desk', 'SLO get-payment-availability']);
    expect(documents['SLO get-payment-availability']).toMatchObject({
      apiVersion: 'openslo/v1',
      spec: {
        service: 'pay-desk',
        timeWindow: [{ duration: '30d', isRolling: true }],
        budgetingMethod: 'Occurrences',
        objectives: [{ target: 0.9995 }],
      },
    });
  });

  test('of everything, without a budget, stays within what OpenSLO takes', () => {
    const files = filesOf(spec(ALERTS, '{availability: 100%}'));
    expect(files.get('deploy/alerts.yaml')).toContain('> 0)');
    expect(documentsOf(files, 'deploy/slo.yaml')['SLO get-payment-availability']).toMatchObject({
      spec: { objectives: [{ target: 0.9999999 }], timeWindow: [{ duration: '30d' }] },
    });
  });

  test('of a latency counts what was too slow, in a bucket that the service has', () => {
    const files = filesOf(spec(ALERTS, '{latency: 95% under 800ms}'));
    expect(files.get('deploy/alerts.yaml')).toContain('le="0.8"}[1h]');
    expect(files.get('deploy/alerts.yaml')).toContain('> 0.72)');
    expect(files.get('src/platform/metrics.ts')).toContain('0.5, 0.8, 1,');
    expect(filesOf(spec('', '{latency: 95% under 800ms}')).get('src/platform/metrics.ts')).not.toContain('0.8');
    const whole = filesOf(spec(ALERTS, '{latency: 95% under 2s}')).get('deploy/alerts.yaml') ?? '';
    expect(whole).toContain('le=~"2(\\\\.0)?"');
  });
});

test('a hostile text stays a text: in YAML, in a rule that is a template, and in the runbook', () => {
  const evil = `${HOSTILE} {{ query "up" }} ${"\u0000\u0007\ud800 yes: - 'x' \u00e9"}`;
  expect(load(`a: ${yaml(evil)}`)).toEqual({ a: evil.replace('\ud800', '\ufffd') });
  for (const word of ['yes', 'null', '1e3', '~', 'a-b', '', '0.10', '- a', 'on'])
    expect(load(yaml(word)), word).toBe(word);
  const page = `{{ query "up" }}: ${HOSTILE}`;
  const files = filesOf(
    spec(`summary: ${JSON.stringify(page)}\n${CANARY}\n${ALERTS.replace('pay_oncall', JSON.stringify(page))}`),
  );
  const rules = Object(load(files.get('deploy/alerts.yaml') ?? '')).groups[0].rules;
  expect(rules).toHaveLength(2);
  expect(rules[0].labels.page).toMatch(/^\{\{ "\{\{" \}\} query "up"/);
  for (const path of ['deploy/service.yaml', 'deploy/rollout.yaml', 'deploy/slo.yaml']) {
    expect(Object.keys(documentsOf(files, path)).length, path).toBeGreaterThan(0);
    expect(files.get(path), path).not.toMatch(/[\u0085\u2028\u2029]/);
  }
  expect(files.get('RUNBOOK.md')).not.toMatch(/<script|<img/);
});
