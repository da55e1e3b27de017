import { page } from './page.ts';
import { quote } from './quote.ts';

const table = (rules: string, policy = 'first'): string =>
  `types:\n  Grade: [low, high]\nendpoints:\n  - path: /a\n    method: POST\n    input: [{age: int(0..150)}]\n    processing:\n      - verdict: {decide: grade}\n    output:\n      - grade: {type: Grade, value: =verdict.grade}\ndecisions:\n  grade:\n    hitPolicy: ${policy}\n    inputs: {age: =input.age}\n    outputs: {grade: Grade}\n    table: |\n${rules}`;

/** DEC: decision tables. */
export const DECISION_CODES = {
  DEC6001: page<{ reason: string }>({
    severity: 'error',
    title: 'Table has the wrong shape',
    message: ({ reason }) => reason,
    why: 'A table is a block of rows: `| input || output |`, first the heading, then one rule per line.',
    wrong: table('      | age | grade |\n      | - | low |\n'),
    right: table('      | age || grade |\n      | - || low |\n'),
  }),
  DEC6002: page<{ column: string; suggestion: string | null }>({
    severity: 'error',
    title: 'Unknown column',
    message: ({ column, suggestion }) =>
      `${quote(column)} is neither an input nor an output of this decision.${suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`}`,
    why: 'Each column is declared under `inputs` or `outputs`.',
    wrong: table('      | aeg || grade |\n      | - || low |\n'),
    right: table('      | age || grade |\n      | - || low |\n'),
  }),
  DEC6003: page<{ reason: string }>({
    severity: 'error',
    title: 'Cell cannot be read',
    message: ({ reason }) => reason,
    why: 'Cells on the left are DMN unary tests: `-`, a value, `< 5`, `[1..5)`, `a, b`, `not(a)`. Cells on the right are values.',
    wrong: table('      | age || grade |\n      | > x || low |\n      | - || high |\n'),
    right: table('      | age || grade |\n      | > 5 || low |\n      | - || high |\n'),
  }),
  DEC6004: page<{ example: string }>({
    severity: 'warning',
    title: 'Gap',
    message: ({ example }) => `No rule covers ${example}. Such a request would fail with 500.`,
    why: 'A decision answers for every input that can occur.',
    wrong: table('      | age || grade |\n      | < 18 || low |\n      | > 18 || high |\n'),
    right: table('      | age || grade |\n      | < 18 || low |\n      | >= 18 || high |\n'),
  }),
  DEC6005: page<{ first: number; second: number; example: string; policy: string }>({
    severity: 'error',
    title: 'Overlap',
    message: ({ first, second, example, policy }) =>
      `Rules ${first} and ${second} both cover ${example}${policy === 'any' ? ' and give different answers' : ''}, which the hit policy ${quote(policy)} does not allow.`,
    why: 'Under `unique` one rule answers; under `any` several may, if they agree.',
    wrong: table('      | age || grade |\n      | <= 18 || low |\n      | >= 18 || high |\n', 'unique'),
    right: table('      | age || grade |\n      | < 18 || low |\n      | >= 18 || high |\n', 'unique'),
  }),
  DEC6006: page<{ number: number; impossible: boolean }>({
    severity: 'warning',
    title: 'Rule is never reached',
    message: ({ number, impossible }) =>
      impossible
        ? `Rule ${number} is never reached: no values of the inputs fit its cells.`
        : `Rule ${number} is never reached: the rules above it cover all that it covers.`,
    why: 'A rule without effect is most likely in the wrong place.',
    wrong: table('      | age || grade |\n      | - || low |\n      | > 18 || high |\n'),
    right: table('      | age || grade |\n      | > 18 || high |\n      | - || low |\n'),
  }),
  DEC6007: page<{ what: string; reason: string }>({
    severity: 'information',
    title: 'Table is not proven',
    message: ({ what, reason }) => `Whether ${what} is not proven: ${reason}`,
    why: 'The proof is exact for all combinations of values. A few made-up tables would take it too long, so it stops after 300,000 steps; what it has found until then is said.',
    wrong: null,
    right: null,
  }),
  DEC6008: page<{ name: string }>({
    severity: 'warning',
    title: 'Decision is not used',
    message: ({ name }) => `No step uses ${quote(name)}, so it is not compiled and its cells are not checked.`,
    why: 'The inputs of a decision get their types from the place where it is used.',
    wrong: table('      | age || grade |\n      | - || low |\n')
      .replace('decide: grade', 'set: 1')
      .replace('=verdict.grade', 'low'),
    right: table('      | age || grade |\n      | - || low |\n'),
  }),
} as const;
