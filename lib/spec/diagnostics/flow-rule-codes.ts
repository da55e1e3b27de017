import { page } from './page.ts';
import { quote, quoteAll } from './quote.ts';

const SCORES = `integrations:
  scores:
    protocol: rest
    baseUrl: $SCORES_URL
    auth: api_key
    operations:
      find: {effect: read, request: POST /find, input: {name: string}, output: {score: int}}
`;
const CASE = `entities:
  Case:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      title: string
      status: {type: [open, held, closed], default: open}
      person: string?
    lifecycle: {field: status, moves: {open: [held, closed], held: [closed]}}
`;
const OWNED = `entities:
  Note:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      person: string
      text: string
    owner: person
`;
const SHELF = `entities:
  Shelf:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
  Book:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
      shelf: ref<Shelf>
`;
const operation = (keys: string, ...steps: readonly string[]): string =>
  `endpoints:\n  - path: /a\n    method: POST\n${keys}    input: [{id: uuid}, {name: string}]\n    processing:\n${steps.map((line) => `      - ${line}\n`).join('')}`;
const steps = (...lines: readonly string[]): string => operation('', ...lines);
const call = (name: string, more = ''): string =>
  `${name}: {call: scores.find, with: {name: =input.name}, timeout: 3s${more}}`;
const KEPT = 'kept: {create: Case, with: {title: =input.name}}';
const SEVERAL = 'roles: [clerk, officer]\nerrors: {refused: {status: 409, title: No}}\n';
const clerks = (...lines: readonly string[]): string => SEVERAL + operation('    access: {roles: [clerk]}\n', ...lines);
const review = (role: string): string =>
  `review: {userTask: Look at it, candidates: [${role}], notBy: =caller.id, result: {good: bool}}`;
const PROCESS = 'processes:\n  close:\n    processing:\n      - note: {set: 1}\n';
const SIGNED = 'auth: {scheme: jwt, secret: $TOKEN_SECRET}\n';

/** FLW5046 to 5068: how steps follow each other. */
export const FLOW_RULE_CODES = {
  FLW5046: page<{ branch: string; step: string }>({
    severity: 'warning',
    title: 'Branch does more than ask others',
    message: ({ branch, step }) =>
      `${quote(step)} in the branch ${quote(branch)} writes or waits, which cannot happen side by side. Move it behind the \`fork\`.`,
    why: 'A fork runs outside work at the same time. Writes belong to one transaction, and an operation waits in one place.',
    wrong: CASE + SCORES + steps(`both: {fork: {one: [{${call('a')}}], two: [{${call('b')}}, {${KEPT}}]}}`),
    right: CASE + SCORES + steps(`both: {fork: {one: [{${call('a')}}], two: [{${call('b')}}]}}`, KEPT),
  }),
  FLW5047: page<{ errors: readonly string[] }>({
    severity: 'warning',
    title: 'Caught error is never raised',
    message: ({ errors }) => `No step of this \`try\` ends with ${quoteAll(errors)}.`,
    why: 'What is never raised is never caught: most likely another error was meant.',
    wrong: SEVERAL + steps('safely: {try: [{a: {set: 1}}], catch: [{errors: [refused], do: [{b: {set: 1}}]}]}'),
    right: SEVERAL + steps('safely: {try: [{a: {raise: refused}}], catch: [{errors: [refused], do: [{b: {set: 1}}]}]}'),
  }),
  FLW5048: page<{ way: readonly string[] }>({
    severity: 'error',
    title: 'Process runs itself',
    message: ({ way }) => `A process cannot run itself: ${way.slice(0, 8).join(' → ')}. Use \`for\` to repeat steps.`,
    why: 'Nothing would end it.',
    wrong: 'processes:\n  close:\n    processing:\n      - again: {run: close}\n',
    right: `${PROCESS}${steps('closed: {run: close}')}`,
  }),
  FLW5049: page<{ name: string }>({
    severity: 'information',
    title: 'Process is not run',
    message: ({ name }) => `Nothing runs ${quote(name)}. Use it in a \`run\` step, or remove it.`,
    why: 'Steps that never run are never tested.',
    wrong: PROCESS,
    right: `${PROCESS}${steps('closed: {run: close}')}`,
  }),
  FLW5051: page<{ name: string }>({
    severity: 'information',
    title: 'Result is not used',
    message: ({ name }) => `Nothing reads ${quote(name)}. Use it in a later step or an output, or remove the step.`,
    why: 'A step that only gives a value does nothing if nobody takes it.',
    wrong: steps('total: {set: 1}'),
    right: `${steps('total: {set: 1}')}    output:\n      - total: int\n`,
  }),
  FLW5052: page<{ name: string; after: string }>({
    severity: 'warning',
    title: 'Step is never reached',
    message: ({ name, after }) => `${quote(after)} always ends the operation, so ${quote(name)} is never reached.`,
    why: 'Nothing runs behind an error.',
    wrong: SEVERAL + steps('stop: {raise: refused}', KEPT) + CASE,
    right: SEVERAL + steps('stop: {when: input.name == "", raise: refused}', KEPT) + CASE,
  }),
  FLW5053: page<{ worst: string; promised: string; steps: readonly string[] }>({
    severity: 'warning',
    title: 'Worst case exceeds the promise',
    message: ({ worst, promised, steps: most }) =>
      `Outside work can take ${worst}, and ${promised} are promised (${most.join(', ')}). Lower timeouts or retries, or promise more.`,
    why: 'The deadline of a request is its promised latency: what takes longer is cut off.',
    wrong: SCORES + operation('    sla: 95% under 2 seconds\n', call('score')),
    right: SCORES + operation('    sla: 95% under 5 seconds\n', call('score')),
  }),
  FLW5054: page<{ name: string }>({
    severity: 'information',
    title: 'Promise ends at the first answer',
    message: ({ name }) =>
      `The operation may wait at ${quote(name)}; the promised time counts until the answer that it gives then.`,
    why: 'Nobody can promise when a person decides. How long the person has is said under `due`.',
    wrong: SEVERAL + operation('    sla: 95% under 2 seconds\n', review('officer')),
    right: SEVERAL + operation('', review('officer')),
  }),
  FLW5055: page<{ write: string; call: string }>({
    severity: 'warning',
    title: 'Stored before a call that may fail',
    message: ({ write, call: called }) =>
      `What ${quote(write)} stores stays if ${quote(called)} fails. Move the call up, give it a \`fallback\`, or undo it in a \`catch\`.`,
    why: 'No transaction is open during outside work: what comes before is stored first, and the caller gets an error.',
    wrong: CASE + SCORES + steps(KEPT, call('score')),
    right: CASE + SCORES + steps(call('score'), KEPT),
  }),
  FLW5056: page<{ first: string; second: string; call: string }>({
    severity: 'information',
    title: 'Not one transaction',
    message: ({ first, second, call: called }) =>
      `${quote(first)} and ${quote(second)} are stored one after the other, with ${quote(called)} between them. If both or none have to be there, move the call.`,
    why: 'A transaction ends at outside work; others see the first row while the call is under way.',
    wrong: CASE + SCORES + steps(KEPT, call('score', ', fallback: {value: {score: 0}}'), KEPT.replace('kept', 'more')),
    right: CASE + SCORES + steps(call('score', ', fallback: {value: {score: 0}}'), KEPT, KEPT.replace('kept', 'more')),
  }),
  FLW5057: page<{ entity: string; from: readonly string[]; to: readonly string[] }>({
    severity: 'error',
    title: 'Move is never allowed',
    message: ({ entity, from, to }) =>
      `The lifecycle of ${quote(entity)} allows no move from ${some(from)} to ${some(to)}.`,
    why: 'The service would answer 409 each time.',
    wrong:
      CASE + steps(KEPT, 'moved: {update: Case, where: id == input.id && status == "closed", with: {status: held}}'),
    right: CASE + steps(KEPT, 'moved: {update: Case, where: id == input.id && status == "open", with: {status: held}}'),
  }),
  FLW5058: page<{ entity: string; statuses: readonly string[] }>({
    severity: 'information',
    title: 'Status is never reached',
    message: ({ entity, statuses }) => `No step gives a row of ${quote(entity)} the status ${some(statuses)}.`,
    why: 'Either a move is missing, or the status is not needed.',
    wrong: CASE + steps(KEPT),
    right:
      CASE +
      steps(
        KEPT,
        'held: {update: Case, where: id == kept.id, with: {status: held}}',
        'closed: {update: Case, where: id == held.id, with: {status: closed}}',
      ),
  }),
  FLW5059: page<{ entity: string; owner: string; problem: 'nobody' | 'another' | 'given' }>({
    severity: 'warning',
    title: 'Rows of somebody else',
    message: ({ entity, owner, problem }) =>
      ({
        nobody: `Rows of ${quote(entity)} belong to their ${quote(owner)}, and here nobody is signed in: none is found.`,
        another: `Only rows whose ${quote(owner)} is the caller are found; compared with another value, only the caller's own id matches.`,
        given: `The row would belong to somebody else: ${quote(owner)} is the caller unless it is written here.`,
      })[problem],
    why: '`owner` filters every read and write, and is set when a row is created. Roles in `visibleTo` see all rows.',
    wrong: OWNED + steps('note: {find: Note, where: id == input.id && person == input.name}'),
    right: OWNED + steps('note: {find: Note, where: id == input.id}'),
  }),
  FLW5060: page<{ kind: 'update' | 'delete'; all: boolean }>({
    severity: 'warning',
    title: 'More rows than one',
    message: ({ kind, all }) =>
      all
        ? `This condition asks nothing of the rows: it ${kind}s all of them or none.`
        : `Several rows may match and all of them are ${kind}d, while \`else\` sounds like one. Fix the key in \`where\`.`,
    why: 'A change of many rows that was meant for one cannot be taken back.',
    wrong: SEVERAL + CASE + steps('moved: {update: Case, where: title == input.name, with: {title: A}, else: refused}'),
    right: SEVERAL + CASE + steps('moved: {update: Case, where: id == input.id, with: {title: A}, else: refused}'),
  }),
  FLW5061: page<{ entity: string; by: string }>({
    severity: 'information',
    title: 'Deletion may be refused',
    message: ({ entity, by }) =>
      `A row of ${quote(entity)} that ${quote(by)} refers to cannot be deleted (409). Say \`onDelete\` there if it should be.`,
    why: 'A reference never points to nothing.',
    wrong: SHELF + steps('gone: {delete: Shelf, where: id == input.id}'),
    right:
      SHELF.replace('shelf: ref<Shelf>', 'shelf: {type: ref<Shelf>, onDelete: cascade}') +
      steps('gone: {delete: Shelf, where: id == input.id}'),
  }),
  FLW5062: page<{ role: string }>({
    severity: 'information',
    title: 'Second person of the same role',
    message: ({ role }) =>
      `Who asks has the role ${quote(role)} and must not do it, and only that role may. It takes a second person who has it.`,
    why: 'Four eyes are best two roles: one asks, another decides.',
    wrong: clerks(review('clerk')),
    right: clerks(review('officer')),
  }),
  FLW5063: page<Record<never, never>>({
    severity: 'error',
    title: 'Nothing to sign with',
    message: () =>
      'Tokens are signed with the secret of `auth`, and there is none. Write `auth: {scheme: jwt, secret: $TOKEN_SECRET}`, or `scheme: session`.',
    why: 'With another issuer the service only knows keys to check tokens, not to make them.',
    wrong: steps('token: {issueToken: =input.name}'),
    right: SIGNED + steps('token: {issueToken: =input.name}'),
  }),
  FLW5064: page<{ count: number }>({
    severity: 'information',
    title: 'Fork without outside work',
    message: ({ count }) =>
      `${count === 0 ? 'No branch asks' : 'Only one branch asks'} another system, so nothing runs side by side. Write the steps one after the other.`,
    why: 'Calculations and queries of one request are not faster in branches.',
    wrong: steps('both: {fork: {one: [{a: {set: 1}}], two: [{b: {set: 2}}]}}'),
    right: SCORES + steps(`both: {fork: {one: [{${call('a')}}], two: [{${call('b')}}]}}`),
  }),
  FLW5067: page<{ write: string; end: string }>({
    severity: 'warning',
    title: 'Not undone by the catch',
    message: ({ write, end }) =>
      `A transaction ends at ${quote(end)}, so what ${quote(write)} stores stays if this \`try\` fails. Move it behind, or undo it in the \`catch\`.`,
    why: '`try` is a savepoint of one transaction, and none is open during outside work and waiting.',
    wrong: CASE + SCORES + steps(`safely: {try: [{${KEPT}}, {${call('score')}}], catch: [{do: [{note: {set: 1}}]}]}`),
    right: CASE + SCORES + steps(`safely: {try: [{${call('score')}}, {${KEPT}}], catch: [{do: [{note: {set: 1}}]}]}`),
  }),
  FLW5068: page<{ entity: string; field: string }>({
    severity: 'warning',
    title: 'Condition never holds',
    message: ({ entity, field }) =>
      `No row of ${quote(entity)} matches: this condition leaves no value for ${quote(field)}.`,
    why: 'A query that never finds anything is a mistake that no test of an empty table shows.',
    wrong: CASE + steps('found: {list: Case, limit: 5, where: status == "open" && status == "held"}'),
    right: CASE + steps('found: {list: Case, limit: 5, where: status == "open" || status == "held"}'),
  }),
} as const;

function some(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => quote(name));
  return `${shown.join(' or ')}${names.length > 6 ? ' …' : ''}`;
}
