import { notice } from './notice.ts';
import { quote, quoteAll } from './quote.ts';

const hint = (suggestion: string | null): string => (suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`);

/** EXP: expressions. */
export const EXPRESSION_CODES = {
  EXP4001: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  EXP4002: notice<{ name: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ name, suggestion }) => `${quote(name)} is not known here.${hint(suggestion)}`,
  }),
  EXP4003: notice<{ name: string; of: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ name, of, suggestion }) => `${of} has no field ${quote(name)}.${hint(suggestion)}`,
  }),
  EXP4004: notice<{ operator: string; left: string; right: string | null }>({
    severity: 'error',
    message: ({ operator, left, right }) =>
      right === null
        ? `${quote(operator)} does not work on ${left}.`
        : `${quote(operator)} does not work between ${left} and ${right}.`,
  }),
  EXP4005: notice<{ text: string }>({
    severity: 'error',
    message: ({ text }) => `${quote(text)} may be missing. Test it first: has(…), or … != null.`,
  }),
  EXP4006: notice<{ value: string; values: readonly string[]; suggestion: string | null }>({
    severity: 'error',
    message: ({ value, values, suggestion }) => `${quote(value)} is not one of ${quoteAll(values)}.${hint(suggestion)}`,
  }),
  EXP4007: notice<{ name: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ name, suggestion }) => `There is no function ${quote(name)}.${hint(suggestion)}`,
  }),
  EXP4008: notice<{ name: string; expected: string }>({
    severity: 'error',
    message: ({ name, expected }) => `${name} is called as ${quote(expected)}.`,
  }),
  EXP4009: notice<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `This has to be true or false, and it is ${found}.`,
  }),
  EXP4010: notice<Record<never, never>>({
    severity: 'warning',
    message: () =>
      'Both sides are whole numbers, so the rest is dropped: 5 / 2 is 2. Write one side with a point, such as 2.0, to keep the fraction.',
  }),
  EXP4011: notice<Record<never, never>>({
    severity: 'warning',
    message: () => 'This is always an expression. Leave the `=` in front away.',
  }),
  EXP4012: notice<{ text: string; expression: string }>({
    severity: 'warning',
    message: ({ text, expression }) =>
      `${quote(text)} is taken as plain text. Write ${quote(`=${expression}`)} to compute it.`,
  }),
  EXP4013: notice<{ what: string }>({
    severity: 'error',
    message: ({ what }) => `${what} Name parts of it with \`set\` steps.`,
  }),
  EXP4014: notice<{ what: string }>({
    severity: 'error',
    message: ({ what }) =>
      `${what} cannot be computed from a row's field in a condition. Find the row first, then use it.`,
  }),
  EXP4015: notice<{ name: string }>({
    severity: 'error',
    message: ({ name }) =>
      `${quote(name)} is a field of the row and a step. Write ${quote(`row.${name}`)} or ${quote(`steps.${name}`)}.`,
  }),
  EXP4016: notice<{ name: string }>({
    severity: 'error',
    message: ({ name }) =>
      `${quote(name)} is an entity: its rows are asked for by a \`list\`, \`find\` or \`count\` step, or inside \`where\`.`,
  }),
  EXP4017: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `${reason} Patterns are written in RE2 syntax.`,
  }),
  EXP4018: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  EXP4019: notice<Record<never, never>>({
    severity: 'error',
    message: () =>
      '`sequence()` can only be the default of a stored field: `id: {type: int, key: true, default: =sequence()}`.',
  }),
  EXP4020: notice<{ operator: string }>({
    severity: 'error',
    message: ({ operator }) => `${quote(operator)} by zero has no result.`,
  }),
  EXP4021: notice<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `The key ${quote(name)} is written twice in this map. Remove one.`,
  }),
  EXP4022: notice<Record<never, never>>({
    severity: 'error',
    message: () =>
      '`report` tells what steps did, so it is known to steps and outputs only. Compute it in a `set` step.',
  }),
  EXP4023: notice<{ what: string }>({
    severity: 'error',
    message: ({ what }) =>
      `${what} is not known to the database, which computes this. Store it when the row is written, or compute it in a step.`,
  }),
  EXP4024: notice<{ what: string }>({
    severity: 'error',
    message: ({ what }) =>
      `${what} would have to be compared for every two rows, which takes too long. Find one row first, or ask each row by itself.`,
  }),
} as const;
