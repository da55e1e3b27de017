import { page } from './page.ts';
import { quote } from './quote.ts';

/** SEC from 7010: how values are protected, and how callers are known. */
export const SECURITY_CODES = {
  SEC7010: page<{ said: string; type: string; declared: string }>({
    severity: 'error',
    title: 'Field is laxer than its type',
    message: ({ said, type, declared }) =>
      `${quote(type)} is ${quote(declared)}, and this says only ${quote(said)}. A use may be stricter than its type, never laxer.`,
    why: 'A value keeps its protection wherever it goes; one place that forgets it would be a leak.',
    wrong:
      'types:\n  Pan: {type: string, classification: sensitive}\nendpoints:\n  - path: /a\n    method: POST\n    input: [{pan: {type: Pan, classification: internal}}]\n',
    right:
      'types:\n  Pan: {type: string, classification: pii}\nendpoints:\n  - path: /a\n    method: POST\n    input: [{pan: {type: Pan, classification: sensitive}}]\n',
  }),
  SEC7011: page<{ name: string }>({
    severity: 'error',
    title: 'Password would be given out',
    message: ({ name }) =>
      `${quote(name)} is a password. Passwords are never given out, not even as a hash. Leave it out.`,
    why: 'Whoever has the hash can guess the password without being seen.',
    wrong:
      'endpoints:\n  - path: /a\n    method: POST\n    input: [{secret: password}]\n    output: [{secret: {type: password, value: =input.secret}}]\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    input: [{secret: password}]\n',
  }),
  SEC7012: page<{ name: string; place: string }>({
    severity: 'error',
    title: 'Password in the address',
    message: ({ name, place }) =>
      `${quote(name)} is a password and would stand in the ${place}. Take it from the body.`,
    why: 'Addresses end in logs, histories and proxies.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    input: [{secret: password}]\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    input: [{secret: password}]\n',
  }),
  SEC7013: page<{ name: string }>({
    severity: 'warning',
    title: 'Ids that can be guessed',
    message: ({ name }) =>
      `${quote(name)} counts up, so callers can guess the ids of others and how many there are. Use \`=uuid()\`, or see that every read checks who asks.`,
    why: 'An id that can be guessed is tried.',
    wrong: 'entities:\n  Case:\n    fields:\n      id: {type: int, key: true, default: =sequence()}\n',
    right: 'entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n',
  }),
  SEC7014: page<Record<never, never>>({
    severity: 'error',
    title: 'Encrypted and hashed',
    message: () => 'A hash cannot be read back and an encrypted value can. Write `encrypt` or `hash`, not both.',
    why: 'The two promise opposite things about the same value.',
    wrong: 'types:\n  Pan: {type: string, classification: pii, encrypt: field, hash: keyed}\n',
    right: 'types:\n  Pan: {type: string, classification: pii, encrypt: field}\n',
  }),
} as const;
