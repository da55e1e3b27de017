/**
 * A specification that checks clean and has about so many lines: types, entities, errors, decisions and endpoints with precise
 * steps, in the mix that real ones have. The same number gives the same text.
 */
export function specOfLines(lines: number): string {
  const parts = Math.max(1, Math.round((lines - 12) / LINES_PER_PART));
  const numbers = Array.from({ length: parts }, (_, i) => i + 1);
  return [
    'specVersion: "1.0"',
    'service: generated-service',
    'version: 1.0.0',
    'domain: lending',
    'types:',
    '  Money: decimal(0..10000000, scale 2)',
    '  Grade: [prime, standard, declined]',
    ...numbers.map((n) => `  Name${n}: {type: string, length: 1..140, classification: pii, mask: initials}`),
    'roles: [clerk, auditor]',
    'entities:',
    ...numbers.flatMap(entity),
    'errors:',
    ...numbers.map((n) => `  unknown_${n}: {status: 404, title: Record ${n} is not known}`),
    'endpoints:',
    ...numbers.flatMap(endpoints),
    'decisions:',
    ...numbers.flatMap(decision),
    '',
  ].join('\n');
}

const LINES_PER_PART = 52;

function entity(n: number): string[] {
  return [
    `  Record${n}:`,
    '    fields:',
    '      id: {type: uuid, key: true, default: =uuid()}',
    `      holder: Name${n}`,
    '      amount: Money',
    '      months: int(6..84)',
    '      grade: Grade',
    '      created_at: {type: timestamp, default: =now()}',
    '    index: [created_at, [grade, created_at]]',
  ];
}

function endpoints(n: number): string[] {
  return [
    `  - path: /records${n}`,
    '    method: POST',
    `    operation: createRecord${n}`,
    '    access: {roles: [clerk]}',
    '    input:',
    `      - holder: Name${n}`,
    '      - amount: decimal(100..500000, scale 2)',
    '      - months: int(6..84)',
    '    processing:',
    '      - burden: {set: =input.amount / input.months / 1000}',
    `      - verdict: {decide: grade_${n}}`,
    `      - is_good: {guard: verdict.grade != "declined", else: unknown_${n}}`,
    "      - payment: {set: '=round(input.amount / input.months, 2)'}",
    '      - stored:',
    `          create: Record${n}`,
    '          with: {holder: =input.holder, amount: =payment, months: =input.months, grade: =verdict.grade}',
    '    output:',
    '      - id: {type: uuid, value: =stored.id}',
    '      - payment: {type: Money, value: =payment}',
    '    sla: 99% under 500 ms',
    '    audit: full request/response logging',
    `  - path: /records${n}/{id}`,
    '    method: GET',
    `    operation: getRecord${n}`,
    '    access: {roles: [clerk, auditor]}',
    '    input: [{id: uuid}]',
    '    processing:',
    `      - found: {find: Record${n}, where: id == input.id, else: unknown_${n}}`,
    '    output:',
    '      - amount: {type: Money, value: =found.amount}',
  ];
}

function decision(n: number): string[] {
  return [
    `  grade_${n}:`,
    '    hitPolicy: first',
    '    inputs: {burden: =burden, months: =input.months}',
    '    outputs: {grade: Grade, rate: Money}',
    '    table: |',
    '      | burden     | months || grade    | rate  |',
    '      | > 0.5      | -      || declined | 0     |',
    '      | <= 0.2     | <= 36  || prime    | 8.50  |',
    '      | <= 0.2     | > 36   || prime    | 9.75  |',
    '      | (0.2..0.5] | -      || standard | 12.40 |',
  ];
}
