import { load, loadAll } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compile } from '../index.ts';
import { modelOf } from '../testing/read-golden.ts';

const spec = (more: string, endpoints = ''): string => `
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
    sla: {latency: p95 under 800ms, availability: 99.95%, window: 30d}
  - path: /payments
    method: POST
    operation: pay
    access: authenticated
    input: [{id: string}]
    processing: [{review: look at it}]
    output: [{ok: bool}]
${endpoints}
${more}
`;

const CANARY =
  'deployment: {replicas: 3..12, rollout: {strategy: canary, steps: [5%, 25%, 100%], hold: 10m, abortOn: [contract, sla, errors, invariants]}}';
const ALERTS = 'monitoring: {alerts: [{burnRate: getPayment, rates: [14.4x/1h, 6x/6h], page: pay_oncall}]}';

function filesOf(text: string): Map<string, string> {
  return new Map(compile(modelOf(text)).files.map((file) => [file.path, file.text]));
}

test('each file is there only where the specification calls for it', () => {
  const around = (more: string): string[] =>
    [...filesOf(spec(more)).keys()].filter((path) =>
      /^(\.github|deploy|Dockerfile|RUNBOOK|sbom|COMPL|compl)/.test(path),
    );
  expect(around('')).toEqual([]);
  expect(around('deployment: {replicas: 2}')).toEqual([
    '.github/workflows/ci.yaml',
    'Dockerfile',
    'deploy/route.yaml',
    'deploy/service.yaml',
    'sbom.json',
  ]);
  expect(around(ALERTS)).toEqual([
    'RUNBOOK.md',
    'deploy/alerts.test.yaml',
    'deploy/alerts.yaml',
    'deploy/dashboard.json',
    'deploy/slo.yaml',
  ]);
  expect(around(CANARY)).toEqual(expect.arrayContaining(['deploy/flagger.yaml', 'deploy/rollout.yaml']));
});

test('the README names each of them, and no other', () => {
  const files = filesOf(spec(`${CANARY}\n${ALERTS}\ncompliance: [PMLA]`));
  const readme = files.get('README.md') ?? '';
  const named = [...readme.matchAll(/^- `([^`]+)`/gm)].map(([, path = '']) => path);
  expect(named.filter((path) => !files.has(path))).toEqual([]);
  const around = [...files.keys()].filter((path) =>
    /^(\.github|deploy|Dockerfile|RUNBOOK|sbom|COMPL|compl|test\/.*\.test\.ts$)/.test(path),
  );
  expect(around.filter((path) => !named.includes(path))).toEqual([]);
});

describe('the bill of materials', () => {
  const text = filesOf(spec('deployment: {replicas: 2}')).get('sbom.json') ?? '';
  // The parts of CycloneDX 1.6 that are used, with the patterns of its schema.
  const component = z.strictObject({
    type: z.literal('library'),
    'bom-ref': z.string().min(1),
    group: z.string().startsWith('@').optional(),
    name: z.string().min(1),
    version: z.string().regex(/^\d+\.\d+\.\d+/),
    scope: z.enum(['required', 'optional', 'excluded']),
    hashes: z.array(z.strictObject({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) })),
    licenses: z.array(z.strictObject({ license: z.strictObject({ id: z.string().regex(/^[A-Za-z0-9.-]+$/) }) })),
    purl: z.string().regex(/^pkg:npm\/(%40[a-z0-9-]+\/)?[a-z0-9.-]+@[0-9a-z.-]+$/),
  });
  const bom = z.strictObject({
    $schema: z.literal('http://cyclonedx.org/schema/bom-1.6.schema.json'),
    bomFormat: z.literal('CycloneDX'),
    specVersion: z.literal('1.6'),
    version: z.int().min(1),
    metadata: z.strictObject({
      lifecycles: z.array(z.strictObject({ phase: z.enum(['design', 'pre-build', 'build', 'post-build']) })),
      component: z.strictObject({
        type: z.literal('application'),
        'bom-ref': z.string(),
        name: z.string(),
        version: z.string(),
        description: z.string().optional(),
      }),
    }),
    components: z.array(component),
    dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
  });

  test('is CycloneDX, the same each time, and complete: what is asked for is there, once', () => {
    const { components, dependencies, metadata } = bom.parse(JSON.parse(text));
    expect(filesOf(spec('deployment: {replicas: 2}')).get('sbom.json')).toBe(text);
    const refs = components.map((one) => one['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(dependencies.map(({ ref }) => ref)).toEqual([metadata.component['bom-ref'], ...refs]);
    expect(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.includes(ref))).toEqual([]);
    const reached = new Set<string>();
    const visit = (ref: string): void => {
      if (reached.has(ref)) return;
      reached.add(ref);
      for (const next of dependencies.find((one) => one.ref === ref)?.dependsOn ?? []) visit(next);
    };
    visit(metadata.component['bom-ref']);
    expect(refs.filter((ref) => !reached.has(ref))).toEqual([]);
  });

  test('holds what runs and not what only tests need, with the digests of the lock', () => {
    const { components } = bom.parse(JSON.parse(text));
    const names = components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
    expect(names).toEqual(expect.arrayContaining(['fastify', 'pg', '@electric-sql/pglite']));
    expect(names).not.toContain('typescript');
    const lock = JSON.parse(filesOf(spec('deployment: {replicas: 2}')).get('package-lock.json') ?? '{}');
    const fastify = components.find(({ name }) => name === 'fastify');
    const digest = Buffer.from(fastify?.hashes[0]?.content ?? '', 'hex').toString('base64');
    expect(`sha512-${digest}`).toBe(lock.packages['node_modules/fastify'].integrity);
  });
});

test('the Gateway lets in what callers ask for, and neither probes nor metrics', () => {
  const route = Object(load(filesOf(spec('deployment: {replicas: 2}')).get('deploy/route.yaml') ?? ''));
  expect(route).toMatchObject({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' });
  const prefix = (value: string) => ({ path: { type: 'PathPrefix', value } });
  expect(route.spec.rules).toEqual([
    {
      matches: ['/payments', '/openapi.json', '/requests', '/tasks'].map(prefix),
      backendRefs: [{ name: 'pay-desk', port: 80 }],
    },
  ]);
});

test('the pipeline checks types, both databases, rules and the image, and may write nothing', () => {
  const ci = Object(load(filesOf(spec(`${CANARY}\n${ALERTS}`)).get('.github/workflows/ci.yaml') ?? ''));
  expect(ci.permissions).toEqual({ contents: 'read' });
  expect(Object.keys(ci.jobs)).toEqual(['test', 'alerts', 'image']);
  expect(ci.jobs.image.needs).toEqual(['test', 'alerts']);
  const runs: string[] = ci.jobs.test.steps.map(({ run = '' }: { run?: string }) => run);
  expect(runs).toEqual(expect.arrayContaining(['npm ci', 'npm run typecheck', 'npm test']));
  expect(ci.jobs.image.steps[1].run).toContain('node:24-slim');
  const calm = Object(load(filesOf(spec('deployment: {replicas: 2}')).get('.github/workflows/ci.yaml') ?? ''));
  expect(Object.keys(calm.jobs)).toEqual(['test', 'image']);
});

test('Flagger rolls out by the same steps and stops on the same, from pods of the Deployment itself', () => {
  const documents = loadAll(filesOf(spec(CANARY)).get('deploy/flagger.yaml') ?? '').map((one) => Object(one));
  const of = (kind: string) => documents.filter((one) => one.kind === kind);
  expect(of('Deployment')[0].spec).not.toHaveProperty('replicas');
  expect(of('HorizontalPodAutoscaler')[0].spec.scaleTargetRef.kind).toBe('Deployment');
  expect(of('PodDisruptionBudget')[0].spec.selector.matchExpressions[0].values).toEqual([
    'pay-desk',
    'pay-desk-primary',
  ]);
  expect(of('NetworkPolicy')[0].spec.podSelector).toEqual(of('PodDisruptionBudget')[0].spec.selector);
  const [canary] = of('Canary');
  expect(canary.spec).toMatchObject({
    provider: 'gatewayapi:v1',
    targetRef: { kind: 'Deployment', name: 'pay-desk' },
    autoscalerRef: { kind: 'HorizontalPodAutoscaler', name: 'pay-desk' },
    analysis: { interval: '600s', stepWeights: [5, 25, 100] },
  });
  const metrics: { name: string; templateRef: { name: string }; thresholdRange: { max: number } }[] =
    canary.spec.analysis.metrics;
  expect(metrics.map(({ name }) => name)).toEqual(['contract', 'sla-1', 'errors', 'invariants']);
  expect(metrics[1]?.thresholdRange).toEqual({ max: 0.0072 });
  expect(of('MetricTemplate').map((one) => one.metadata.name)).toEqual(
    metrics.map(({ templateRef }) => templateRef.name),
  );
  for (const { spec: template } of of('MetricTemplate')) expect(template.query).toContain('pod!~"pay-desk-primary-.+"');
});

test('the dashboard shows requests, times and what is left of the budget, side by side', () => {
  const board = JSON.parse(filesOf(spec(ALERTS)).get('deploy/dashboard.json') ?? '{}');
  const panel = z.object({
    id: z.int(),
    type: z.literal('timeseries'),
    title: z.string(),
    gridPos: z.strictObject({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
    targets: z.array(z.object({ refId: z.string(), expr: z.string() })).min(1),
  });
  const panels = z.array(panel).parse(board.panels);
  expect(panels.map(({ title }) => title)).toEqual([
    'GET /payments/{id}: requests',
    'GET /payments/{id}: duration',
    'GET /payments/{id}: error budget left, 30 days',
    'Refusals and failures by name',
    'Memory by pod',
  ]);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  expect(panels[2]?.targets[0]?.expr).toMatch(/^1 - \(.*status=~"5\.\.".*\) \/ 0\.0005$/);
});

test('rules are tried just above and just below their limit, and after the reason has ended', () => {
  const { tests } = Object(load(filesOf(spec(ALERTS)).get('deploy/alerts.test.yaml') ?? ''));
  const fired = tests.map((one: { name: string; alert_rule_test: { exp_alerts: unknown[] }[] }) => [
    one.name,
    one.alert_rule_test[0]?.exp_alerts.length,
  ]);
  expect(fired).toEqual([
    ['GetPaymentBurnsItsBudget, above the limit over 1h', 2],
    ['GetPaymentBurnsItsBudget, below the limit over 1h', 1],
    ['GetPaymentBurnsItsBudget, above the limit over 6h', 1],
    ['GetPaymentBurnsItsBudget, below the limit over 6h', 0],
    ['GetPaymentBurnsItsBudget, after its reason has ended', 0],
  ]);
});
