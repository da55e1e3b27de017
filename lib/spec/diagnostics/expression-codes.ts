import { page } from './page.ts';
import { quote, quoteAll } from './quote.ts';

const hint = (suggestion: string | null): string => (suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`);
const endpoint = (lines: string): string =>
  `endpoints:\n  - path: /a\n    method: POST\n    input:\n      - amount: decimal\n      - name: string?\n      - kind: [basic, full]\n${lines}`;

const rows = (lines: string): string =>
  `entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true}\n      title: string\nendpoints:\n  - path: /a\n    method: GET\n    processing:\n${lines}`;

/** EXP: expressions. */
export const EXPRESSION_CODES = {
  EXP4001: page<{ reason: string }>({
    severity: 'error',
    title: 'Expression cannot be read',
    message: ({ reason }) => reason,
    why: 'Expressions are written in CEL syntax.',
    wrong: endpoint('    processing:\n      - x: {set: =input.amount * }\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount * 2}\n'),
  }),
  EXP4002: page<{ name: string; suggestion: string | null }>({
    severity: 'error',
    title: 'Name is not known here',
    message: ({ name, suggestion }) => `${quote(name)} is not known here.${hint(suggestion)}`,
    why: 'An expression sees `input`, `caller` and the results of earlier steps; in a condition on rows also their fields.',
    wrong: endpoint('    processing:\n      - x: {set: =inptu.amount}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount}\n'),
  }),
  EXP4003: page<{ name: string; of: string; suggestion: string | null }>({
    severity: 'error',
    title: 'No such field',
    message: ({ name, of, suggestion }) => `${of} has no field ${quote(name)}.${hint(suggestion)}`,
    why: 'Reading a field that does not exist is never null here: it is a mistake.',
    wrong: endpoint('    processing:\n      - x: {set: =input.amuont}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount}\n'),
  }),
  EXP4004: page<{ operator: string; left: string; right: string | null }>({
    severity: 'error',
    title: 'Operator does not fit these values',
    message: ({ operator, left, right }) =>
      right === null
        ? `${quote(operator)} does not work on ${left}.`
        : `${quote(operator)} does not work between ${left} and ${right}.`,
    why: 'A comparison of different kinds would always be false, and nobody would notice.',
    wrong: endpoint('    processing:\n      - x: {set: =input.amount > "18"}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount > 18}\n'),
  }),
  EXP4005: page<{ text: string }>({
    severity: 'error',
    title: 'Value may be missing',
    message: ({ text }) => `${quote(text)} may be missing. Test it first: has(…), or … != null.`,
    why: 'A missing value would stop the request with an error that nobody wrote.',
    wrong: endpoint('    processing:\n      - x: {set: =upper(input.name)}\n'),
    right: endpoint('    processing:\n      - x: {set: \'=has(input.name) ? upper(input.name) : ""\'}\n'),
  }),
  EXP4006: page<{ value: string; values: readonly string[]; suggestion: string | null }>({
    severity: 'error',
    title: 'Value is not in the enumeration',
    message: ({ value, values, suggestion }) => `${quote(value)} is not one of ${quoteAll(values)}.${hint(suggestion)}`,
    why: 'The comparison could never be true.',
    wrong: endpoint('    processing:\n      - x: {set: =input.kind == "bsaic"}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.kind == "basic"}\n'),
  }),
  EXP4007: page<{ name: string; suggestion: string | null }>({
    severity: 'error',
    title: 'Unknown function',
    message: ({ name, suggestion }) => `There is no function ${quote(name)}.${hint(suggestion)}`,
    why: 'The functions are a fixed table, so that they mean the same everywhere.',
    wrong: endpoint("    processing:\n      - x: {set: '=ruond(input.amount, 2)'}\n"),
    right: endpoint("    processing:\n      - x: {set: '=round(input.amount, 2)'}\n"),
  }),
  EXP4008: page<{ name: string; expected: string }>({
    severity: 'error',
    title: 'Arguments do not fit the function',
    message: ({ name, expected }) => `${name} is called as ${quote(expected)}.`,
    why: 'A function takes a fixed number of arguments of fixed types.',
    wrong: endpoint('    processing:\n      - x: {set: =upper(input.amount)}\n'),
    right: endpoint('    processing:\n      - x: {set: =upper(input.kind)}\n'),
  }),
  EXP4009: page<{ found: string }>({
    severity: 'error',
    title: 'A condition is expected',
    message: ({ found }) => `This has to be true or false, and it is ${found}.`,
    why: 'There is no truthiness: 0, empty and missing are not false.',
    wrong: endpoint('    processing:\n      - x: {guard: input.amount, else: conflict}\n'),
    right: endpoint('    processing:\n      - x: {guard: input.amount > 0, else: conflict}\n'),
  }),
  EXP4010: page<Record<never, never>>({
    severity: 'warning',
    title: 'Whole division',
    message: () =>
      'Both sides are whole numbers, so the rest is dropped: 5 / 2 is 2. Write one side with a point, such as 2.0, to keep the fraction.',
    why: 'CEL divides whole numbers to a whole number.',
    wrong: endpoint('    processing:\n      - x: {set: =size(caller.roles) / 2}\n'),
    right: endpoint('    processing:\n      - x: {set: =size(caller.roles) / 2.0}\n'),
  }),
  EXP4011: page<Record<never, never>>({
    severity: 'warning',
    title: 'Equals sign is not needed',
    message: () => 'This is always an expression. Leave the `=` in front away.',
    why: '`when`, `guard`, `where` and `holds` are always expressions.',
    wrong: endpoint('    processing:\n      - x: {guard: =input.amount > 0, else: conflict}\n'),
    right: endpoint('    processing:\n      - x: {guard: input.amount > 0, else: conflict}\n'),
  }),
  EXP4012: page<{ text: string }>({
    severity: 'warning',
    title: 'Text that looks like an expression',
    message: ({ text }) => `${quote(text)} is taken as plain text. Write ${quote(`=${text}`)} to compute it.`,
    why: 'A plain value is a literal; an expression starts with `=`.',
    wrong: endpoint('    processing:\n      - x: {set: input.amount}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount}\n'),
  }),
  EXP4013: page<{ what: string }>({
    severity: 'error',
    title: 'Expression is too long or too deep',
    message: ({ what }) => `${what} Name parts of it with \`set\` steps.`,
    why: 'An expression that no reviewer can read cannot be approved.',
    wrong: endpoint(`    processing:\n      - x: {set: "=${'('.repeat(70)}1${')'.repeat(70)}"}\n`),
    right: endpoint('    processing:\n      - x: {set: =(1)}\n'),
  }),
  EXP4014: page<{ what: string }>({
    severity: 'error',
    title: 'Not possible with the fields of a row',
    message: ({ what }) =>
      `${what} cannot be computed from a row's field in a condition. Find the row first, then use it.`,
    why: 'The condition runs inside the database, which knows no secrets, no random ids and no request.',
    wrong: rows(`      - n: {count: Case, where: 'diff(title, "a") == ""'}\n`),
    right: rows('      - n: {count: Case, where: title == "a"}\n'),
  }),
  EXP4015: page<{ name: string }>({
    severity: 'error',
    title: 'Name has two meanings',
    message: ({ name }) =>
      `${quote(name)} is a field of the row and a step. Write ${quote(`row.${name}`)} or ${quote(`steps.${name}`)}.`,
    why: 'Guessing one of them would compare a field with itself.',
    wrong: rows('      - title: {set: x}\n      - n: {count: Case, where: title == title}\n'),
    right: rows('      - title: {set: x}\n      - n: {count: Case, where: row.title == steps.title}\n'),
  }),
  EXP4016: page<{ name: string }>({
    severity: 'error',
    title: 'Rows are not available here',
    message: ({ name }) =>
      `${quote(name)} is an entity: its rows are asked for by a \`list\`, \`find\` or \`count\` step, or inside \`where\`.`,
    why: 'Reading rows is a step of its own, so that everybody sees when the database is asked.',
    wrong: rows('      - n: {set: =size(Case)}\n'),
    right: rows('      - n: {count: Case, where: title == "a"}\n'),
  }),
  EXP4017: page<{ reason: string }>({
    severity: 'error',
    title: 'Pattern cannot be read',
    message: ({ reason }) => `${reason} Patterns are written in RE2 syntax.`,
    why: 'Patterns run in linear time, whatever a caller sends; that rules out look-around and back-references.',
    wrong: endpoint(`    processing:\n      - x: {set: '=matches(input.kind, "(a")'}\n`),
    right: endpoint(`    processing:\n      - x: {set: '=matches(input.kind, "(a)")'}\n`),
  }),
  EXP4018: page<{ reason: string }>({
    severity: 'error',
    title: 'Text does not say such a value',
    message: ({ reason }) => reason,
    why: 'A literal that cannot be converted would fail at every request.',
    wrong: endpoint(`    processing:\n      - x: {set: '=date("2026-02-30")'}\n`),
    right: endpoint(`    processing:\n      - x: {set: '=date("2026-02-28")'}\n`),
  }),
  EXP4019: page<Record<never, never>>({
    severity: 'error',
    title: 'A sequence is a default only',
    message: () =>
      '`sequence()` can only be the default of a stored field: `id: {type: int, key: true, default: =sequence()}`.',
    why: 'The database counts when the row is stored; before that there is no number.',
    wrong: endpoint('    processing:\n      - x: {set: =sequence()}\n'),
    right:
      'entities:\n  Case:\n    fields:\n      id: {type: int, key: true, default: =sequence()}\nendpoints:\n  - path: /a\n    method: GET\n',
  }),
  EXP4020: page<{ operator: string }>({
    severity: 'error',
    title: 'Division by zero',
    message: ({ operator }) => `${quote(operator)} by zero has no result.`,
    why: 'It would stop every request that comes here.',
    wrong: endpoint('    processing:\n      - x: {set: =input.amount / 0}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount / 2}\n'),
  }),
  EXP4021: page<{ name: string }>({
    severity: 'error',
    title: 'Key is written twice',
    message: ({ name }) => `The key ${quote(name)} is written twice in this map. Remove one.`,
    why: 'One of the two values would be lost in silence.',
    wrong: endpoint(`    processing:\n      - x: {set: '={"a": 1, "a": 2}'}\n`),
    right: endpoint(`    processing:\n      - x: {set: '={"a": 1, "b": 2}'}\n`),
  }),
} as const;
