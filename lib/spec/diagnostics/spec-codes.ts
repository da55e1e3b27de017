import type { Severity } from '../diagnostic.ts';
import { page } from './page.ts';
import { quote, quoteAll } from './quote.ts';

const hint = (suggestion: string | null): string => (suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`);

/** SPC: the language's shape. */
export const SPEC_CODES = {
  SPC2001: page<{ key: string; where: string; suggestion: string | null }>({
    severity: 'error',
    title: 'Unknown key',
    message: ({ key, where, suggestion }) => `${quote(key)} is not a key of ${where}.${hint(suggestion)}`,
    why: 'A key that is not understood would be dropped in silence.',
    wrong: 'domian: lending\n',
    right: 'domain: lending\n',
  }),
  SPC2002: page<{ key: string; where: string }>({
    severity: 'error',
    title: 'Missing key',
    message: ({ key, where }) => `${where} needs ${quote(key)}.`,
    why: 'There is no value that could be assumed safely.',
    wrong: 'endpoints:\n  - method: GET\n',
    right: 'endpoints:\n  - path: /quotes\n    method: GET\n',
  }),
  SPC2003: page<{ expected: string; found: string }>({
    severity: 'error',
    title: 'Another form is expected',
    message: ({ expected, found }) => `${expected} is expected here, and this is ${found}.`,
    why: 'Each place of the language takes certain forms; see the key on hover.',
    wrong: 'endpoints: none\n',
    right: 'endpoints: []\n',
  }),
  SPC2005: page<{ kinds: readonly string[] }>({
    severity: 'error',
    title: 'Two kinds in one step',
    message: ({ kinds }) => `A step does one thing, and this one has ${quoteAll(kinds)}. Write two steps.`,
    why: 'Which of the two comes first would be a guess.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {set: 1, raise: conflict}\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {set: 1}\n',
  }),
  SPC2006: page<{ what: string; name: string; line: number }>({
    severity: 'error',
    title: 'Name used twice',
    message: ({ what, name, line }) => `${what} ${quote(name)} is already declared in line ${line}.`,
    why: 'A name refers to one thing.',
    wrong: 'roles: [clerk, clerk]\n',
    right: 'roles: [clerk, manager]\n',
  }),
  SPC2007: page<{ name: string; rule: string }>({
    severity: 'error',
    title: 'Name has the wrong form',
    message: ({ name, rule }) => `${quote(name)} cannot be a name here: ${rule}.`,
    why: 'Names become identifiers, columns and addresses; they have to be valid in all of them.',
    wrong: 'service: Loan Quotes\n',
    right: 'service: loan-quotes\n',
  }),
  SPC2008: page<{ value: string; expected: readonly string[]; suggestion: string | null }>({
    severity: 'error',
    title: 'Value is none of those allowed',
    message: ({ value, expected, suggestion }) =>
      `${quote(value)} is not one of ${quoteAll(expected)}.${hint(suggestion)}`,
    why: 'The place takes a fixed set of values.',
    wrong: 'endpoints:\n  - path: /a\n    method: PSOT\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n',
  }),
  SPC2009: page<{ left: number; worst: Severity }>({
    severity: 'error',
    title: 'Too many problems',
    message: ({ left, worst }) =>
      worst === 'error'
        ? `${left} more problems are not shown, errors among them. Mend these first.`
        : worst === 'warning'
          ? `${left} more warnings and remarks are not shown. Mend these first.`
          : `${left} more remarks are not shown. None of them is an error or a warning.`,
    why: 'A thousand problems are enough to begin with. Errors are shown before warnings and remarks, and this one is as severe as the worst that it stands for.',
    wrong: null,
    right: null,
  }),
  SPC2010: page<Record<never, never>>({
    severity: 'error',
    title: 'Step without a kind',
    message: () =>
      'A step says what it does: write `set`, `guard`, `find`, `create`, `decide` …, or a sentence for a person to follow.',
    why: 'A step that does nothing is most likely not finished.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {}\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {set: 1}\n',
  }),
  SPC2011: page<{ assumption: string }>({
    severity: 'information',
    title: 'Version is assumed',
    message: ({ assumption }) => assumption,
    why: 'A version is needed for releases. A first draft has none yet.',
    wrong: 'service: loan-quotes\n',
    right: 'service: loan-quotes\nversion: 1.0.0\n',
  }),
  SPC2012: page<{ found: string }>({
    severity: 'error',
    title: 'Version of the language is not known',
    message: ({ found }) => `This version reads the specification language "1.0", and this text says ${quote(found)}.`,
    why: 'A later language may mean something else by the same words.',
    wrong: 'specVersion: "7.0"\n',
    right: 'specVersion: "1.0"\n',
  }),
  SPC2013: page<{ what: string; name: string; suggestion: string | null }>({
    severity: 'error',
    title: 'Name is not declared',
    message: ({ what, name, suggestion }) => `There is no ${what} ${quote(name)}.${hint(suggestion)}`,
    why: 'Everything that is referred to has to be declared in this text.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {raise: over_limit}\n',
    right:
      'errors:\n  over_limit: {status: 422, title: Over the limit}\nendpoints:\n  - path: /a\n    method: GET\n    processing:\n      - x: {raise: over_limit}\n',
  }),
  SPC2014: page<{ assumption: string }>({
    severity: 'information',
    title: 'Name of the operation is derived',
    message: ({ assumption }) => assumption,
    why: 'An operation has a name of its own, by which logs, tests and clients refer to it.',
    wrong: 'endpoints:\n  - path: /kyc/verify\n    method: POST\n',
    right: 'endpoints:\n  - path: /kyc/verify\n    method: POST\n    operation: verifyKyc\n',
  }),
  SPC2015: page<{ words: readonly string[]; what: string }>({
    severity: 'warning',
    title: 'Words were not understood',
    message: ({ words, what }) =>
      `${quoteAll(words)} in this ${what} ${words.length === 1 ? 'is' : 'are'} not understood and ${words.length === 1 ? 'has' : 'have'} no effect.`,
    why: 'A phrase is read by a small published grammar. What it does not cover is kept, shown and never guessed.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    sla: 95% under 30 seconds on Sundays\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n    sla: 95% under 30 seconds\n',
  }),
  SPC2016: page<{ assumption: string }>({
    severity: 'information',
    title: 'Assumed while reading a phrase',
    message: ({ assumption }) => assumption,
    why: 'A phrase leaves something open. A person should confirm what was assumed, or write the precise form.',
    wrong: 'integrations:\n  - core_banking: REST API with OAuth2\n',
    right: 'integrations:\n  - core_banking: {protocol: rest, auth: oauth2_client_credentials}\n',
  }),
  SPC2017: page<{ what: string; min: string; max: string }>({
    severity: 'error',
    title: 'Number out of range',
    message: ({ what, min, max }) => `${what} is a number from ${min} to ${max}.`,
    why: 'The number has a meaning only in this range.',
    wrong: 'errors:\n  gone: {status: 200, title: Gone}\n',
    right: 'errors:\n  gone: {status: 410, title: Gone}\n',
  }),
  SPC2018: page<{ reason: string }>({
    severity: 'error',
    title: 'Path does not work',
    message: ({ reason }) => `${reason}`,
    why: 'A path is the address that callers use; its parameters are inputs of the operation.',
    wrong: 'endpoints:\n  - path: quotes\n    method: GET\n',
    right: 'endpoints:\n  - path: /quotes\n    method: GET\n',
  }),
  SPC2019: page<{ line: number }>({
    severity: 'error',
    title: 'Address used twice',
    message: ({ line }) =>
      `The endpoint in line ${line} has the same method and path. One request can have one answer.`,
    why: 'Parameter names do not tell addresses apart: `/a/{x}` and `/a/{y}` are the same.',
    wrong: 'endpoints:\n  - path: /a/{x}\n    method: GET\n  - path: /a/{y}\n    method: GET\n',
    right: 'endpoints:\n  - path: /a/{x}\n    method: GET\n  - path: /a/{y}\n    method: DELETE\n',
  }),
  SPC2020: page<{ assumption: string }>({
    severity: 'information',
    title: 'Path parameter is assumed to be a text',
    message: ({ assumption }) => assumption,
    why: 'A parameter of the path is an input even if it is not listed.',
    wrong: 'endpoints:\n  - path: /quotes/{id}\n    method: GET\n',
    right: 'endpoints:\n  - path: /quotes/{id}\n    method: GET\n    input:\n      - id: uuid\n',
  }),
  SPC2021: page<{ question: string }>({
    severity: 'information',
    title: 'Open question',
    message: ({ question }) => `${question} Nothing is connected until that is said.`,
    why: 'A phrase names an obligation without saying how it is met. Nothing is guessed.',
    wrong: 'integrations:\n  - sanctions_api: REST service with fallback\n',
    right: 'integrations:\n  - sanctions_api: {protocol: rest, auth: api_key}\n',
  }),
} as const;
