import { expect, test } from 'vitest';
import { modelOfSections, problemsOf } from '../testing/problems-of.ts';

const SERVICE = `types:
  Grade: [low, high]
entities:
  Quote:
    fields: {id: {type: uuid, key: true, default: =uuid()}, amount: int, paid: int?}
endpoints:
  - path: /quotes
    method: POST
    operation: quote
    access: optional
    input: [{age: int(0..150)}]
    processing:
      - verdict: {decide: grade}
      - risk: {score: risk}
      - stored: {create: Quote, with: {amount: =input.age}}
    output: [{grade: {type: Grade, value: =verdict.grade}}, {risk: {type: decimal, value: =risk.score}}, {id: {type: uuid, value: =stored.id}}]
decisions:
  grade:
    hitPolicy: first
    inputs: {age: =input.age}
    outputs: {grade: Grade}
    table: |
      | age || grade |
      | < 18 || low |
      | - || high |
scorecards:
  risk: {initialScore: 0, characteristics: [{young: {when: input.age < 18, partialScore: 1, reasonCode: YOUNG}}]}
`;
const withInvariant = (of: string, holds: string): string =>
  `${SERVICE}invariants:\n  - one: {of: ${of}, holds: '${holds}'}\n`;

test.each([
  ['grade', 'age >= 18 || grade == "low"', 'decision'],
  ['grade', 'rule > 0', 'decision'],
  ['risk', 'score >= 0 && "YOUNG" in reasonCodes', 'scorecard'],
  ['Quote', 'amount >= 0', 'entity'],
  ['quote', 'output.grade == "low" || input.age >= 18', 'operation'],
  ['{decision: grade}', 'grade != "low" || age < 18', 'decision'],
])('of %s: %s', (of, holds, kind) => {
  const text = withInvariant(of, holds);
  expect(problemsOf(text)).toEqual([]);
  expect(modelOfSections(text).invariants).toMatchObject([{ id: 'invariants/one', of: { kind }, text: holds }]);
});

test.each([
  ['an unknown name', 'grad', 'true', ['SPC2060 grad']],
  ['an unknown column', 'grade', 'aeg > 1', ['EXP4002 aeg']],
  ['a value that is no condition', 'grade', 'age', ['EXP4009 age']],
  ['a value that may be missing', 'Quote', 'paid > 1', ['EXP4005 paid']],
  ['a caller that may be nobody', 'quote', 'caller.id.size() > 0', ['EXP4005 caller.id']],
  ['an unknown kind', '{table: grade}', 'true', ['SPC2003 {table: grade}']],
])('%s is told', (_, of, holds, problems) => {
  expect(problemsOf(withInvariant(of, holds))).toEqual(problems);
});

test('a name that is two things has to say which', () => {
  const text = SERVICE.replace('operation: quote', 'operation: grade');
  expect(problemsOf(`${text}invariants:\n  - one: {of: grade, holds: 'true'}\n`)).toEqual(['SPC2060 grade']);
  expect(problemsOf(`${text}invariants:\n  - one: {of: {operation: grade}, holds: input.age >= 0}\n`)).toEqual([]);
});
