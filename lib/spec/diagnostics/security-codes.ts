import { notice } from './notice.ts';
import { quote } from './quote.ts';

/** SEC from 7010: how values are protected, and how callers are known. */
export const SECURITY_CODES = {
  SEC7010: notice<{ said: string; type: string; declared: string }>({
    severity: 'error',
    message: ({ said, type, declared }) =>
      `${quote(type)} is ${quote(declared)}, and this says only ${quote(said)}. A use may be stricter than its type, never laxer.`,
  }),
  SEC7011: notice<{ name: string }>({
    severity: 'error',
    message: ({ name }) =>
      `${quote(name)} is a password. Passwords are never given out, not even as a hash. Leave it out.`,
  }),
  SEC7012: notice<{ name: string; place: string }>({
    severity: 'error',
    message: ({ name, place }) =>
      `${quote(name)} is a password and would stand in the ${place}. Take it from the body.`,
  }),
  SEC7013: notice<{ name: string }>({
    severity: 'warning',
    message: ({ name }) =>
      `${quote(name)} counts up, so callers can guess the ids of others and how many there are. Use \`=uuid()\`, or see that every read checks who asks.`,
  }),
  SEC7014: notice<Record<never, never>>({
    severity: 'error',
    message: () => 'A hash cannot be read back and an encrypted value can. Write `encrypt` or `hash`, not both.',
  }),
} as const;
