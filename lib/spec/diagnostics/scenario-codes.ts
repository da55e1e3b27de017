import { notice } from './notice.ts';
import { quote } from './quote.ts';

const hint = (suggestion: string | null): string => (suggestion === null ? '' : ` Did you mean ${quote(suggestion)}?`);

/** TST: scenarios. */
export const SCENARIO_CODES = {
  TST8501: notice<{ name: string; what: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ name, what, suggestion }) => `${quote(name)} is none of these: ${what}.${hint(suggestion)}`,
  }),
  TST8502: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  TST8503: notice<{ name: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ name, suggestion }) => `No column of the examples is called ${quote(name)}.${hint(suggestion)}`,
  }),
  TST8504: notice<{ name: string }>({
    severity: 'warning',
    message: ({ name }) => `Nothing in the scenario refers to the column ${quote(name)}. Write <${name.slice(0, 60)}>.`,
  }),
  TST8505: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  TST8506: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  TST8507: notice<{ number: number; decision: string }>({
    severity: 'information',
    message: ({ number, decision }) =>
      `No scenario can reach rule ${number} of ${quote(decision)}. Add an example that it decides.`,
  }),
  TST8508: notice<{ operation: string; called: string }>({
    severity: 'warning',
    message: ({ operation, called }) =>
      `${quote(operation)} calls ${quote(called)}, and the scenario says no answer for it. Write it under \`given\`.`,
  }),
  TST8509: notice<{ status: number; operation: string; possible: readonly number[] }>({
    severity: 'error',
    message: ({ status, operation, possible }) =>
      `${quote(operation)} never answers ${status}: where it succeeds, it answers ${possible.join(' or ')}.`,
  }),
} as const;
