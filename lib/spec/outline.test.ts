import { expect, test } from 'vitest';
import { checkSpec } from './check-spec.ts';
import type { OutlineNode } from './outline.ts';
import { withFlow } from './testing/flow-spec.ts';

/** The labels of a part of the outline, indented by depth. */
function drawn(nodes: readonly OutlineNode[], depth = 0): string[] {
  return nodes.flatMap(({ label, kind, children }) => [
    `${'  '.repeat(depth)}${kind} ${label}`,
    ...drawn(children, depth + 1),
  ]);
}

test('steps inside of steps stand below them, and processes and schedules have their own sections', () => {
  const text = `${withFlow(['way: {switch: [{when: input.kind == "a", do: [{one: {set: 1}}, {look: check the documents}]}]}'])}schedules:\n  - nightly: {cron: 0 2 * * *, do: [{hello: {run: greet, with: {name: a}}}]}\n`;
  const outline = checkSpec(text).outline;
  const part = (label: string): string[] => drawn(outline.filter((node) => node.label === label));
  expect(part('processes')).toEqual(['section processes', '  process greet', '    step whole']);
  expect(part('schedules')).toEqual(['section schedules', '  schedule nightly', '    step hello']);
  expect(part('endpoints').filter((line) => /step/i.test(line))).toEqual([
    '    step way',
    '      step one',
    '      proseStep look',
  ]);
});

test('readiness counts every step of every flow', () => {
  const text = withFlow([
    'way: {switch: [{when: input.kind == "a", do: [{one: {set: 1}}, {look: check the documents}]}]}',
  ]);
  const { precise, prose } = checkSpec(text).readiness;
  // `way`, `one`, and `whole` of the process.
  expect([precise, prose]).toEqual([3, 1]);
});

test('how callers are known, what proves the service and how it runs have places too', () => {
  const text = `service: a
version: 1.0.0
auth: {scheme: oidc, issuer: $AUTH_ISSUER}
compliance: [RBI]
endpoints:
  - {path: /a, method: GET, operation: op, access: authenticated, sla: {availability: 99.9%, window: 30d}, output: {type: int, value: 1}}
invariants:
  - one: {of: op, holds: output == 1}
scenarios:
  - first: {when: {op: {}}, then: {status: 200}}
deployment: {replicas: 2}
monitoring: {alerts: [{burnRate: op, rates: [6x/1h], page: oncall}]}
`;
  const said = checkSpec(text).outline.map(({ label, kind, children }) => [label, kind, children.map((c) => c.label)]);
  expect(said).toEqual([
    ['auth', 'section', ['oidc']],
    ['compliance', 'section', ['RBI']],
    ['endpoints', 'section', ['GET /a']],
    ['invariants', 'section', ['one']],
    ['scenarios', 'section', ['first']],
    ['deployment', 'deployment', []],
    ['monitoring', 'section', ['burn rate of op']],
  ]);
  expect(checkSpec(text).outline[2]?.children[0]?.children.map(({ label, kind }) => [label, kind])).toEqual([
    ['output', 'output'],
  ]);
});
