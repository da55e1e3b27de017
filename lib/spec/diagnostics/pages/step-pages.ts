import type { Pages } from '../page.ts';
import type { STEP_CODES } from '../step-codes.ts';

const steps = (...lines: readonly string[]): string =>
  `endpoints:\n  - path: /a\n    method: POST\n    input: [{lines: 'list<string>'}, {kind: string}]\n    processing:\n${lines.map((line) => `      - ${line}\n`).join('')}`;

const CLOSE =
  'processes:\n  close:\n    input: {account: string}\n    processing:\n      - told: {set: =input.account}\n';

const LIKE =
  'entities:\n  Like:\n    unique: [[article, person]]\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      article: string\n      person: string\n';

const label = (more: string): string =>
  steps(`label: {custom: Write it in capitals, input: {text: string}, output: {text: string}, ${more}}`);

const TASK = 'roles: [officer]\n';

const task = (key: string): string =>
  `${TASK}${steps(`review: {userTask: Review it, candidates: [officer], result: {good: bool}, respond: {with: {${key}: open}}}`)}    output:\n      - status: {type: string, value: done}\n`;

const nightly = (keys: string): string => `schedules:\n  - nightly: {${keys}, do: [{note: {set: 1}}]}\n`;

/** The pages of `STEP_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const stepPages = (): Pages<typeof STEP_CODES> => ({
  SPC2040: {
    title: 'Time by the clock cannot be read',
    why: 'A schedule that runs at another time than was meant is found out when it is too late.',
    wrong: nightly('cron: 0 25 * * *'),
    right: nightly('cron: 0 2 * * 1-5'),
  },
  SPC2041: {
    title: 'Unknown time zone',
    why: 'Time zones are named as in the IANA database. Short names such as IST mean several zones.',
    wrong: nightly('cron: 0 2 * * *, timezone: Kolkata'),
    right: nightly('cron: 0 2 * * *, timezone: Asia/Kolkata'),
  },
  FLW5040: {
    title: 'Loop variable hides another name',
    why: 'In the loop nobody could tell which of the two is meant.',
    wrong: steps('line: {set: 1}', 'each: {for: line, in: =input.lines, do: [{kept: {set: =line}}]}'),
    right: steps('total: {set: 1}', 'each: {for: line, in: =input.lines, do: [{kept: {set: =line}}]}'),
  },
  FLW5041: {
    title: 'Value is not handed over',
    why: 'What is not optional has to be there.',
    wrong: CLOSE + steps('closed: {run: close}'),
    right: CLOSE + steps('closed: {run: close, with: {account: =input.kind}}'),
  },
  FLW5042: {
    title: 'Loop over something that is no list',
    why: 'There is nothing to take one by one.',
    wrong: steps('each: {for: line, in: =input.kind, do: [{kept: {set: 1}}]}'),
    right: steps('each: {for: line, in: =input.lines, do: [{kept: {set: 1}}]}'),
  },
  FLW5043: {
    title: 'Key of an upsert is not unique',
    why: 'Whether the row is there already is decided by a unique index, so that two requests at once make one row.',
    wrong: LIKE + steps('like: {upsert: Like, key: [article], with: {article: a, person: b}}'),
    right: LIKE + steps('like: {upsert: Like, key: [article, person], with: {article: a, person: b}}'),
  },
  FLW5044: {
    title: 'Key of an upsert is not given',
    why: 'Without the values of its key nobody knows which row is meant.',
    wrong: LIKE + steps('like: {upsert: Like, key: [article, person], with: {article: a}}'),
    right: LIKE + steps('like: {upsert: Like, key: [article, person], with: {article: a, person: b}}'),
  },
  FLW5045: {
    title: 'Case is never reached',
    why: 'The first case that holds is taken.',
    wrong: steps('way: {switch: [{do: [{a: {set: 1}}]}, {when: input.kind == "b", do: [{b: {set: 2}}]}]}'),
    right: steps('way: {switch: [{when: input.kind == "b", do: [{b: {set: 2}}]}, {do: [{a: {set: 1}}]}]}'),
  },
  FLW5050: {
    title: 'Custom step without examples',
    why: 'The sentence is for people; the examples are what its code is tested against.',
    wrong: label('with: {text: a}'),
    right: label('with: {text: a}, examples: [{given: {text: a}, then: {text: A}}]'),
  },
  FLW5066: {
    title: 'Result is not seen here',
    why: 'A loop runs its steps many times and gives a list; cases and branches do not see each other; a `catch` runs when what was tried is undone.',
    wrong: steps('each: {for: line, in: =input.lines, do: [{size: {set: =line.size()}}]}', 'last: {set: =size}'),
    right: steps('each: {for: line, in: =input.lines, do: [{size: {set: =line.size()}}]}', 'all: {set: =each}'),
  },
  FLW5065: {
    title: 'First answer has a name of its own',
    why: 'Callers read the first answer and the last one with the same program.',
    wrong: task('statsu'),
    right: task('status'),
  },
});
