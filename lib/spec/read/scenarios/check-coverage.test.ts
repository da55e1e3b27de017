import { expect, test } from 'vitest';
import { checkSpec } from '../../check-spec.ts';

const TABLE = `      | age     | left   || grade |
      | < 18    | -      || low   |
      | >= 18   | < 5    || mid   |
      | >= 18   | >= 5   || high  |
      | > 100   | -      || high  |
`;
const spec = (scenarios: string, policy = 'first'): string => `service: a
types:
  Grade: [low, mid, high]
integrations:
  stock: {protocol: rest, baseUrl: $STOCK_URL, auth: none, operations: {level: {request: GET /level, output: {left: int}}}}
endpoints:
  - path: /grades
    method: POST
    operation: grade
    access: authenticated
    input: [{age: int(0..150)}]
    processing:
      - level: {call: stock.level, timeout: 1s}
      - verdict: {decide: grade}
    output: [{grade: {type: Grade, value: =verdict.grade}}]
decisions:
  grade:
    hitPolicy: ${policy}
    inputs: {age: =input.age, left: =level.left}
    outputs: {grade: Grade}
    table: |
${TABLE}${scenarios}`;

const reported = (text: string): string[] =>
  checkSpec(text)
    .diagnostics.filter(({ code }) => code === 'TST8507')
    .map(({ message }) => /rule (\d+)/.exec(message)?.[1] ?? message);

const one = (given: string, age: string): string =>
  `scenarios:\n  - one: {given: {stock.level: ${given}}, when: {grade: {age: ${age}}}, then: {status: 200}}\n`;

test('rules that the values of no scenario can reach are named; those above decide under first', () => {
  expect(reported(spec(''))).toEqual([]);
  expect(reported(spec(one('{left: 1}', '17')))).toEqual(['2', '3', '4']);
  expect(reported(spec(one('{left: 1}', '20')))).toEqual(['1', '3', '4']);
  expect(reported(spec(one('{left: 7}', '120')))).toEqual(['1', '2', '4']);
});

test('what a scenario does not state may be anything', () => {
  expect(reported(spec(one('{fails: timeout}', '20')))).toEqual(['1', '4']);
});

test('each example counts', () => {
  const table = `scenarios:
  - one:
      given: {stock.level: {left: <left>}}
      when: {grade: {age: <age>}}
      then: {status: 200}
      examples: |
        | left | age |
        | 1    | 17  |
        | 1    | 20  |
        | 9    | 20  |
`;
  expect(reported(spec(table))).toEqual(['4']);
});
