import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import { writeType } from './static-types.ts';

const TEXT = (expression: string): string => `service: a
types:
  Money: decimal(0..1000, scale 2)
  Grade: [prime, standard]
entities:
  Loan:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      amount: Money
      grade: Grade
      note: string?
errors:
  gone: {status: 404, title: Gone}
endpoints:
  - path: /a
    method: POST
    operation: op
    access: authenticated
    input:
      - amount: Money
      - months: int(6..84)
      - ratio: double
      - name: string?
      - grade: Grade
      - tags: list<string>
      - data: json
      - at: timestamp
      - born: date
    processing:
      - loan: {find: Loan, where: id == "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"}
      - x: {set: '=${expression.replaceAll("'", "''")}'}
`;

/** The type of an expression, and what is wrong with it. */
function typed(expression: string): string {
  const text = TEXT(expression);
  const { model, diagnostics } = checkSpec(text);
  const step = model?.endpoints[0]?.processing.find((candidate) => candidate.name === 'x');
  const problems = diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const said = problems.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
  const type = step?.kind === 'set' && step.value.kind === 'expression' ? writeType(step.value.expr.type) : 'none';
  return said.length > 0 ? said.join(' · ') : type;
}

test.each([
  ['input.amount', 'Money'],
  ['input.amount * input.months', 'decimal(scale 2)'],
  ['input.amount / input.months', 'decimal'],
  ['round(input.amount / 3, 2)', 'decimal(scale 2)'],
  ['input.months + 1', 'int'],
  ['input.months * 1.5', 'decimal(scale 1)'],
  ['input.ratio * 1.5', 'double'],
  ['input.months > 12 && input.grade == "prime"', 'bool'],
  ['input.grade in ["prime", "standard"]', 'bool'],
  ['input.tags.exists(t, t == "a")', 'bool'],
  ['input.tags.map(t, size(t))', 'list<int>'],
  ['size(input.tags)', 'int'],
  ['input.tags.size()', 'int'],
  ['caller.id + "/" + input.grade', 'string'],
  ['input.months > 12 ? "long" : "short"', '[long, short]'],
  ['has(input.name) ? upper(input.name) : ""', 'string'],
  ['input.name != null && size(input.name) > 3', 'bool'],
  ['input.name == null || size(input.name) > 3', 'bool'],
  ['loan != null ? loan.amount : 0', 'decimal(scale 2)'],
  ['has(loan) && has(loan.note) ? loan.note : "none"', 'string'],
  ['input.name == "a" ? upper(input.name) : "b"', 'string'],
  ['-input.months', 'int'],
  ['input.data == "x"', 'bool'],
  ['input.born < today()', 'bool'],
  ['input.at < now()', 'bool'],
  ['{"a": 1, "b": 2}', '{a: int, b: int}'],
  ['{"a-b": 1, "c d": 2}', 'map<int>'],
  ['1 + 2 * 3 == 7', 'bool'],
])('%s is %s', (expression, type) => {
  expect(typed(expression)).toBe(type);
});

test.each([
  ['input.amuont', 'EXP4003 amuont'],
  ['inptu.amount', 'EXP4002 inptu'],
  ['amount', 'EXP4002 amount'],
  ['input.amount > "18"', 'EXP4004 input.amount > "18"'],
  ['input.amount + input.ratio', 'EXP4004 input.amount + input.ratio'],
  ['input.grade == "pirme"', 'EXP4006 "pirme"'],
  ['"pirme" == input.grade', 'EXP4006 "pirme"'],
  ['input.grade in ["prime", "gold"]', 'EXP4006 "gold"'],
  ['upper(input.name)', 'EXP4005 input.name'],
  ['loan.amount', 'EXP4005 loan'],
  ['loan == null && input.months > 1 ? 1 : loan.amount', 'EXP4005 loan'],
  ['loan != null || input.months > 1 ? loan.amount : 1', 'EXP4005 loan'],
  ['!input.months', 'EXP4009 input.months'],
  ['input.months ? 1 : 2', 'EXP4009 input.months'],
  ['input.months / 5', 'EXP4010 input.months / 5'],
  ['ruond(input.amount, 2)', 'EXP4007 ruond'],
  ['round(input.amount, input.months)', 'EXP4008 round(input.amount, input.months)'],
  ['input.tags == input.tags', 'EXP4004 input.tags == input.tags'],
  ['input.amount *', 'EXP4001 *'],
  ['input.amount = 3', 'EXP4001 ='],
  ['(input.amount', 'EXP4001 (input.amount'],
  ['input.', 'EXP4001 .'],
  ['"abc', 'EXP4001 "abc'],
  ['x', 'FLW5002 x'],
  // All mistakes at once, each at its own place.
  ['input.amuont + upper(input.name) + nope', 'EXP4003 amuont · EXP4005 input.name · EXP4002 nope'],
])('%s is wrong: %s', (expression, said) => {
  expect(typed(expression)).toBe(said);
});

test('what a guard holds is known from there on, and what a condition tests is not', () => {
  const after = (step: string) => {
    const text = `${TEXT('1')}      - check: ${step}\n      - y: {set: =loan.amount}\n`;
    return checkSpec(text).diagnostics.filter(({ code }) => code === 'EXP4005').length;
  };
  expect(after('{guard: loan != null, else: gone}')).toBe(0);
  expect(after('{guard: has(loan), else: gone}')).toBe(0);
  expect(after('{when: loan == null, raise: gone}')).toBe(0);
  expect(after('{guard: loan == null, else: gone}')).toBe(1);
  expect(after('{when: loan != null, set: 1}')).toBe(1);
});

test('a place inside quotes, escapes and blocks is underlined exactly', () => {
  const places = [
    '"=input.\\u0061muont"',
    "'=input.amuont == ''x'''",
    '>-\n            =input.amount +\n            input.amuont',
    '|-\n            =input.amuont',
  ];
  for (const written of places) {
    const text = TEXT('1').replace(/x: \{set: .*\}\n$/, `x:\n          set: ${written}\n`);
    const found = checkSpec(text).diagnostics.find(({ code }) => code === 'EXP4003');
    expect(text.slice(found?.span.start, found?.span.end)).toMatch(/^(amuont|\\u0061muont)$/);
  }
});
