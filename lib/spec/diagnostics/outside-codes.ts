import { notice } from './notice.ts';
import { quote, quoteAll } from './quote.ts';

/** SPC2030 to 2039 and FLW5020 to 5039: other systems, and the steps that reach them. */
export const OUTSIDE_CODES = {
  SPC2030: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  SPC2031: notice<{ setting: string }>({
    severity: 'error',
    message: ({ setting }) =>
      `An address is written here, and it differs between environments. Name a setting that holds it: ${quote(`$${setting}`)}.`,
  }),
  SPC2032: notice<{ name: string; suggestion: string }>({
    severity: 'error',
    message: ({ name, suggestion }) =>
      `${quote(name)} is a setting of the service itself. Take another name, such as ${quote(`$${suggestion}`)}.`,
  }),
  SPC2033: notice<{ assumption: string }>({
    severity: 'information',
    message: ({ assumption }) => assumption,
  }),
  SPC2034: notice<{ request: string; protocol: string }>({
    severity: 'error',
    message: ({ request, protocol }) =>
      `${quote(request)} over ${protocol} gives no answer, so there is no output to read. Remove \`output\`.`,
  }),
  SPC2035: notice<{ name: string }>({
    severity: 'information',
    message: ({ name }) => `No step emits ${quote(name)}, so nobody will ever hear of it.`,
  }),
  SPC2036: notice<{ assumption: string }>({
    severity: 'information',
    message: ({ assumption }) => assumption,
  }),
  FLW5020: notice<{ integration: string; operation: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ integration, operation, suggestion }) =>
      `${quote(integration)} has no operation ${quote(operation)}.${suggestion === null ? ' Declare it under `operations`.' : ` Did you mean ${quote(suggestion)}?`}`,
  }),
  FLW5021: notice<{ integration: string; operation: string }>({
    severity: 'error',
    message: ({ integration, operation }) =>
      `${quote(integration)} is only a phrase so far. Write its precise form with the operation ${quote(operation)}: request, input and output.`,
  }),
  FLW5022: notice<{ what: string; fields: readonly string[] }>({
    severity: 'error',
    message: ({ what, fields }) => `${what} needs ${quoteAll(fields)}.`,
  }),
  FLW5023: notice<{ what: string }>({
    severity: 'warning',
    message: ({ what }) => `How long ${what} may take is not said: 5 seconds. Write \`timeout:\`.`,
  }),
  FLW5024: notice<{ operation: string }>({
    severity: 'warning',
    message: ({ operation }) =>
      `${quote(operation)} writes, and a retry may do it twice unless the other system honours the Idempotency-Key. If it does, declare \`effect: idempotent\`; else remove \`retry\`.`,
  }),
  FLW5025: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  FLW5026: notice<{ what: string; min: string; max: string }>({
    severity: 'error',
    message: ({ what, min, max }) => `${what} is from ${min} to ${max}.`,
  }),
  FLW5027: notice<{ name: string }>({
    severity: 'information',
    message: ({ name }) => `No step uses ${quote(name)}.`,
  }),
  FLW5028: notice<{ integration: string; protocol: string; kind: 'infer' | 'screen' }>({
    severity: 'error',
    message: ({ integration, protocol, kind }) =>
      `${quote(integration)} speaks ${protocol}, and ${kind === 'infer' ? 'an `infer` step needs the Open Inference Protocol over REST' : 'a `screen` step needs an operation that answers'}.`,
  }),
  FLW5029: notice<{ operation: string; reason: string }>({
    severity: 'error',
    message: ({ operation, reason }) => `${quote(operation)} cannot be screened against: ${reason}.`,
  }),
  FLW5030: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  FLW5031: notice<{ type: string; fields: readonly string[] }>({
    severity: 'error',
    message: ({ type, fields }) =>
      `Nothing reads ${quoteAll(fields)} of ${quote(type)}, which ${fields.length === 1 ? 'is' : 'are'} required. Write \`read\`, or make ${fields.length === 1 ? 'it' : 'them'} optional.`,
  }),
  FLW5032: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  FLW5033: notice<{ model: string }>({
    severity: 'warning',
    message: ({ model }) => `Which version of ${quote(model)} answers is not said. Write \`version:\`.`,
  }),
  FLW5034: notice<Record<never, never>>({
    severity: 'warning',
    message: () => 'The fallback always has a value, so `else` is never taken. Keep one of them.',
  }),
  FLW5035: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  FLW5036: notice<{ what: string; name: string; found: string }>({
    severity: 'error',
    message: ({ what, name, found }) =>
      `The ${what} ${quote(name)} is ${found}: a model takes and gives numbers, texts, true or false, and lists of one of them, none of them missing.`,
  }),
  FLW5037: notice<{ operation: string }>({
    severity: 'warning',
    message: ({ operation }) =>
      `${quote(operation)} writes, and with a fallback the steps go on as if that had worked. Catch the failure instead, or declare \`effect: read\` if it only reads.`,
  }),
} as const;
