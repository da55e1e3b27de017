import { expect, test } from 'vitest';
import { checkSpec } from '../../check-spec.ts';
import type { Step } from '../../model.ts';
import { withSteps } from '../../testing/outside-spec.ts';
import { saidOfUse } from '../../testing/said-of.ts';

const first = (text: string): Step | undefined => checkSpec(text).model?.endpoints[0]?.processing[0];
const literal = (value: unknown) => expect.objectContaining({ kind: 'literal', value });

test('a call is read with everything that protects it', () => {
  const text = withSteps(
    'found: {call: registry.search, with: {name: =input.name, born: 2000-01-31}, timeout: 200ms, retry: {limit: 3, delay: 1.5 s, on: [timeout]}, circuitBreaker: {failureRate: 50%, window: 10, open: 2m}, fallback: {value: {found: false}, note: registry is down}, when: input.amount > 1}',
  );
  expect(saidOfUse(text)).toEqual([]);
  const step = first(text);
  if (step?.kind !== 'call') throw new Error('no call');
  expect(step).toMatchObject({
    id: 'endpoints/keepName/processing/found',
    integration: 'registry',
    operation: 'search',
    with: [
      { name: 'name', value: { kind: 'expression' } },
      { name: 'born', value: literal('2000-01-31') },
    ],
    policy: {
      timeoutMs: 200,
      retry: { limit: 3, backoff: 'exponential', delayMs: 1500, on: ['timeout'] },
      circuitBreaker: { failureRatePercent: 50, window: 10, openMs: 120_000 },
      fallback: { kind: 'value', note: 'registry is down', value: literal({ map: { found: false } }) },
    },
    else: null,
  });
});

test('what is left out of a retry and a breaker has the language’s values', () => {
  const text = withSteps(
    'found: {call: registry.search, with: {name: =input.name}, timeout: 2s, retry: {limit: 1}, circuitBreaker: {failureRate: 25%}}',
  );
  expect(first(text)).toMatchObject({
    policy: {
      retry: { limit: 1, backoff: 'exponential', delayMs: 200, on: ['timeout', 'unavailable', 'rate_limited'] },
      circuitBreaker: { failureRatePercent: 25, window: 20, openMs: 30_000 },
      fallback: null,
    },
  });
});

test.each([
  ['an unknown integration', 'call: registri.search, with: {name: =input.name}', 'SPC2013 registri'],
  ['an unknown operation', 'call: registry.serch, with: {name: =input.name}', 'FLW5020 serch'],
  ['no operation', 'call: registry, with: {name: =input.name}', 'FLW5020 registry'],
  ['an operation of a phrase', 'call: phrase.search, with: {name: =input.name}', 'FLW5021 search'],
  ['an unknown input', 'call: registry.search, with: {name: =input.name, age: 1}', 'SPC2013 age'],
  ['a missing input', 'call: registry.search, with: {born: =input.born}', 'FLW5022 with'],
  ['no inputs at all', 'call: registry.search', 'FLW5022 call'],
  ['a value of another type', 'call: registry.search, with: {name: =input.amount}', 'TYP3008 input.amount'],
  ['a value that may be missing', 'call: registry.search, with: {name: =input.note}', 'EXP4005 input.note'],
  ['a literal of another type', 'call: registry.search, with: {name: x, born: soon}', 'TYP3005 soon'],
  [
    'a fallback that is incomplete',
    'call: registry.search, with: {name: x}, fallback: {value: {name: y}}',
    'TYP3005 {name: y}',
  ],
  ['a fallback of another type', 'call: registry.search, with: {name: x}, fallback: {value: {found: 1}}', 'TYP3005 1'],
  ['a snapshot of a write', 'call: registry.file, with: {name: x}, fallback: snapshot(1d)', 'FLW5025 snapshot(1d)'],
  [
    'a fallback for nothing',
    'call: lists.report, with: {name: x}, fallback: {value: {done: true}}',
    'FLW5025 {value: {done: true}}',
  ],
  [
    'no period in a snapshot',
    'call: registry.search, with: {name: x}, fallback: snapshot(soon)',
    'SPC2003 snapshot(soon)',
  ],
  [
    'a fallback of a write',
    'call: registry.file, with: {name: x}, fallback: {value: {number: none}}',
    'FLW5037 fallback',
  ],
  ['a retry of a write', 'call: registry.file, with: {name: x}, retry: {limit: 1}', 'FLW5024 retry'],
  ['too many retries', 'call: registry.search, with: {name: x}, retry: {limit: 11}', 'FLW5026 11'],
  ['no failure', 'call: registry.search, with: {name: x}, retry: {limit: 1, on: [timeot]}', 'SPC2008 timeot'],
  ['a rate above all', 'call: registry.search, with: {name: x}, circuitBreaker: {failureRate: 101%}', 'FLW5026 101%'],
  [
    'a rate without a sign',
    'call: registry.search, with: {name: x}, circuitBreaker: {failureRate: 0.5}',
    'SPC2003 0.5',
  ],
  [
    'a window of one',
    'call: registry.search, with: {name: x}, circuitBreaker: {failureRate: 5%, window: 1}',
    'FLW5026 1',
  ],
  [
    'a pointless else',
    'call: registry.search, with: {name: x}, fallback: {value: {found: true}}, else: gone',
    'FLW5034 else',
  ],
  ['an unknown error', 'call: registry.search, with: {name: x}, else: goner', 'SPC2013 goner'],
  ['a key of another kind', 'call: registry.search, with: {name: x}, threshold: 1', 'SPC2001 threshold'],
])('%s is said at its place', (_, step, said) => {
  expect(saidOfUse(withSteps(`found: {${step}, timeout: 2s}`))).toEqual([said]);
});

test.each([
  ['11 minutes', 'FLW5026 11 minutes'],
  ['0s', 'FLW5026 0s'],
  ['0.2 ms', 'FLW5026 0.2 ms'],
  ['5', 'SPC2003 5'],
  ['soon', 'SPC2003 soon'],
  ['1 month', 'FLW5026 1 month'],
])('a timeout of %s is refused', (time, said) => {
  // What is refused counts as written: that no timeout holds is not said besides.
  expect(saidOfUse(withSteps(`found: {call: registry.search, with: {name: x}, timeout: ${time}}`))).toEqual([said]);
});

test('a timeout is asked for where neither the step nor the integration has one', () => {
  expect(saidOfUse(withSteps('found: {call: registry.search, with: {name: x}}'))).toEqual(['FLW5023 registry.search']);
  expect(saidOfUse(withSteps('found: {call: lists.screen, with: {name: x}}'))).toEqual([]);
});

test('`degraded` is there where a fallback can stand in, and only there', () => {
  const reading = (step: string): string[] => saidOfUse(withSteps(step, 'known: {set: =found.degraded}'));
  expect(
    reading('found: {call: registry.search, with: {name: x}, timeout: 1s, fallback: {value: {found: true}}}'),
  ).toEqual([]);
  expect(reading('found: {call: lists.screen, with: {name: x}}')).toEqual([]);
  expect(reading('found: {call: registry.search, with: {name: x}, timeout: 1s}')).toEqual(['EXP4003 degraded']);
});

test('a call without an answer gives nothing to read', () => {
  const text = withSteps('told: {call: bus.publish, with: {name: =input.name}, timeout: 1s}', 'known: {set: =told}');
  expect(saidOfUse(text)).toEqual(['EXP4002 told']);
});

test('the fix of a phrase writes a precise form that can be called', () => {
  const text = withSteps(
    'found: {call: phrase.find-one, with: {name: =input.name, born: =input.born, kinds: [a, b], deep: {a: 1}}, timeout: 1s}',
  );
  const [fix] = checkSpec(text).diagnostics.find(({ code }) => code === 'FLW5021')?.fixes ?? [];
  const [edit] = fix?.edits ?? [];
  if (edit === undefined) throw new Error('no fix');
  const fixed = text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
  expect(fixed.split('\n').find((line) => line.includes('phrase:'))).toBe(
    "  phrase: {protocol: rest, baseUrl: $PHRASE_URL, auth: oauth2_client_credentials, summary: 'REST API with OAuth2', operations: {find-one: {request: POST /find-one, input: {name: string, born: date?, kinds: list<string>, deep: json}}}}",
  );
  expect(saidOfUse(fixed)).toEqual([]);
});

test('an integration knows the steps that use it, sentences and nested steps included', () => {
  const text = withSteps(
    'found: {call: registry.search, with: {name: x}, timeout: 1s}',
    'safely: {try: [{filed: {call: registry.file, with: {name: x}, timeout: 1s}}], catch: [{do: [{noted: {set: 1}}]}]}',
    'hits: {screen: {name: =input.name}, against: [lists.screen, Watched.title], threshold: 0.9}',
    'asked: look it up in the registry',
  );
  const uses = checkSpec(text).model?.integrations.map(({ name, usedBy }) => [name, usedBy]);
  const at = 'endpoints/keepName/processing';
  expect(uses).toEqual([
    ['registry', [`${at}/found`, `${at}/safely/filed`, `${at}/asked`]],
    ['lists', [`${at}/hits`]],
    ['bus', []],
    ['models', []],
    ['phrase', []],
  ]);
});
