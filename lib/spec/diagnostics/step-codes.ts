import { page } from './page.ts';
import { quote, quoteAll } from './quote.ts';

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

/** SPC2040 to 2049 and FLW5040 to 5050, 5065 and 5066: step kinds, processes and schedules. */
export const STEP_CODES = {
  SPC2040: page<{ reason: string }>({
    severity: 'error',
    title: 'Time by the clock cannot be read',
    message: ({ reason }) => reason,
    why: 'A schedule that runs at another time than was meant is found out when it is too late.',
    wrong: nightly('cron: 0 25 * * *'),
    right: nightly('cron: 0 2 * * 1-5'),
  }),
  SPC2041: page<{ name: string; suggestion: string | null }>({
    severity: 'error',
    title: 'Unknown time zone',
    message: ({ name, suggestion }) =>
      `There is no time zone ${quote(name)}. ${suggestion === null ? 'Write a name such as Asia/Kolkata, or UTC.' : `Did you mean ${quote(suggestion)}?`}`,
    why: 'Time zones are named as in the IANA database. Short names such as IST mean several zones.',
    wrong: nightly('cron: 0 2 * * *, timezone: Kolkata'),
    right: nightly('cron: 0 2 * * *, timezone: Asia/Kolkata'),
  }),
  FLW5040: page<{ name: string }>({
    severity: 'error',
    title: 'Loop variable hides another name',
    message: ({ name }) => `${quote(name)} means something else already. Give the items another name.`,
    why: 'In the loop nobody could tell which of the two is meant.',
    wrong: steps('line: {set: 1}', 'each: {for: line, in: =input.lines, do: [{kept: {set: =line}}]}'),
    right: steps('total: {set: 1}', 'each: {for: line, in: =input.lines, do: [{kept: {set: =line}}]}'),
  }),
  FLW5041: page<{ what: string; fields: readonly string[] }>({
    severity: 'error',
    title: 'Value is not handed over',
    message: ({ what, fields }) =>
      `${what} needs ${quoteAll(fields)}. Write ${fields.length === 1 ? 'it' : 'them'} under \`with\`.`,
    why: 'What is not optional has to be there.',
    wrong: CLOSE + steps('closed: {run: close}'),
    right: CLOSE + steps('closed: {run: close, with: {account: =input.kind}}'),
  }),
  FLW5042: page<{ found: string }>({
    severity: 'error',
    title: 'Loop over something that is no list',
    message: ({ found }) => `\`for\` takes the items of a list; this is ${found}.`,
    why: 'There is nothing to take one by one.',
    wrong: steps('each: {for: line, in: =input.kind, do: [{kept: {set: 1}}]}'),
    right: steps('each: {for: line, in: =input.lines, do: [{kept: {set: 1}}]}'),
  }),
  FLW5043: page<{ entity: string; sets: readonly string[] }>({
    severity: 'error',
    title: 'Key of an upsert is not unique',
    message: ({ entity, sets }) =>
      `Several rows of ${quote(entity)} may have the same values here. Name ${sets.length === 0 ? 'a unique set' : `one of ${sets.map((set) => `\`[${set}]\``).join(', ')}`}, or declare \`unique\`.`,
    why: 'Whether the row is there already is decided by a unique index, so that two requests at once make one row.',
    wrong: LIKE + steps('like: {upsert: Like, key: [article], with: {article: a, person: b}}'),
    right: LIKE + steps('like: {upsert: Like, key: [article, person], with: {article: a, person: b}}'),
  }),
  FLW5044: page<{ fields: readonly string[] }>({
    severity: 'error',
    title: 'Key of an upsert is not given',
    message: ({ fields }) =>
      `${quoteAll(fields)} ${fields.length === 1 ? 'is' : 'are'} in \`key\` and not in \`with\`.`,
    why: 'Without the values of its key nobody knows which row is meant.',
    wrong: LIKE + steps('like: {upsert: Like, key: [article, person], with: {article: a}}'),
    right: LIKE + steps('like: {upsert: Like, key: [article, person], with: {article: a, person: b}}'),
  }),
  FLW5045: page<Record<never, never>>({
    severity: 'warning',
    title: 'Case is never reached',
    message: () => 'A case above has no `when` and takes everything, so this one is never reached. Move it up.',
    why: 'The first case that holds is taken.',
    wrong: steps('way: {switch: [{do: [{a: {set: 1}}]}, {when: input.kind == "b", do: [{b: {set: 2}}]}]}'),
    right: steps('way: {switch: [{when: input.kind == "b", do: [{b: {set: 2}}]}, {do: [{a: {set: 1}}]}]}'),
  }),
  FLW5050: page<Record<never, never>>({
    severity: 'warning',
    title: 'Custom step without examples',
    message: () => 'Nothing shows what this step gives. Write examples: {given: {…}, then: {…}}.',
    why: 'The sentence is for people; the examples are what its code is tested against.',
    wrong: label('with: {text: a}'),
    right: label('with: {text: a}, examples: [{given: {text: a}, then: {text: A}}]'),
  }),
  FLW5066: page<{ name: string; holder: string }>({
    severity: 'error',
    title: 'Result is not seen here',
    message: ({ name, holder }) =>
      `${quote(name)} is a step inside of ${quote(holder)}, and its result is not seen here. Move the step, or read what ${quote(holder)} gives.`,
    why: 'A loop runs its steps many times and gives a list; cases and branches do not see each other; a `catch` runs when what was tried is undone.',
    wrong: steps('each: {for: line, in: =input.lines, do: [{size: {set: =line.size()}}]}', 'last: {set: =size}'),
    right: steps('each: {for: line, in: =input.lines, do: [{size: {set: =line.size()}}]}', 'all: {set: =each}'),
  }),
  FLW5065: page<{ name: string; suggestion: string }>({
    severity: 'warning',
    title: 'First answer has a name of its own',
    message: ({ name, suggestion }) =>
      `${quote(name)} is no output of the operation. Did you mean ${quote(suggestion)}?`,
    why: 'Callers read the first answer and the last one with the same program.',
    wrong: task('statsu'),
    right: task('status'),
  }),
} as const;
