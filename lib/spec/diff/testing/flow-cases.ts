import type { ChangeCase, Parts } from './small-spec.ts';

const STEPS = (...steps: string[]): Parts => ({
  fields: ['n: {type: int, default: 0}'],
  input: ['title: Title', 'n: int(1..9)'],
  processing: [...steps, 'item: {create: Item, with: {title: =input.title, n: =input.n}}'],
});
const LIST = (more: string): Parts => ({
  fields: ['n: {type: int, default: 0}'],
  processing: [`all: {list: Item, ${more}}`, 'item: {create: Item}'],
});
const COUNT = (where: string) => STEPS(`c: {count: Item, where: ${where}}`);
const TABLE = (...rows: string[]): Parts => table('first', 'n: =input.n', ...rows);
const UNIQUE = (...rows: string[]): Parts => table('unique', 'n: =input.n', ...rows);

function table(policy: string, inputs: string, ...rows: string[]): Parts {
  const count = inputs.split(',').length;
  return {
    ...STEPS('v: {decide: grade}'),
    types: ['Title: string(1..100)', 'Rate: decimal(0..9, scale 2)'],
    decisions: [
      'grade:',
      `  hitPolicy: ${policy}`,
      `  inputs: {${inputs}}`,
      '  outputs: {g: [a, b, c], r: Rate}',
      '  table: |',
      `    | ${['n', 'm'].slice(0, count).join(' | ')} || g | r |`,
      ...rows.map((row) => `    | ${row} |`),
    ],
  };
}

/** Steps, decisions and rules. */
export const FLOW_CASES: readonly ChangeCase[] = [
  { name: 'a step is new', before: STEPS(), after: STEPS('a: {set: 1}'), gives: ['step-added'] },
  { name: 'a step is gone', before: STEPS('a: {set: 1}'), after: STEPS(), gives: ['step-removed'] },
  {
    name: 'a step does something else',
    before: STEPS('a: {set: 1}'),
    after: STEPS('a: {count: Item}'),
    gives: ['step-replaced'],
  },
  {
    name: 'steps change places',
    before: STEPS('a: {set: 1}', 'b: {set: 2}'),
    after: STEPS('b: {set: 2}', 'a: {set: 1}'),
    gives: ['step-order-changed'],
  },
  {
    name: 'a value',
    before: STEPS('a: {set: =input.n * 2}'),
    after: STEPS('a: {set: =input.n * 3}'),
    gives: ['step-value-changed'],
  },
  {
    name: 'a condition of a step',
    before: STEPS('a: {set: 1, when: input.n > 1}'),
    after: STEPS('a: {set: 1, when: input.n > 2}'),
    gives: ['step-condition-changed'],
  },
  {
    name: 'a step gets a condition',
    before: STEPS('a: {set: 1}'),
    after: STEPS('a: {set: 1, when: input.n > 2}'),
    gives: ['step-condition-changed'],
  },
  {
    name: 'a threshold of a guard',
    before: STEPS('a: {guard: input.n < 5, else: closed}'),
    after: STEPS('a: {guard: input.n <= 5, else: closed}'),
    gives: ['guard-changed'],
  },
  {
    name: 'a guard fails with another error',
    before: STEPS('a: {guard: input.n < 5, else: closed}'),
    after: STEPS('a: {guard: input.n < 5, else: unknown_item}'),
    gives: ['failure-changed'],
  },
  {
    name: 'a row that is not there is an error',
    before: STEPS('a: {delete: Item, where: n == input.n}'),
    after: STEPS('a: {delete: Item, where: n == input.n, else: unknown_item}'),
    gives: ['failure-added'],
  },
  {
    name: 'a row that is not there is no error any more',
    before: STEPS('a: {delete: Item, where: n == input.n, else: unknown_item}'),
    after: STEPS('a: {delete: Item, where: n == input.n}'),
    gives: ['failure-removed'],
  },
  { name: 'which rows', before: COUNT('n == input.n'), after: COUNT('n != input.n'), gives: ['step-filter-changed'] },
  {
    name: 'another entity',
    before: { ...STEPS('c: {count: Item}'), entities: ['Box: {fields: {id: {type: uuid, key: true}}}'] },
    after: { ...STEPS('c: {count: Box}'), entities: ['Box: {fields: {id: {type: uuid, key: true}}}'] },
    gives: ['step-entity-changed'],
  },
  {
    name: 'the order of rows',
    before: LIST('orderBy: [n], limit: 5'),
    after: LIST('orderBy: [-n], limit: 5'),
    gives: ['step-sorting-changed'],
  },
  { name: 'how many rows', before: LIST('limit: 5'), after: LIST('limit: 6'), gives: ['step-page-changed'] },
  {
    name: 'what is stored',
    before: { processing: ['item: {create: Item, with: {title: =input.title}}'] },
    after: { processing: ['item: {create: Item, with: {title: =lower(input.title)}}'] },
    gives: ['step-assignment-changed'],
  },
  {
    name: 'a field is not stored any more',
    before: {},
    after: { processing: ['item: {create: Item}'] },
    gives: ['step-assignment-changed'],
  },
  {
    name: 'a check of the caller is gone',
    before: STEPS('a: {guard: \'"auditor" in caller.roles\', else: closed}'),
    after: STEPS(),
    gives: ['caller-check-removed'],
  },
  {
    name: 'a check of the caller is another',
    before: STEPS('a: {guard: \'"auditor" in caller.roles\', else: closed}'),
    after: STEPS('a: {guard: \'"clerk" in caller.roles\', else: closed}'),
    gives: ['caller-check-changed'],
  },
  {
    name: 'an instruction',
    before: STEPS('a: look at it'),
    after: STEPS('a: look at it twice'),
    gives: ['instruction-changed'],
  },
  {
    name: 'a task has another name',
    before: STEPS('a: look at it'),
    after: STEPS('b: look at it'),
    gives: ['task-renamed'],
  },

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

/** The same meaning in other words: no change at all. */
export const SAME_MEANING: readonly Omit<ChangeCase, 'gives'>[] = [
  {
    name: 'spaces and parentheses',
    before: STEPS('a: {set: =input.n*(2+1)}'),
    after: STEPS('a: {set: "= (input.n) * ( 2 + 1 )"}'),
  },
  {
    name: 'grouping of conditions',
    before: STEPS("a: {guard: 'input.n > 1 && (input.n > 2 && input.n > 3)', else: closed}"),
    after: STEPS("a: {guard: 'input.n > 1 && input.n > 2 && input.n > 3', else: closed}"),
  },
  { name: 'a literal as an expression', before: STEPS('a: {set: 5}'), after: STEPS('a: {set: =5}') },
  {
    name: 'a method for a function',
    before: STEPS('a: {set: =lower(input.title)}'),
    after: STEPS('a: {set: =input.title.lower()}'),
  },
  {
    name: 'a renamed step that no output shows',
    before: STEPS('a: {set: 1}', 'b: {set: =a + 1}'),
    after: STEPS('z: {set: 1}', 'b: {set: =z + 1}'),
  },
  { name: 'a field of the row by its full name', before: COUNT('n == input.n'), after: COUNT('row.n == input.n') },
  {
    name: 'numbers of a table with other zeros',
    before: TABLE('< 5 || a | 1', '- || b | 2.5'),
    after: TABLE('< 5.0 || a | 1.00', '- || b | 2.50'),
  },
  {
    name: 'alternatives of a cell in another order',
    before: TABLE('1, 2 || a | 1', '- || b | 2'),
    after: TABLE('2, 1 || a | 1', '- || b | 2'),
  },
  {
    name: 'columns in another order',
    before: table('first', 'n: =input.n, m: =input.n + 1', '> 1 | - || a | 1', '- | - || b | 1'),
    after: swapped(),
  },
  {
    name: 'a named type for what it stands for',
    before: { types: ['Title: string(1..100)', 'B: int(1..5)'], input: ['title: Title', 'x: B'] },
    after: { types: ['Title: string(1..100)', 'B: int(1..5)'], input: ['title: Title', 'x: int(1..5)'] },
  },
  {
    name: 'an output that names the step of its name',
    before: { ...STEPS('c: {set: 1}'), output: ['c: int'] },
    after: { ...STEPS('c: {set: 1}'), output: ['c: {type: int, value: =c}'] },
  },
  {
    name: 'a phrase for the precise form',
    before: { operation: ['sla: 95% under 30 seconds', 'audit: full request/response logging'] },
    after: { operation: ['sla: {latency: 95% under 30s}', 'audit: {record: [response, request]}'] },
  },
  { name: 'assumed and written access', before: { access: 'authenticated' }, after: { access: '{roles: []}' } },
];

function swapped(): Parts {
  const parts = table('first', 'm: =input.n + 1, n: =input.n', '- | > 1 || a | 1', '- | - || b | 1');
  return { ...parts, decisions: parts.decisions?.map((line) => line.replace('| n | m ||', '| m | n ||')) ?? [] };
}
