import { notice } from './notice.ts';
import { quote } from './quote.ts';

/** DEC: decision tables. */
export const DECISION_CODES = {
  DEC6001: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  DEC6002: notice<{ column: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ column, suggestion }) =>
      `${quote(column)} is neither an input nor an output of this decision.${suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`}`,
  }),
  DEC6003: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  DEC6004: notice<{ example: string }>({
    severity: 'warning',
    message: ({ example }) => `No rule covers ${example}. Such a request would fail with 500.`,
  }),
  DEC6005: notice<{ first: number; second: number; example: string; policy: string }>({
    severity: 'error',
    message: ({ first, second, example, policy }) =>
      `Rules ${first} and ${second} both cover ${example}${policy === 'any' ? ' and give different answers' : ''}, which the hit policy ${quote(policy)} does not allow.`,
  }),
  DEC6006: notice<{ number: number; impossible: boolean }>({
    severity: 'warning',
    message: ({ number, impossible }) =>
      impossible
        ? `Rule ${number} is never reached: no values of the inputs fit its cells.`
        : `Rule ${number} is never reached: the rules above it cover all that it covers.`,
  }),
  DEC6007: notice<{ what: string; reason: string }>({
    severity: 'information',
    message: ({ what, reason }) => `Whether ${what} is not proven: ${reason}`,
  }),
  DEC6008: notice<{ name: string }>({
    severity: 'warning',
    message: ({ name }) => `No step uses ${quote(name)}, so it is not compiled and its cells are not checked.`,
  }),
} as const;
