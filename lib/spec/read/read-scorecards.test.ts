import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { saidOfUse } from '../testing/said-of.ts';

const card = (...characteristics: readonly string[]): string =>
  `scorecards:\n  risk:\n    summary: How risky\n    initialScore: 0.05\n    characteristics:\n${characteristics.map((one) => `      - ${one}\n`).join('')}`;
const endpoint = (path: string, ...steps: readonly string[]): string =>
  `  - path: ${path}\n    method: POST\n    input: [{age: int}, {note: string?}]\n    processing:\n${steps.map((step) => `      - ${step}\n`).join('')}`;
const spec = (characteristics: readonly string[], ...endpoints: readonly string[]): string =>
  `service: a\n${card(...characteristics)}endpoints:\n${endpoints.join('')}`;

const YOUNG =
  'age: {attributes: [{when: input.age < 18, partialScore: 0.5, reasonCode: MINOR}, {when: input.age < 25, partialScore: 0.25, reasonCode: YOUNG}], otherwise: -0.125}';
const BAD = 'quality: {when: quality < 0.8, partialScore: 0.2, reasonCode: POOR}';

test('a scorecard is read with the conditions as its use sees them', () => {
  const text = spec([YOUNG, BAD], endpoint('/a', 'quality: {set: 0.9}', 'points: {score: risk}'));
  expect(saidOfUse(text)).toEqual([]);
  const [scorecard] = checkSpec(text).model?.scorecards ?? [];
  expect([scorecard?.id, scorecard?.summary, scorecard?.initialScore]).toEqual([
    'scorecards/risk',
    'How risky',
    '0.05',
  ]);
  expect(
    scorecard?.characteristics.map(({ name, attributes }) => [
      name,
      attributes.map(({ id, when, partialScore, reasonCode }) => [id, when?.kind ?? null, partialScore, reasonCode]),
    ]),
  ).toEqual([
    [
      'age',
      [
        ['scorecards/risk/age/1', 'binary', '0.5', 'MINOR'],
        ['scorecards/risk/age/2', 'binary', '0.25', 'YOUNG'],
        ['scorecards/risk/age/otherwise', null, '-0.125', null],
      ],
    ],
    ['quality', [['scorecards/risk/quality/1', 'binary', '0.2', 'POOR']]],
  ]);
});

test('the result’s score has the range and the digits of what its parts can add up to', () => {
  const types = 'types:\n  Points: decimal(-0.075..0.75, scale 3)\n  Narrow: decimal(0..1, scale 2)\n';
  const output = (type: string): string[] => {
    const whole = `${spec([YOUNG, BAD], endpoint('/a', 'quality: {set: 0.9}', 'points: {score: risk}'))}    output: [{points: {type: ${type}, value: =points.score}}]\n`;
    return saidOfUse(whole.replace('service: a\n', `service: a\n${types}`));
  };
  expect(output('Points')).toEqual([]);
  expect(output('Narrow')).toEqual(['TYP3009 points.score']);
});

test('reasons and parts are read by name', () => {
  const text = spec(
    [YOUNG],
    endpoint(
      '/a',
      'points: {score: risk}',
      'minor: {set: "=\\"MINOR\\" in points.reasonCodes"}',
      'part: {set: =points.parts.age}',
      'wrong: {set: =points.parts.aeg}',
    ),
  );
  expect(saidOfUse(text)).toEqual(['EXP4003 aeg']);
});

test('values by name are for conditions that read them', () => {
  const use = (given: string): string[] =>
    saidOfUse(spec([BAD], endpoint('/a', `points: {score: risk, with: ${given}}`)));
  expect(use('{quality: 0.9}')).toEqual([]);
  expect(use('{quality: 0.9, qualty: 1}')).toEqual(['SPC2013 qualty']);
  expect(use('{quality: x}').map((said) => said.slice(0, 3))).toEqual(['EXP']);
});

test('a second use means the same, or is told why it does not', () => {
  const twice = (...second: readonly string[]): string[] =>
    saidOfUse(spec([BAD], endpoint('/a', 'quality: {set: 0.9}', 'points: {score: risk}'), endpoint('/b', ...second)));
  expect(twice('quality: {set: 0.25}', 'points: {score: risk}')).toEqual([]);
  expect(twice('points: {score: risk}')).toEqual(['DEC6025 risk']);
  expect(twice('quality: {set: low}', 'points: {score: risk}')).toEqual(['DEC6025 risk']);
  expect(twice('points: {score: risk, with: {quality: 0.5}}')).toEqual(['DEC6025 risk']);
});

test.each([
  ['an unknown scorecard', [YOUNG], 'points: {score: rsik}', ['DEC6023 risk', 'SPC2013 rsik']],
  [
    'a condition that is none',
    ['age: {when: input.age, partialScore: 1}'],
    'points: {score: risk}',
    ['EXP4009 input.age'],
  ],
  ['an empty condition', ['age: {when: , partialScore: 1}'], 'points: {score: risk}', ['SPC2003 :']],
  [
    'a score that is no number',
    ['age: {when: input.age > 1, partialScore: 1e3}'],
    'points: {score: risk}',
    ['DEC6022 1e3'],
  ],
  ['both forms', ['age: {partialScore: 1, attributes: [{partialScore: 2}]}'], 'points: {score: risk}', ['DEC6024 age']],
  ['no form', ['age: {otherwise: 1}'], 'points: {score: risk}', ['DEC6024 age']],
  [
    'an attribute behind one that always holds',
    ['age: {partialScore: 1, otherwise: 2}'],
    'points: {score: risk}',
    ['DEC6020 2'],
  ],
  [
    'a condition that stands above',
    ['age: {attributes: [{when: input.age < 9, partialScore: 1}, {when: input.age<9, partialScore: 2}]}'],
    'points: {score: risk}',
    ['DEC6020 {when: input.age<9, partialScore: 2}'],
  ],
  [
    'a reason with a space',
    ['age: {partialScore: 1, reasonCode: too young}'],
    'points: {score: risk}',
    ['SPC2007 too young'],
  ],
])('%s is said', (_, characteristics, step, said) => {
  expect(saidOfUse(spec(characteristics, endpoint('/a', step)))).toEqual(said);
});
