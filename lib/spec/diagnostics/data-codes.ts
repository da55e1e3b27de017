import { sayBroken } from './compliance-codes.ts';
import { notice } from './notice.ts';
import { quote } from './quote.ts';

/** DAT, SEC and REL: stored data, access and release. */
export const DATA_CODES = {
  DAT6501: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  DAT6502: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => reason,
  }),
  DAT6503: notice<{ name: string }>({
    severity: 'information',
    message: ({ name }) =>
      `${quote(name)} looks like personal data and has no classification. Give its type one: \`classification: pii\`, or \`internal\` if it is not.`,
  }),
  DAT6534: notice<Parameters<typeof sayBroken>[0]>({
    severity: 'error',
    message: sayBroken,
  }),
  DAT6535: notice<Parameters<typeof sayBroken>[0]>({
    severity: 'warning',
    message: sayBroken,
  }),
  SEC7001: notice<{ assumption: string }>({
    severity: 'warning',
    message: ({ assumption }) => assumption,
  }),
  SEC7002: notice<{ name: string; suggestion: string | null }>({
    severity: 'error',
    message: ({ name, suggestion }) =>
      `There is no role ${quote(name)}.${suggestion === null ? ' Declare it under `roles`.' : ` Did you mean ${quote(suggestion)}?`}`,
  }),
  SEC7004: notice<{ what: string }>({
    severity: 'error',
    message: ({ what }) =>
      `${what} Secrets come from the environment: write \`$NAME\`. Treat what stands here as leaked.`,
  }),
  SEC7005: notice<{ reason: string }>({
    severity: 'error',
    message: ({ reason }) => `${reason} Patterns have to run in linear time.`,
  }),
  REL9001: notice<{ steps: number }>({
    severity: 'information',
    message: ({ steps }) =>
      `${steps === 1 ? 'One step is' : `${steps} steps are`} done by people. The service runs in sandbox environments; production environments refuse it.`,
  }),
} as const;
