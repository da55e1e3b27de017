import { page } from './page.ts';
import { quote } from './quote.ts';

const hint = (suggestion: string | null): string => (suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`);

const SERVICE = `types:
  Grade: [low, high]
endpoints:
  - path: /grades
    method: POST
    operation: grade
    access: authenticated
    input: [{age: int(0..150)}]
    processing: [{verdict: {decide: grade}}]
    output: [{grade: {type: Grade, value: =verdict.grade}}]
decisions:
  grade:
    inputs: {age: =input.age}
    outputs: {grade: Grade}
    table: |
      | age || grade |
      | < 18 || low |
      | >= 18 || high |
`;
const scenario = (lines: string): string => `${SERVICE}scenarios:\n  - graded:\n${lines}`;
const EXAMPLES = (then: string): string =>
  scenario(
    `      when: {grade: {age: <age>}}\n      then: ${then}\n      examples: |\n        | age || grade |\n        | 17 || low |\n        | 18 || high |\n`,
  );

/** TST: scenarios. */
export const SCENARIO_CODES = {
  TST8501: page<{ name: string; what: string; suggestion: string | null }>({
    severity: 'error',
    title: 'Unknown name in a scenario',
    message: ({ name, what, suggestion }) => `${quote(name)} is none of these: ${what}.${hint(suggestion)}`,
    why: 'A scenario speaks of what the specification declares. An unknown name would test nothing.',
    wrong: scenario('      when: {graed: {age: 17}}\n      then: {status: 200}\n'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  }),
  TST8502: page<{ reason: string }>({
    severity: 'error',
    title: 'Scenario does not fit',
    message: ({ reason }) => reason,
    why: 'The test could never be sent, answered or met.',
    wrong: scenario('      when: {grade: {age: 200}}\n      then: {status: 200}\n'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  }),
  TST8503: page<{ name: string; suggestion: string | null }>({
    severity: 'error',
    title: 'Placeholder without a column',
    message: ({ name, suggestion }) => `No column of the examples is called ${quote(name)}.${hint(suggestion)}`,
    why: 'The text would be sent as it stands.',
    wrong: EXAMPLES('{status: 200, body.grade: <grdae>}'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  }),
  TST8504: page<{ name: string }>({
    severity: 'warning',
    title: 'Column is not used',
    message: ({ name }) => `Nothing in the scenario refers to the column ${quote(name)}. Write <${name.slice(0, 60)}>.`,
    why: 'What the column says is not tested, though it looks as if it were.',
    wrong: EXAMPLES('{status: 200}'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  }),
  TST8505: page<{ reason: string }>({
    severity: 'error',
    title: 'Examples have the wrong shape',
    message: ({ reason }) => reason,
    why: 'Examples are a block of rows: first the heading, then one example per line.',
    wrong: scenario(
      '      when: {grade: {age: <age>}}\n      then: {status: 200}\n      examples: |\n        | age |\n        | 17 | low |\n',
    ),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  }),
  TST8506: page<{ reason: string }>({
    severity: 'error',
    title: 'Not in the answer',
    message: ({ reason }) => reason,
    why: 'What is not in the answer cannot be as expected.',
    wrong: scenario('      when: {grade: {age: 17}}\n      then: {status: 200, body.garde: low}\n'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  }),
  TST8507: page<{ number: number; decision: string }>({
    severity: 'information',
    title: 'Rule without a scenario',
    message: ({ number, decision }) =>
      `No scenario can reach rule ${number} of ${quote(decision)}. Add an example that it decides.`,
    why: 'A rule that no example shows is one that nobody has looked at.',
    wrong: scenario('      when: {grade: {age: 17}}\n      then: {status: 200, body.grade: low}\n'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  }),
  TST8508: page<{ operation: string; called: string }>({
    severity: 'warning',
    title: 'No answer for a call',
    message: ({ operation, called }) =>
      `${quote(operation)} calls ${quote(called)}, and the scenario says no answer for it. Write it under \`given\`.`,
    why: 'In a test no other system is there: the call would fail as unavailable.',
    wrong:
      'integrations:\n  rates: {protocol: rest, baseUrl: $RATES_URL, auth: none, operations: {latest: {request: GET /latest, output: {rate: int}}}}\nendpoints:\n  - path: /a\n    method: GET\n    operation: getRate\n    access: authenticated\n    processing: [{rate: {call: rates.latest, timeout: 1s}}]\n    output: [{n: {type: int, value: =rate.rate}}]\nscenarios:\n  - one: {when: {getRate: {}}, then: {status: 200, body.n: 1}}\n',
    right:
      'integrations:\n  rates: {protocol: rest, baseUrl: $RATES_URL, auth: none, operations: {latest: {request: GET /latest, output: {rate: int}}}}\nendpoints:\n  - path: /a\n    method: GET\n    operation: getRate\n    access: authenticated\n    processing: [{rate: {call: rates.latest, timeout: 1s}}]\n    output: [{n: {type: int, value: =rate.rate}}]\nscenarios:\n  - one: {given: {rates.latest: {rate: 1}}, when: {getRate: {}}, then: {status: 200, body.n: 1}}\n',
  }),
  TST8509: page<{ status: number; operation: string; possible: readonly number[] }>({
    severity: 'error',
    title: 'Status that is never answered',
    message: ({ status, operation, possible }) =>
      `${quote(operation)} never answers ${status}: where it succeeds, it answers ${possible.join(' or ')}.`,
    why: 'The test could never be met.',
    wrong: scenario('      when: {grade: {age: 17}}\n      then: {status: 201}\n'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  }),
} as const;
