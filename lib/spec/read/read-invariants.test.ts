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

test('what no property can be made of is said where it stands', () => {
  expect(problemsOf(withInvariant('grade', 'age > 0 || string(uuid()) != ""'))).toEqual(['SPC2060 uuid()']);
  expect(problemsOf(withInvariant('Quote', 'token() != ""'))).toEqual(['SPC2060 token()']);
  expect(problemsOf(withInvariant('Quote', 'uuid("00000000-0000-4000-8000-000000000001") != id'))).toEqual([]);
  const now = SERVICE.replace('inputs: {age: =input.age}', 'inputs: {age: =input.age, now: =input.age}')
    .replace('| age || grade |', '| age | now || grade |')
    .replace('| < 18 ||', '| < 18 | - ||')
    .replace('| - || high', '| - | - || high');
  const holds = (text: string): string[] => problemsOf(`${now}invariants:\n  - one: {of: grade, holds: '${text}'}\n`);
  expect(holds('now >= age')).toEqual([]);
  expect(holds('now >= age || today() > date("2026-01-01")')).toEqual(['SPC2060 today()']);
  const rows = SERVICE.replace('type: uuid, value: =stored.id', 'type: ref<Quote>, value: =stored.id');
  expect(problemsOf(`${rows}invariants:\n  - one: {of: quote, holds: output.id.amount > 0}\n`)).toEqual([
    'SPC2060 output.id.amount',
  ]);
});

test('properties of rows look at whatever rows the database has, and at no files', () => {
  expect(problemsOf(withInvariant('Quote', 'size(Quote) < 9 && Quote.all(q, q.amount <= amount)'))).toEqual([]);
  const folder = SERVICE.replace('entities:\n', 'entities:\n  Paper: {files: {root: $PAPERS, access: read}}\n');
  const text = `${folder}invariants:\n  - one: {of: Quote, holds: '!Paper.exists(p, p.size == row.amount)'}\n`;
  expect(problemsOf(text)).toEqual(['SPC2060 Paper']);
});
