import type { EXPRESSION_CODES } from '../expression-codes.ts';
import type { Pages } from '../page.ts';

const endpoint = (lines: string): string =>
  `endpoints:\n  - path: /a\n    method: POST\n    input:\n      - amount: decimal\n      - name: string?\n      - kind: [basic, full]\n${lines}`;

const rows = (lines: string): string =>
  `entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true}\n      title: string\nendpoints:\n  - path: /a\n    method: GET\n    processing:\n${lines}`;

const computed = (value: string): string =>
  `entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true}\n      title: string\n      short: {type: string, value: ${value}}\nendpoints:\n  - path: /a\n    method: GET\n`;

/** The pages of `EXPRESSION_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const expressionPages = (): Pages<typeof EXPRESSION_CODES> => ({
  EXP4001: {
    title: 'Expression cannot be read',
    why: 'Expressions are written in CEL syntax.',
    wrong: endpoint('    processing:\n      - x: {set: =input.amount * }\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount * 2}\n'),
  },
  EXP4002: {
    title: 'Name is not known here',
    why: 'An expression sees `input`, `caller` and the results of earlier steps; in a condition on rows also their fields.',
    wrong: endpoint('    processing:\n      - x: {set: =inptu.amount}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount}\n'),
  },
  EXP4003: {
    title: 'No such field',
    why: 'Reading a field that does not exist is never null here: it is a mistake.',
    wrong: endpoint('    processing:\n      - x: {set: =input.amuont}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount}\n'),
  },
  EXP4004: {
    title: 'Operator does not fit these values',
    why: 'A comparison of different kinds would always be false, and nobody would notice.',
    wrong: endpoint('    processing:\n      - x: {set: =input.amount > "18"}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount > 18}\n'),
  },
  EXP4005: {
    title: 'Value may be missing',
    why: 'A missing value would stop the request with an error that nobody wrote.',
    wrong: endpoint('    processing:\n      - x: {set: =upper(input.name)}\n'),
    right: endpoint('    processing:\n      - x: {set: \'=has(input.name) ? upper(input.name) : ""\'}\n'),
  },
  EXP4006: {
    title: 'Value is not in the enumeration',
    why: 'The comparison could never be true.',
    wrong: endpoint('    processing:\n      - x: {set: =input.kind == "bsaic"}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.kind == "basic"}\n'),
  },
  EXP4007: {
    title: 'Unknown function',
    why: 'The functions are a fixed table, so that they mean the same everywhere.',
    wrong: endpoint("    processing:\n      - x: {set: '=ruond(input.amount, 2)'}\n"),
    right: endpoint("    processing:\n      - x: {set: '=round(input.amount, 2)'}\n"),
  },
  EXP4008: {
    title: 'Arguments do not fit the function',
    why: 'A function takes a fixed number of arguments of fixed types.',
    wrong: endpoint('    processing:\n      - x: {set: =upper(input.amount)}\n'),
    right: endpoint('    processing:\n      - x: {set: =upper(input.kind)}\n'),
  },
  EXP4009: {
    title: 'A condition is expected',
    why: 'There is no truthiness: 0, empty and missing are not false.',
    wrong: endpoint('    processing:\n      - x: {guard: input.amount, else: conflict}\n'),
    right: endpoint('    processing:\n      - x: {guard: input.amount > 0, else: conflict}\n'),
  },
  EXP4010: {
    title: 'Whole division',
    why: 'CEL divides whole numbers to a whole number.',
    wrong: endpoint('    processing:\n      - x: {set: =size(caller.roles) / 2}\n'),
    right: endpoint('    processing:\n      - x: {set: =size(caller.roles) / 2.0}\n'),
  },
  EXP4011: {
    title: 'Equals sign is not needed',
    why: '`when`, `guard`, `where` and `holds` are always expressions.',
    wrong: endpoint('    processing:\n      - x: {guard: =input.amount > 0, else: conflict}\n'),
    right: endpoint('    processing:\n      - x: {guard: input.amount > 0, else: conflict}\n'),
  },
  EXP4012: {
    title: 'Text that looks like an expression',
    why: 'A plain value is a literal; an expression starts with `=`.',
    wrong: endpoint('    processing:\n      - x: {set: input.amount}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount}\n'),
  },
  EXP4013: {
    title: 'Expression is too long or too deep',
    why: 'An expression that no reviewer can read cannot be approved.',
    wrong: endpoint(`    processing:\n      - x: {set: "=${'('.repeat(70)}1${')'.repeat(70)}"}\n`),
    right: endpoint('    processing:\n      - x: {set: =(1)}\n'),
  },
  EXP4014: {
    title: 'Not possible with the fields of a row',
    why: 'The condition runs inside the database, which knows no secrets, no random ids and no request.',
    wrong: rows(`      - n: {count: Case, where: 'diff(title, "a") == ""'}\n`),
    right: rows('      - n: {count: Case, where: title == "a"}\n'),
  },
  EXP4015: {
    title: 'Name has two meanings',
    why: 'Guessing one of them would compare a field with itself.',
    wrong: rows('      - title: {set: x}\n      - n: {count: Case, where: title == title}\n'),
    right: rows('      - title: {set: x}\n      - n: {count: Case, where: row.title == steps.title}\n'),
  },
  EXP4016: {
    title: 'Rows are not available here',
    why: 'Reading rows is a step of its own, so that everybody sees when the database is asked.',
    wrong: rows('      - n: {set: =size(Case)}\n'),
    right: rows('      - n: {count: Case, where: title == "a"}\n'),
  },
  EXP4017: {
    title: 'Pattern cannot be read',
    why: 'Patterns run in linear time, whatever a caller sends; that rules out look-around and back-references.',
    wrong: endpoint(`    processing:\n      - x: {set: '=matches(input.kind, "(a")'}\n`),
    right: endpoint(`    processing:\n      - x: {set: '=matches(input.kind, "(a)")'}\n`),
  },
  EXP4018: {
    title: 'Text does not say such a value',
    why: 'A literal that cannot be converted would fail at every request.',
    wrong: endpoint(`    processing:\n      - x: {set: '=date("2026-02-30")'}\n`),
    right: endpoint(`    processing:\n      - x: {set: '=date("2026-02-28")'}\n`),
  },
  EXP4019: {
    title: 'A sequence is a default only',
    why: 'The database counts when the row is stored; before that there is no number.',
    wrong: endpoint('    processing:\n      - x: {set: =sequence()}\n'),
    right:
      'entities:\n  Case:\n    fields:\n      id: {type: int, key: true, default: =sequence()}\nendpoints:\n  - path: /a\n    method: GET\n',
  },
  EXP4020: {
    title: 'Division by zero',
    why: 'It would stop every request that comes here.',
    wrong: endpoint('    processing:\n      - x: {set: =input.amount / 0}\n'),
    right: endpoint('    processing:\n      - x: {set: =input.amount / 2}\n'),
  },
  EXP4021: {
    title: 'Key is written twice',
    why: 'One of the two values would be lost in silence.',
    wrong: endpoint(`    processing:\n      - x: {set: '={"a": 1, "a": 2}'}\n`),
    right: endpoint(`    processing:\n      - x: {set: '={"a": 1, "b": 2}'}\n`),
  },
  EXP4022: {
    title: 'There is nothing to report here',
    why: 'A rule of a table, an invariant, a default or a condition of access is the same for every request: no steps belong to it.',
    wrong:
      'entities:\n  Case:\n    fields:\n      id: {type: int, key: true}\n      notes: {type: json, default: =report("case")}\nendpoints:\n  - path: /a\n    method: GET\n',
    right: endpoint('    processing:\n      - x: {set: =report("case")}\n'),
  },
  EXP4023: {
    title: 'Not known to the database',
    why: 'Computed fields, and invariants that look at other rows or the clock, are computed by the database wherever rows are read, sorted or counted. A function that only the service has cannot be part of them.',
    wrong: computed('=slug(title)'),
    right: computed('=lower(title)'),
  },
  EXP4024: {
    title: 'Compares rows with each other in a way that the database does not know',
    why: 'Of one row at a time, the service computes what the database cannot. Of every two rows, it would have to compare all with all.',
    wrong: rows(`      - n: {count: Case, where: 'Case.exists(other, similarity(other.title, title) > 0.9)'}\n`),
    right: rows(
      `      - n: {count: Case, where: 'Case.exists(other, other.title == title) && similarity(title, "a") > 0.9'}\n`,
    ),
  },
});
