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
