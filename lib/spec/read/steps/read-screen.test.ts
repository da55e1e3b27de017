import { expect, test } from 'vitest';
import { checkSpec } from '../../check-spec.ts';
import { withSteps } from '../../testing/outside-spec.ts';
import { saidOfUse } from '../../testing/said-of.ts';

const SUBJECT = 'screen: {name: =input.name, born: =input.born}';

test('a screening is read with its lists, its algorithm and its threshold', () => {
  const text = withSteps(
    `hits: {${SUBJECT}, against: [lists.screen, Watched.title], algorithm: {name: jaro_winkler, fold: [case]}, threshold: 0.88, timeout: 4s}`,
  );
  expect(saidOfUse(text)).toEqual([]);
  const [step] = checkSpec(text).model?.endpoints[0]?.processing ?? [];
  if (step?.kind !== 'screen') throw new Error('no screening');
  expect(step.subject.map(({ name }) => name)).toEqual(['name', 'born']);
  expect(step.against.map(({ span: _, ...list }) => list)).toEqual([
    { kind: 'operation', integration: 'lists', operation: 'screen' },
    { kind: 'entity', entity: 'Watched', field: 'title' },
  ]);
  expect([step.algorithm, step.threshold, step.policy.timeoutMs]).toEqual([
    { name: 'jaro_winkler', fold: ['case'] },
    '0.88',
    4000,
  ]);
});

test('the result is read like any other', () => {
  const text = withSteps(
    `hits: {${SUBJECT}, against: [lists.screen], threshold: 0.9}`,
    'sure: {set: "=hits.best >= 0.97 || hits.degraded"}',
    "lists: {set: '=hits.hits.map(h, h.list + h.entry + h.source)'}",
    'upstream: {set: "=hits.hits.exists(h, h.upstreamScore != null && h.upstreamScore > h.score)"}',
  );
  expect(saidOfUse(text)).toEqual([]);
});

test.each([
  ['an operation without hits', `${SUBJECT}, against: [registry.search], threshold: 0.9`, ['FLW5029 registry.search']],
  ['a queue', 'screen: {name: x}, against: [bus.publish], threshold: 0.9', ['FLW5028 bus.publish']],
  ['an unknown list', `${SUBJECT}, against: [list.screen], threshold: 0.9`, ['SPC2013 list']],
  ['no threshold', `${SUBJECT}, against: [lists.screen]`, ['SPC2002 screen']],
  ['a threshold above all', `${SUBJECT}, against: [lists.screen], threshold: 1.1`, ['FLW5026 1.1']],
  ['a threshold that is too fine', `${SUBJECT}, against: [lists.screen], threshold: 0.88888`, ['FLW5026 0.88888']],
  [
    'an unknown algorithm',
    `${SUBJECT}, against: [lists.screen], threshold: 1, algorithm: soundex`,
    ['SPC2008 soundex'],
  ],
  [
    'an unknown fold',
    `${SUBJECT}, against: [lists.screen], threshold: 1, algorithm: {name: jaro_winkler, fold: [cas]}`,
    ['SPC2008 cas'],
  ],
  [
    'an unknown input',
    'screen: {nam: =input.name}, against: [lists.screen], threshold: 1',
    ['FLW5030 {nam: =input.name}', 'SPC2013 nam', 'FLW5022 lists.screen'],
  ],
  [
    'a missing input',
    'screen: {born: =input.born}, against: [lists.screen], threshold: 1',
    ['FLW5030 {born: =input.born}', 'FLW5022 lists.screen'],
  ],
  [
    'a value of another type',
    'screen: {name: =input.amount}, against: [lists.screen], threshold: 1',
    ['FLW5030 {name: =input.amount}', 'TYP3008 input.amount'],
  ],
  ['an entity without the field', 'screen: {name: =input.name}, against: [Watched], threshold: 1', ['FLW5030 Watched']],
  [
    'a field that is no text',
    'screen: {name: =input.name}, against: [Watched.points], threshold: 1',
    ['FLW5030 Watched.points'],
  ],
  [
    'a name that may be missing',
    'screen: {title: =input.note}, against: [Watched], threshold: 1',
    ['FLW5030 {title: =input.note}'],
  ],
  ['two texts and no name', 'screen: {a: x, b: y}, against: [Watched.title], threshold: 1', ['FLW5030 {a: x, b: y}']],
  [
    'a fallback for rows',
    'screen: {name: x}, against: [Watched.title], threshold: 1, fallback: snapshot(1d)',
    ['FLW5025 fallback'],
  ],
])('%s is said', (_, step, said) => {
  expect([...saidOfUse(withSteps(`hits: {${step}}`))].sort()).toEqual([...said].sort());
});

test('a timeout is asked for only where another system is reached', () => {
  const screen = (against: string): string[] =>
    saidOfUse(withSteps(`hits: {screen: {name: =input.name}, against: [${against}], threshold: 0.9}`));
  expect(screen('Watched.title')).toEqual([]);
  expect(screen('lists.screen')).toEqual([]);
  const without = withSteps(`hits: {${SUBJECT}, against: [lists.screen], threshold: 0.9}`).replace(
    '    timeout: 3s\n',
    '',
  );
  expect(saidOfUse(without).map((said) => said.slice(0, 7))).toEqual(['FLW5023']);
});

test('a value that fits the first list and not the second is said at the second', () => {
  const other =
    'integrations:\n  other: {protocol: rest, baseUrl: $OTHER_URL, auth: none, operations: {find: {effect: read, request: POST /find, input: {name: string(1..3), born: timestamp?}, output: {hits: list<Hit>}}}}\n';
  const text = withSteps(
    `hits: {${SUBJECT}, against: [lists.screen, other.find], threshold: 0.9, timeout: 1s}`,
  ).replace('integrations:\n', other);
  expect(saidOfUse(text)).toEqual(['FLW5029 other.find']);
});

test.each([
  ['no entry', '{list: string}'],
  ['an entry that may be missing', '{list: string, entry: string?}'],
  ['an entry that is no text', '{list: string, entry: int}'],
  ['a score that is a text', '{list: string, entry: string, score: string}'],
])('hits with %s are no evidence', (_, hit) => {
  const text = withSteps(`hits: {${SUBJECT}, against: [lists.screen], threshold: 0.9}`);
  const other = text.replace('{list: string, entry: string, score: decimal(0..1)}', hit);
  expect(saidOfUse(other)).toEqual(['FLW5029 lists.screen']);
});
