import { STEPS, TABLE, table, UNIQUE } from './flow-parts.ts';
import type { ChangeCase } from './small-spec.ts';

/** Decisions and their rules. */
export const DECISION_CASES: readonly ChangeCase[] = [
  {
    name: 'another decision',
    before: {
      ...STEPS('v: {decide: x}', 'w: {decide: y}'),
      decisions: [
        'x: {inputs: {n: =input.n}, outputs: {g: int}, table: "| n || g |\\n| - || 1 |"}',
        'y: {inputs: {n: =input.n}, outputs: {g: int}, table: "| n || g |\\n| - || 2 |"}',
      ],
    },
    after: {
      ...STEPS('v: {decide: y}', 'w: {decide: x}'),
      decisions: [
        'x: {inputs: {n: =input.n}, outputs: {g: int}, table: "| n || g |\\n| - || 1 |"}',
        'y: {inputs: {n: =input.n}, outputs: {g: int}, table: "| n || g |\\n| - || 2 |"}',
      ],
    },
    gives: ['step-decision-changed', 'step-decision-changed'],
  },
  {
    name: 'a decision is new',
    before: { ...STEPS(), types: ['Title: string(1..100)', 'Rate: decimal(0..9, scale 2)'] },
    after: TABLE('- || a | 1'),
    gives: ['step-added', 'decision-added'],
  },
  {
    name: 'a decision is gone',
    before: TABLE('- || a | 1'),
    after: { ...STEPS(), types: ['Title: string(1..100)', 'Rate: decimal(0..9, scale 2)'] },
    gives: ['step-removed', 'decision-removed'],
  },
  {
    name: 'the hit policy',
    before: TABLE('< 5 || a | 1', '>= 5 || b | 2'),
    after: UNIQUE('< 5 || a | 1', '>= 5 || b | 2'),
    gives: ['hit-policy-changed'],
  },
  {
    name: 'a decision looks at more',
    before: table('first', 'n: =input.n', '- || a | 1'),
    after: table('first', 'n: =input.n, m: =input.n + 1', '- | - || a | 1'),
    gives: ['decision-input-added'],
  },
  {
    name: 'a decision looks at less',
    before: table('first', 'n: =input.n, m: =input.n + 1', '- | - || a | 1'),
    after: table('first', 'n: =input.n', '- || a | 1'),
    gives: ['decision-input-removed'],
  },
  {
    name: 'a decision looks at something else',
    before: table('first', 'n: =input.n', '- || a | 1'),
    after: table('first', 'n: =input.n + 1', '- || a | 1'),
    gives: ['decision-input-changed'],
  },
  {
    name: 'a column has another name',
    before: {
      ...STEPS('v: {decide: x}'),
      decisions: ['x: {inputs: {n: =input.n}, outputs: {g: int}, table: "| n || g |\\n| > 1 || 1 |\\n| <= 1 || 2 |"}'],
    },
    after: {
      ...STEPS('v: {decide: x}'),
      decisions: ['x: {inputs: {k: =input.n}, outputs: {g: int}, table: "| k || g |\\n| > 1 || 1 |\\n| <= 1 || 2 |"}'],
    },
    gives: ['decision-input-renamed'],
  },
  {
    name: 'a decision gives more',
    before: {
      ...STEPS('v: {decide: x}'),
      decisions: ['x: {inputs: {n: =input.n}, outputs: {g: int}, table: "| n || g |\\n| - || 1 |"}'],
    },
    after: {
      ...STEPS('v: {decide: x}'),
      decisions: ['x: {inputs: {n: =input.n}, outputs: {g: int, h: int}, table: "| n || g | h |\\n| - || 1 | 2 |"}'],
    },
    gives: ['decision-output-added', 'rule-outcome-changed'],
  },
  {
    name: 'a decision gives less',
    before: {
      ...STEPS('v: {decide: x}'),
      decisions: ['x: {inputs: {n: =input.n}, outputs: {g: int, h: int}, table: "| n || g | h |\\n| - || 1 | 2 |"}'],
    },
    after: {
      ...STEPS('v: {decide: x}'),
      decisions: ['x: {inputs: {n: =input.n}, outputs: {g: int}, table: "| n || g |\\n| - || 1 |"}'],
    },
    gives: ['decision-output-removed', 'rule-outcome-changed'],
  },
  {
    name: 'a result has another type',
    before: {
      ...STEPS('v: {decide: x}'),
      decisions: ['x: {inputs: {n: =input.n}, outputs: {g: int}, table: "| n || g |\\n| - || 1 |"}'],
    },
    after: {
      ...STEPS('v: {decide: x}'),
      decisions: ['x: {inputs: {n: =input.n}, outputs: {g: decimal}, table: "| n || g |\\n| - || 1 |"}'],
    },
    gives: ['type-internal-retyped'],
  },
  {
    name: 'a result has more values',
    before: {
      ...STEPS('v: {decide: x}'),
      decisions: ['x: {inputs: {n: =input.n}, outputs: {g: [a]}, table: "| n || g |\\n| - || a |"}'],
    },
    after: {
      ...STEPS('v: {decide: x}'),
      decisions: ['x: {inputs: {n: =input.n}, outputs: {g: [a, b]}, table: "| n || g |\\n| - || a |"}'],
    },
    gives: ['type-internal-changed'],
  },
  {
    name: 'a rule is new',
    before: TABLE('< 5 || a | 1', '>= 5 || b | 2'),
    after: TABLE('< 3 || c | 3', '< 5 || a | 1', '>= 5 || b | 2'),
    gives: ['rule-added'],
  },
  {
    name: 'a rule is gone',
    before: TABLE('< 3 || c | 3', '< 5 || a | 1', '>= 5 || b | 2'),
    after: TABLE('< 5 || a | 1', '>= 5 || b | 2'),
    gives: ['rule-removed'],
  },
  {
    name: 'a threshold of a rule',
    before: TABLE('< 5 || a | 1', '- || b | 2'),
    after: TABLE('< 6 || a | 1', '- || b | 2'),
    gives: ['rule-condition-changed'],
  },
  {
    name: 'the outcome of a rule',
    before: TABLE('< 5 || a | 1', '- || b | 2'),
    after: TABLE('< 5 || a | 1.5', '- || b | 2'),
    gives: ['rule-outcome-changed'],
  },
  {
    name: 'the order of rules where the first answers',
    before: TABLE('< 5 || a | 1', '< 6 || c | 1', '- || b | 2'),
    after: TABLE('< 6 || c | 1', '< 5 || a | 1', '- || b | 2'),
    gives: ['rule-order-changed'],
  },
  {
    name: 'the order of rules where one answers',
    before: UNIQUE('< 5 || a | 1', '>= 5 || b | 2'),
    after: UNIQUE('>= 5 || b | 2', '< 5 || a | 1'),
    gives: ['rule-renumbered'],
  },
];
