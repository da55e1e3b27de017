import type { FLOW_RULE_CODES } from '../flow-rule-codes.ts';
import type { Pages } from '../page.ts';

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

const FOLDER = 'entities: {Reports: {files: {root: $REPORTS_DIR, access: write}}}\n';

/** The pages of `FLOW_RULE_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const flowRulePages = (): Pages<typeof FLOW_RULE_CODES> => ({
  FLW5046: {
    title: 'Branch does more than ask others',
    why: 'A fork runs outside work at the same time. Writes belong to one transaction, and an operation waits in one place.',
    wrong: CASE + SCORES + steps(`both: {fork: {one: [{${call('a')}}], two: [{${call('b')}}, {${KEPT}}]}}`),
    right: CASE + SCORES + steps(`both: {fork: {one: [{${call('a')}}], two: [{${call('b')}}]}}`, KEPT),
  },
  FLW5047: {
    title: 'Caught error is never raised',
    why: 'What is never raised is never caught: most likely another error was meant.',
    wrong: SEVERAL + steps('safely: {try: [{a: {set: 1}}], catch: [{errors: [refused], do: [{b: {set: 1}}]}]}'),
    right: SEVERAL + steps('safely: {try: [{a: {raise: refused}}], catch: [{errors: [refused], do: [{b: {set: 1}}]}]}'),
  },
  FLW5048: {
    title: 'Process runs itself',
    why: 'Nothing would end it.',
    wrong: 'processes:\n  close:\n    processing:\n      - again: {run: close}\n',
    right: `${PROCESS}${steps('closed: {run: close}')}`,
  },
  FLW5049: {
    title: 'Process is not run',
    why: 'Steps that never run are never tested.',
    wrong: PROCESS,
    right: `${PROCESS}${steps('closed: {run: close}')}`,
  },
  FLW5051: {
    title: 'Result is not used',
    why: 'A step that only gives a value does nothing if nobody takes it.',
    wrong: steps('total: {set: 1}'),
    right: `${steps('total: {set: 1}')}    output:\n      - total: int\n`,
  },
  FLW5052: {
    title: 'Step is never reached',
    why: 'Nothing runs behind an error.',
    wrong: SEVERAL + steps('stop: {raise: refused}', KEPT) + CASE,
    right: SEVERAL + steps('stop: {when: input.name == "", raise: refused}', KEPT) + CASE,
  },
  FLW5053: {
    title: 'Worst case exceeds the promise',
    why: 'The deadline of a request is its promised latency: what takes longer is cut off.',
    wrong: SCORES + operation('    sla: 95% under 2 seconds\n', call('score')),
    right: SCORES + operation('    sla: 95% under 5 seconds\n', call('score')),
  },
  FLW5054: {
    title: 'Promise ends at the first answer',
    why: 'Nobody can promise when a person decides. How long the person has is said under `due`.',
    wrong: SEVERAL + operation('    sla: 95% under 2 seconds\n', review('officer')),
    right: SEVERAL + operation('', review('officer')),
  },
  FLW5055: {
    title: 'Stored before a call that may fail',
    why: 'No transaction is open during outside work: what comes before is stored first, and the caller gets an error.',
    wrong: CASE + SCORES + steps(KEPT, call('score')),
    right: CASE + SCORES + steps(call('score'), KEPT),
  },
  FLW5056: {
    title: 'Not one transaction',
    why: 'A transaction ends at outside work; others see the first row while the call is under way.',
    wrong: CASE + SCORES + steps(KEPT, call('score', ', fallback: {value: {score: 0}}'), KEPT.replace('kept', 'more')),
    right: CASE + SCORES + steps(call('score', ', fallback: {value: {score: 0}}'), KEPT, KEPT.replace('kept', 'more')),
  },
  FLW5057: {
    title: 'Move is never allowed',
    why: 'The service would answer 409 each time.',
    wrong:
      CASE + steps(KEPT, 'moved: {update: Case, where: id == input.id && status == "closed", with: {status: held}}'),
    right: CASE + steps(KEPT, 'moved: {update: Case, where: id == input.id && status == "open", with: {status: held}}'),
  },
  FLW5058: {
    title: 'Status is never reached',
    why: 'Either a move is missing, or the status is not needed.',
    wrong: CASE + steps(KEPT),
    right:
      CASE +
      steps(
        KEPT,
        'held: {update: Case, where: id == kept.id, with: {status: held}}',
        'closed: {update: Case, where: id == held.id, with: {status: closed}}',
      ),
  },
  FLW5059: {
    title: 'Rows of somebody else',
    why: '`owner` filters every read and write, and is set when a row is created. Roles in `visibleTo` see all rows.',
    wrong: OWNED + steps('note: {find: Note, where: id == input.id && person == input.name}'),
    right: OWNED + steps('note: {find: Note, where: id == input.id}'),
  },
  FLW5060: {
    title: 'More rows than one',
    why: 'A change of many rows that was meant for one cannot be taken back.',
    wrong: SEVERAL + CASE + steps('moved: {update: Case, where: title == input.name, with: {title: A}, else: refused}'),
    right: SEVERAL + CASE + steps('moved: {update: Case, where: id == input.id, with: {title: A}, else: refused}'),
  },
  FLW5061: {
    title: 'Deletion may be refused',
    why: 'A reference never points to nothing.',
    wrong: SHELF + steps('gone: {delete: Shelf, where: id == input.id}'),
    right:
      SHELF.replace('shelf: ref<Shelf>', 'shelf: {type: ref<Shelf>, onDelete: cascade}') +
      steps('gone: {delete: Shelf, where: id == input.id}'),
  },
  FLW5062: {
    title: 'Second person of the same role',
    why: 'Four eyes are best two roles: one asks, another decides.',
    wrong: clerks(review('clerk')),
    right: clerks(review('officer')),
  },
  FLW5063: {
    title: 'Nothing to sign with',
    why: 'With another issuer the service only knows keys to check tokens, not to make them.',
    wrong: steps('token: {issueToken: =input.name}'),
    right: SIGNED + steps('token: {issueToken: =input.name}'),
  },
  FLW5064: {
    title: 'Fork without outside work',
    why: 'Calculations and queries of one request are not faster in branches.',
    wrong: steps('both: {fork: {one: [{a: {set: 1}}], two: [{b: {set: 2}}]}}'),
    right: SCORES + steps(`both: {fork: {one: [{${call('a')}}], two: [{${call('b')}}]}}`),
  },
  FLW5067: {
    title: 'Not undone by the catch',
    why: '`try` is a savepoint of one transaction, and none is open during outside work and waiting.',
    wrong: CASE + SCORES + steps(`safely: {try: [{${KEPT}}, {${call('score')}}], catch: [{do: [{note: {set: 1}}]}]}`),
    right: CASE + SCORES + steps(`safely: {try: [{${call('score')}}, {${KEPT}}], catch: [{do: [{note: {set: 1}}]}]}`),
  },
  FLW5068: {
    title: 'Condition never holds',
    why: 'A query that never finds anything is a mistake that no test of an empty table shows.',
    wrong: CASE + steps('found: {list: Case, limit: 5, where: status == "open" && status == "held"}'),
    right: CASE + steps('found: {list: Case, limit: 5, where: status == "open" || status == "held"}'),
  },
  FLW5069: {
    title: '`else` is never taken',
    why: 'Who reads it believes that something is checked here.',
    wrong: `${steps('n: {set: =1 + 1, else: no_n}')}errors: {no_n: {status: 422, title: There is no number}}\n`,
    right: steps('n: {set: =1 + 1}'),
  },
  FLW5070: {
    title: 'A file is not written so',
    why: 'A row of a folder is a file: a path with a text or bytes, from which all else follows.',
    wrong: FOLDER + steps('f: {create: Reports, with: {path: a.txt, text: A, size: 1}}'),
    right: FOLDER + steps('f: {create: Reports, with: {path: a.txt, text: A}}'),
  },
});
