import { notice } from './notice.ts';
import { quote, quoteAll } from './quote.ts';

/** SPC2040 to 2049 and FLW5040 to 5050, 5065 and 5066: step kinds, processes and schedules. */
export const STEP_CODES = {
  SPC2040: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2041: notice<{ name: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ name, suggestion }) =>
      `There is no time zone ${quote(name)}. ${suggestion === null ? 'Write a name such as Asia/Kolkata, or UTC.' : `Did you mean ${quote(suggestion)}?`}`,
  }),
  FLW5040: notice<{ name: string }>({
    severity: 'error',
    message: ({ name }) => `${quote(name)} means something else already. Give the items another name.`,
  }),
  FLW5041: notice<{ what: string; fields: readonly string[] }>({
    severity: 'error',
    message: ({ what, fields }) =>
      `${what} needs ${quoteAll(fields)}. Write ${fields.length === 1 ? 'it' : 'them'} under \`with\`.`,
  }),
  FLW5042: notice<{ found: string }>({
    severity: 'error',
    message: ({ found }) => `\`for\` takes the items of a list; this is ${found}.`,
  }),
  FLW5043: notice<{ entity: string; sets: readonly string[] }>({
    severity: 'error',
    message: ({ entity, sets }) =>
      `Several rows of ${quote(entity)} may have the same values here. Name ${sets.length === 0 ? 'a unique set' : `one of ${sets.map((set) => `\`[${set}]\``).join(', ')}`}, or declare \`unique\`.`,
  }),
  FLW5044: notice<{ fields: readonly string[] }>({
    severity: 'error',
    message: ({ fields }) =>
      `${quoteAll(fields)} ${fields.length === 1 ? 'is' : 'are'} in \`key\` and not in \`with\`.`,
  }),
  FLW5045: notice<Record<never, never>>({
    severity: 'warning',
    message: () => 'A case above has no `when` and takes everything, so this one is never reached. Move it up.',
  }),
  FLW5050: notice<Record<never, never>>({
    severity: 'warning',
    message: () => 'Nothing shows what this step gives. Write examples: {given: {…}, then: {…}}.',
  }),
  FLW5066: notice<{ name: string; holder: string }>({
    severity: 'error',
    message: ({ name, holder }) =>
      `${quote(name)} is a step inside of ${quote(holder)}, and its result is not seen here. Move the step, or read what ${quote(holder)} gives.`,
  }),
  FLW5065: notice<{ name: string; suggestion: string }>({
    severity: 'warning',
    message: ({ name, suggestion }) =>
      `${quote(name)} is no output of the operation. Did you mean ${quote(suggestion)}?`,
  }),
} as const;
