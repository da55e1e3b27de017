import type { Pages } from '../page.ts';
import type { SECURITY_CODES } from '../security-codes.ts';

/** The pages of `SECURITY_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const securityPages = (): Pages<typeof SECURITY_CODES> => ({
  SEC7010: {
    title: 'Field is laxer than its type',
    why: 'A value keeps its protection wherever it goes; one place that forgets it would be a leak.',
    wrong:
      'types:\n  Pan: {type: string, classification: sensitive}\nendpoints:\n  - path: /a\n    method: POST\n    input: [{pan: {type: Pan, classification: internal}}]\n',
    right:
      'types:\n  Pan: {type: string, classification: pii}\nendpoints:\n  - path: /a\n    method: POST\n    input: [{pan: {type: Pan, classification: sensitive}}]\n',
  },
  SEC7011: {
    title: 'Password would be given out',
    why: 'Whoever has the hash can guess the password without being seen.',
    wrong:
      'endpoints:\n  - path: /a\n    method: POST\n    input: [{secret: password}]\n    output: [{secret: {type: password, value: =input.secret}}]\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    input: [{secret: password}]\n',
  },
  SEC7012: {
    title: 'Password in the address',
    why: 'Addresses end in logs, histories and proxies.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n    input: [{secret: password}]\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    input: [{secret: password}]\n',
  },
  SEC7013: {
    title: 'Ids that can be guessed',
    why: 'An id that can be guessed is tried.',
    wrong: 'entities:\n  Case:\n    fields:\n      id: {type: int, key: true, default: =sequence()}\n',
    right: 'entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n',
  },
  SEC7014: {
    title: 'Encrypted and hashed',
    why: 'The two promise opposite things about the same value.',
    wrong: 'types:\n  Pan: {type: string, classification: pii, encrypt: field, hash: keyed}\n',
    right: 'types:\n  Pan: {type: string, classification: pii, encrypt: field}\n',
  },
});
