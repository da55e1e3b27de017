import type { DECISION_CODES } from '../decision-codes.ts';
import type { Pages } from '../page.ts';

const table = (rules: string, policy = 'first'): string =>
  `types:\n  Grade: [low, high]\nendpoints:\n  - path: /a\n    method: POST\n    input: [{age: int(0..150)}]\n    processing:\n      - verdict: {decide: grade}\n    output:\n      - grade: {type: Grade, value: =verdict.grade}\ndecisions:\n  grade:\n    hitPolicy: ${policy}\n    inputs: {age: =input.age}\n    outputs: {grade: Grade}\n    table: |\n${rules}`;

/** The pages of `DECISION_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const decisionPages = (): Pages<typeof DECISION_CODES> => ({
  DEC6001: {
    title: 'Table has the wrong shape',
    why: 'A table is a block of rows: `| input || output |`, first the heading, then one rule per line.',
    wrong: table('      | age | grade |\n      | - | low |\n'),
    right: table('      | age || grade |\n      | - || low |\n'),
  },
  DEC6002: {
    title: 'Unknown column',
    why: 'Each column is declared under `inputs` or `outputs`.',
    wrong: table('      | aeg || grade |\n      | - || low |\n'),
    right: table('      | age || grade |\n      | - || low |\n'),
  },
  DEC6003: {
    title: 'Cell cannot be read',
    why: 'Cells on the left are DMN unary tests: `-`, a value, `< 5`, `[1..5)`, `a, b`, `not(a)`, `startsWith("a")`. Cells on the right are values.',
    wrong: table('      | age || grade |\n      | > x || low |\n      | - || high |\n'),
    right: table('      | age || grade |\n      | > 5 || low |\n      | - || high |\n'),
  },
  DEC6004: {
    title: 'Gap',
    why: 'A decision answers for every input that can occur.',
    wrong: table('      | age || grade |\n      | < 18 || low |\n      | > 18 || high |\n'),
    right: table('      | age || grade |\n      | < 18 || low |\n      | >= 18 || high |\n'),
  },
  DEC6005: {
    title: 'Overlap',
    why: 'Under `unique` one rule answers; under `any` several may, if they agree.',
    wrong: table('      | age || grade |\n      | <= 18 || low |\n      | >= 18 || high |\n', 'unique'),
    right: table('      | age || grade |\n      | < 18 || low |\n      | >= 18 || high |\n', 'unique'),
  },
  DEC6006: {
    title: 'Rule is never reached',
    why: 'A rule without effect is most likely in the wrong place.',
    wrong: table('      | age || grade |\n      | - || low |\n      | > 18 || high |\n'),
    right: table('      | age || grade |\n      | > 18 || high |\n      | - || low |\n'),
  },
  DEC6007: {
    title: 'Table is not proven',
    why: 'The proof is exact for all combinations of values. A few made-up tables would take it too long, so it stops after 300,000 steps; what it has found until then is said.',
    wrong: null,
    right: null,
  },
  DEC6008: {
    title: 'Decision is not used',
    why: 'The inputs of a decision get their types from the place where it is used.',
    wrong: table('      | age || grade |\n      | - || low |\n')
      .replace('decide: grade', 'set: 1')
      .replace('=verdict.grade', 'low'),
    right: table('      | age || grade |\n      | - || low |\n'),
  },
});
