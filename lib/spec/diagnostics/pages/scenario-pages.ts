import type { Pages } from '../page.ts';
import type { SCENARIO_CODES } from '../scenario-codes.ts';

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

/** The pages of `SCENARIO_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const scenarioPages = (): Pages<typeof SCENARIO_CODES> => ({
  TST8501: {
    title: 'Unknown name in a scenario',
    why: 'A scenario speaks of what the specification declares. An unknown name would test nothing.',
    wrong: scenario('      when: {graed: {age: 17}}\n      then: {status: 200}\n'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  },
  TST8502: {
    title: 'Scenario does not fit',
    why: 'The test could never be sent, answered or met.',
    wrong: scenario('      when: {grade: {age: 200}}\n      then: {status: 200}\n'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  },
  TST8503: {
    title: 'Placeholder without a column',
    why: 'The text would be sent as it stands.',
    wrong: EXAMPLES('{status: 200, body.grade: <grdae>}'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  },
  TST8504: {
    title: 'Column is not used',
    why: 'What the column says is not tested, though it looks as if it were.',
    wrong: EXAMPLES('{status: 200}'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  },
  TST8505: {
    title: 'Examples have the wrong shape',
    why: 'Examples are a block of rows: first the heading, then one example per line.',
    wrong: scenario(
      '      when: {grade: {age: <age>}}\n      then: {status: 200}\n      examples: |\n        | age |\n        | 17 | low |\n',
    ),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  },
  TST8506: {
    title: 'Not in the answer',
    why: 'What is not in the answer cannot be as expected.',
    wrong: scenario('      when: {grade: {age: 17}}\n      then: {status: 200, body.garde: low}\n'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  },
  TST8507: {
    title: 'Rule without a scenario',
    why: 'A rule that no example shows is one that nobody has looked at.',
    wrong: scenario('      when: {grade: {age: 17}}\n      then: {status: 200, body.grade: low}\n'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  },
  TST8508: {
    title: 'No answer for a call',
    why: 'In a test no other system is there: the call would fail as unavailable.',
    wrong:
      'integrations:\n  rates: {protocol: rest, baseUrl: $RATES_URL, auth: none, operations: {latest: {request: GET /latest, output: {rate: int}}}}\nendpoints:\n  - path: /a\n    method: GET\n    operation: getRate\n    access: authenticated\n    processing: [{rate: {call: rates.latest, timeout: 1s}}]\n    output: [{n: {type: int, value: =rate.rate}}]\nscenarios:\n  - one: {when: {getRate: {}}, then: {status: 200, body.n: 1}}\n',
    right:
      'integrations:\n  rates: {protocol: rest, baseUrl: $RATES_URL, auth: none, operations: {latest: {request: GET /latest, output: {rate: int}}}}\nendpoints:\n  - path: /a\n    method: GET\n    operation: getRate\n    access: authenticated\n    processing: [{rate: {call: rates.latest, timeout: 1s}}]\n    output: [{n: {type: int, value: =rate.rate}}]\nscenarios:\n  - one: {given: {rates.latest: {rate: 1}}, when: {getRate: {}}, then: {status: 200, body.n: 1}}\n',
  },
  TST8509: {
    title: 'Status that is never answered',
    why: 'The test could never be met.',
    wrong: scenario('      when: {grade: {age: 17}}\n      then: {status: 201}\n'),
    right: EXAMPLES('{status: 200, body.grade: <grade>}'),
  },
});
