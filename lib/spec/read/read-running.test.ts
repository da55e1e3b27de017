import { expect, test } from 'vitest';
import { endpointOf, modelOfSections, problemsOf } from '../testing/problems-of.ts';

test('a deployment is read, with what is usual where it says nothing', () => {
  expect(
    modelOfSections('deployment: {replicas: 2, resources: {cpu: 500m, memory: 512Mi}, regions: [ap-south-1]}\n')
      .deployment,
  ).toMatchObject({
    replicas: { min: 2, max: 2 },
    resources: { cpu: '500m', memory: '512Mi' },
    rollout: null,
    rollback: 'automatic',
    unrefined: 'operator',
    regions: ['ap-south-1'],
  });
});

test.each([
  ['no replica', 'replicas: 0', ['SPC2061 0']],
  ['replicas in words', 'replicas: many', ['SPC2061 many']],
  ['more than a thousand', 'replicas: 5..2000', ['SPC2061 5..2000']],
  ['memory without a unit', 'resources: {memory: 512}', ['SPC2061 512']],
  ['shares of a rolling update', 'rollout: {strategy: rolling, steps: [100%]}', ['SPC2061 [100%]']],
  ['shares that do not reach all', 'rollout: {strategy: canary, steps: [5%, 25%]}', ['SPC2061 25%']],
  [
    'a share of more than all',
    'rollout: {strategy: canary, steps: [5%, 250%, 100%]}',
    ['SPC2061 250%', 'SPC2061 100%'],
  ],
  ['an unknown reason to stop', 'rollout: {strategy: canary, abortOn: [slo]}', ['SPC2008 slo']],
  ['a time that is none', 'rollout: {strategy: canary, hold: 10 moons}', ['SPC2061 10 moons']],
  ['a region with a space', "regions: ['ap south']", ["SPC2007 'ap south'"]],
])('%s is refused', (_, text, problems) => {
  expect(problemsOf(`deployment: {${text}}\n`)).toEqual(problems);
});

const OPERATION = endpointOf('GET', '/a', 'sla: {availability: 99.9%, window: 30d}');
const alert = (text: string): string => `${OPERATION}monitoring: {alerts: [{${text}}]}\n`;

test('alerts watch the error budget of an operation that promises something', () => {
  expect(
    modelOfSections(alert('burnRate: op, rates: [14.4x/1h, 6x/6h], page: oncall')).monitoring?.alerts,
  ).toMatchObject([
    {
      id: 'monitoring/alerts/1',
      burnRate: 'op',
      rates: [
        { factor: '14.4', windowMs: 3_600_000 },
        { factor: '6', windowMs: 21_600_000 },
      ],
      page: 'oncall',
    },
  ]);
  expect(problemsOf(alert('burnRate: op, rates: [14.4/1h], page: oncall'))).toEqual(['SPC2062 14.4/1h']);
  expect(problemsOf(alert('burnRate: op, rates: [6x/1h]'))).toEqual(['SPC2002 {burnRate: op, rates: [6x/1h]}']);
  expect(
    problemsOf(
      alert('burnRate: op, rates: [6x/1h], page: oncall').replace('    sla: {availability: 99.9%, window: 30d}\n', ''),
    ),
  ).toEqual(['SPC2062 op']);
});
