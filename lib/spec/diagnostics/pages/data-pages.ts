import type { DATA_CODES } from '../data-codes.ts';
import type { Pages } from '../page.ts';

const CASE = (more: string): string =>
  `entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      status: [open, closed]\n${more}`;

const PERSON = (more: string): string =>
  `types:\n  Name: {type: string, classification: pii}\nentities:\n  Person:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      name: Name\n      since: {type: timestamp, default: =now()}\n${more}`;

/** The pages of `DATA_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const dataPages = (): Pages<typeof DATA_CODES> => ({
  DAT6501: {
    title: 'Lifecycle does not fit the field',
    why: 'A lifecycle names every status and the moves between them.',
    wrong: CASE('    lifecycle: {field: status, moves: {open: [done]}}\n'),
    right: CASE('    lifecycle: {field: status, moves: {open: [closed]}}\n'),
  },
  DAT6502: {
    title: 'Key of an entity',
    why: 'Rows are found, referred to and audited by one key.',
    wrong: 'entities:\n  Case:\n    fields:\n      title: string\n',
    right:
      'entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      title: string\n',
  },
  DAT6503: {
    title: 'Looks like personal data',
    why: 'Classified values are masked in logs, audit and tasks. Others are not.',
    wrong: 'entities:\n  Person:\n    fields:\n      id: {type: uuid, key: true}\n      email: email\n',
    right:
      'types:\n  Email: {type: email, classification: pii}\nentities:\n  Person:\n    fields:\n      id: {type: uuid, key: true}\n      email: Email\n',
  },
  DAT6534: {
    title: 'Kept for less, or longer, than a framework demands',
    why: 'The specification names the framework, and the primary text of this rule was read. What is erased too early cannot be shown; what is never erased must not be kept.',
    wrong: `compliance: [PMLA]\n${PERSON('    retention: {keep: 4 years, from: since, then: erase}\n')}`,
    right: `compliance: [PMLA]\n${PERSON('    retention: {keep: 5 years, from: since, then: erase}\n')}`,
  },
  DAT6535: {
    title: 'Most likely kept for less, or longer, than a framework demands',
    why: 'The specification names the framework. The text of this rule was not read, was re-issued since or is not in force yet: the message says which.',
    wrong: `compliance: [DPDP]\n${PERSON('')}`,
    right: `compliance: [DPDP]\n${PERSON('    retention: {keep: 5 years, from: since, then: erase}\n')}`,
  },
  SEC7001: {
    title: 'Endpoint without access',
    why: 'Left out, every signed-in caller may use it. Say who may: `public`, `authenticated`, or roles and scopes.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n    access: authenticated\n',
  },
  SEC7002: {
    title: 'Unknown role',
    why: 'Nobody could ever have the right.',
    wrong: 'roles: [clerk]\nendpoints:\n  - path: /a\n    method: GET\n    access: {roles: [clrek]}\n',
    right: 'roles: [clerk]\nendpoints:\n  - path: /a\n    method: GET\n    access: {roles: [clerk]}\n',
  },
  SEC7004: {
    title: 'Secret in the text',
    why: 'A specification is stored, reviewed and signed by many people.',
    wrong: 'integrations:\n  - bank: {protocol: rest, auth: api_key, secret: k7Hq2}\n',
    right: 'integrations:\n  - bank: {protocol: rest, auth: api_key}\n',
  },
  SEC7005: {
    title: 'Pattern could run for ever',
    why: 'Callers choose the text that a pattern runs on; one request could stop the service.',
    wrong: "types:\n  Code: {type: string, pattern: '^(a)\\1$'}\n",
    right: "types:\n  Code: {type: string, pattern: '^aa$'}\n",
  },
  REL9001: {
    title: 'Not refined enough for production',
    why: 'A draft that waits for people is fit for trying out, not for traffic.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - look: check the documents\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - look: {set: 1}\n',
  },
});
