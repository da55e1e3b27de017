import type { Severity } from '../diagnostic.ts';
import { notice } from './notice.ts';
import { quote, quoteAll } from './quote.ts';

const hint = (suggestion: string | null): string => (suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`);

/** SPC: the language's shape. */
export const SPEC_CODES = {
  SPC2001: notice<{ key: string; where: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ key, where, suggestion }) => `${quote(key)} is not a key of ${where}.${hint(suggestion)}`,
  }),
  SPC2002: notice<{ key: string; where: string }>({
    severity: 'error',
    message: ({ key, where }) => `${where} needs ${quote(key)}.`,
  }),
  SPC2003: notice<{ expected: string; found: string }>({
    severity: 'error',
    message: ({ expected, found }) => `${expected} is expected here, and this is ${found}.`,
  }),
  SPC2005: notice<{ kinds: readonly string[] }>({
    severity: 'error',
    message: ({ kinds }) => `A step does one thing, and this one has ${quoteAll(kinds)}. Write two steps.`,
  }),
  SPC2006: notice<{ what: string; name: string; line: number }>({
    severity: 'error',
    message: ({ what, name, line }) => `${what} ${quote(name)} is already declared in line ${line}.`,
  }),
  SPC2007: notice<{ name: string; rule: string }>({
    severity: 'error',
    message: ({ name, rule }) => `${quote(name)} cannot be a name here: ${rule}.`,
  }),
  SPC2008: notice<{ value: string; expected: readonly string[]; suggestion: string | null }>({
    severity: 'error',
    message: ({ value, expected, suggestion }) =>
      `${quote(value)} is not one of ${quoteAll(expected)}.${hint(suggestion)}`,
  }),
  SPC2009: notice<{ left: number; worst: Severity }>({
    severity: 'error',
    message: ({ left, worst }) =>
      worst === 'error'
        ? `${left} more problems are not shown, errors among them. Mend these first.`
        : worst === 'warning'
          ? `${left} more warnings and remarks are not shown. Mend these first.`
          : `${left} more remarks are not shown. None of them is an error or a warning.`,
  }),
  SPC2010: notice<Record<never, never>>({
    severity: 'error',
    message: () =>
      'A step says what it does: write `set`, `guard`, `find`, `create`, `decide` …, or a sentence for a person to follow.',
  }),
  SPC2011: notice<{ assumption: string }>({
    severity: 'information',
    message: ({ assumption }) => assumption,
  }),
  SPC2012: notice<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `This version reads the specification language "1.0", and this text says ${quote(found)}.`,
  }),
  SPC2013: notice<{ what: string; name: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ what, name, suggestion }) => `There is no ${what} ${quote(name)}.${hint(suggestion)}`,
  }),
  SPC2014: notice<{ assumption: string }>({
    severity: 'information',
    message: ({ assumption }) => assumption,
  }),
  SPC2015: notice<{ words: readonly string[]; what: string }>({
    severity: 'warning',
    message: ({ words, what }) =>
      `${quoteAll(words)} in this ${what} ${words.length === 1 ? 'is' : 'are'} not understood and ${words.length === 1 ? 'has' : 'have'} no effect.`,
  }),
  SPC2016: notice<{ assumption: string }>({
    severity: 'information',
    message: ({ assumption }) => assumption,
  }),
  SPC2017: notice<{ what: string; min: string; max: string }>({
    severity: 'error',
    message: ({ what, min, max }) => `${what} is a number from ${min} to ${max}.`,
  }),
  SPC2018: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `${reason}`,
  }),
  SPC2019: notice<{ line: number }>({
    severity: 'error',
    message: ({ line }) =>
      `The endpoint in line ${line} has the same method and path. One request can have one answer.`,
  }),
  SPC2020: notice<{ assumption: string }>({
    severity: 'information',
    message: ({ assumption }) => assumption,
  }),
  SPC2021: notice<{ question: string }>({
    severity: 'information',
    message: ({ question }) => `${question} Nothing is connected until that is said.`,
  }),
} as const;
