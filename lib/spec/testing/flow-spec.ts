/** What steps of tests refer to: roles, errors, an entity with a lifecycle, one with an owner, a process and another system. */
const AROUND = `service: a-service
roles: [clerk, officer]
auth: {scheme: jwt, secret: $TOKEN_SECRET}
errors:
  refused: {status: 409, title: Refused}
entities:
  Case:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      title: string
      status: {type: [open, held, closed], default: open}
      person: string?
    lifecycle: {field: status, moves: {open: [held, closed], held: [closed]}}
  Like:
    unique: [[article, person]]
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      article: string
      person: string
      stars: int?
  Note:
    owner: person
    visibleTo: [officer]
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      person: string
      text: string
integrations:
  scores:
    protocol: rest
    baseUrl: $SCORES_URL
    auth: api_key
    operations:
      find: {effect: read, request: POST /find, input: {name: string}, output: {score: int}}
processes:
  greet:
    input: {name: string, title: string?}
    processing:
      - whole: {set: '=input.title == null ? input.name : input.title + " " + input.name'}
    output:
      - whole: string
`;

/** The text with the given steps in one operation, whose inputs are `id name kind lines count at`, and its outputs, if any. */
export function withFlow(
  steps: readonly string[],
  outputs: readonly string[] = [],
  keys = 'access: authenticated',
): string {
  const listed = (lines: readonly string[]): string =>
    lines.map((line) => `      - ${line.split('\n').join('\n        ')}\n`).join('');
  return `${AROUND}endpoints:
  - path: /flow
    method: POST
    operation: flow
    ${keys}
    input: [{id: uuid}, {name: string}, {kind: [a, b, c]}, {lines: 'list<string>'}, {count: int?}, {at: timestamp?}]
    processing:
${listed(steps)}${outputs.length === 0 ? '' : `    output:\n${listed(outputs)}`}`;
}

/** A call of the other system, as a step; `more` are further keys. */
export function callStep(name: string, more = ''): string {
  return `${name}: {call: scores.find, with: {name: =input.name}, timeout: 3s${more}}`;
}

/** What texts of these tests are told anyway: results that no output shows, a process and statuses that are not used. */
export const ANYWAY: readonly string[] = ['FLW5049', 'FLW5051', 'FLW5058', 'FLW5027'];
