import { sayBroken } from './compliance-codes.ts';
import { page } from './page.ts';
import { quote } from './quote.ts';

const CASE = (more: string): string =>
  `entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      status: [open, closed]\n${more}`;

const PERSON = (more: string): string =>
  `types:\n  Name: {type: string, classification: pii}\nentities:\n  Person:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      name: Name\n      since: {type: timestamp, default: =now()}\n${more}`;

/** DAT, SEC and REL: stored data, access and release. */
export const DATA_CODES = {
  DAT6501: page<{ reason: string }>({
    severity: 'error',
    title: 'Lifecycle does not fit the field',
    message: ({ reason }) => reason,
    why: 'A lifecycle names every status and the moves between them.',
    wrong: CASE('    lifecycle: {field: status, moves: {open: [done]}}\n'),
    right: CASE('    lifecycle: {field: status, moves: {open: [closed]}}\n'),
  }),
  DAT6502: page<{ reason: string }>({
    severity: 'error',
    title: 'Key of an entity',
    message: ({ reason }) => reason,
    why: 'Rows are found, referred to and audited by one key.',
    wrong: 'entities:\n  Case:\n    fields:\n      title: string\n',
    right:
      'entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      title: string\n',
  }),
  DAT6503: page<{ name: string }>({
    severity: 'information',
    title: 'Looks like personal data',
    message: ({ name }) =>
      `${quote(name)} looks like personal data and has no classification. Give its type one: \`classification: pii\`, or \`internal\` if it is not.`,
    why: 'Classified values are masked in logs, audit and tasks. Others are not.',
    wrong: 'entities:\n  Person:\n    fields:\n      id: {type: uuid, key: true}\n      email: email\n',
    right:
      'types:\n  Email: {type: email, classification: pii}\nentities:\n  Person:\n    fields:\n      id: {type: uuid, key: true}\n      email: Email\n',
  }),
  DAT6534: page<Parameters<typeof sayBroken>[0]>({
    severity: 'error',
    title: 'Kept for less, or longer, than a framework demands',
    message: sayBroken,
    why: 'The specification names the framework, and the primary text of this rule was read. What is erased too early cannot be shown; what is never erased must not be kept.',
    wrong: `compliance: [PMLA]\n${PERSON('    retention: {keep: 4 years, from: since, then: erase}\n')}`,
    right: `compliance: [PMLA]\n${PERSON('    retention: {keep: 5 years, from: since, then: erase}\n')}`,
  }),
  DAT6535: page<Parameters<typeof sayBroken>[0]>({
    severity: 'warning',
    title: 'Most likely kept for less, or longer, than a framework demands',
    message: sayBroken,
    why: 'The specification names the framework. The text of this rule was not read, was re-issued since or is not in force yet: the message says which.',
    wrong: `compliance: [DPDP]\n${PERSON('')}`,
    right: `compliance: [DPDP]\n${PERSON('    retention: {keep: 5 years, from: since, then: erase}\n')}`,
  }),
  SEC7001: page<{ assumption: string }>({
    severity: 'warning',
    title: 'Endpoint without access',
    message: ({ assumption }) => assumption,
    why: 'Left out, every signed-in caller may use it. Say who may: `public`, `authenticated`, or roles and scopes.',
    wrong: 'endpoints:\n  - path: /a\n    method: GET\n',
    right: 'endpoints:\n  - path: /a\n    method: GET\n    access: authenticated\n',
  }),
  SEC7002: page<{ name: string; suggestion: string | null }>({
    severity: 'error',
    title: 'Unknown role',
    message: ({ name, suggestion }) =>
      `There is no role ${quote(name)}.${suggestion === null ? ' Declare it under `roles`.' : ` Did you mean ${quote(suggestion)}?`}`,
    why: 'Nobody could ever have the right.',
    wrong: 'roles: [clerk]\nendpoints:\n  - path: /a\n    method: GET\n    access: {roles: [clrek]}\n',
    right: 'roles: [clerk]\nendpoints:\n  - path: /a\n    method: GET\n    access: {roles: [clerk]}\n',
  }),
  SEC7004: page<{ what: string }>({
    severity: 'error',
    title: 'Secret in the text',
    message: ({ what }) =>
      `${what} Secrets come from the environment: write \`$NAME\`. Treat what stands here as leaked.`,
    why: 'A specification is stored, reviewed and signed by many people.',
    wrong: 'integrations:\n  - bank: {protocol: rest, auth: api_key, secret: k7Hq2}\n',
    right: 'integrations:\n  - bank: {protocol: rest, auth: api_key}\n',
  }),
  SEC7005: page<{ reason: string }>({
    severity: 'error',
    title: 'Pattern could run for ever',
    message: ({ reason }) => `${reason} Patterns have to run in linear time.`,
    why: 'Callers choose the text that a pattern runs on; one request could stop the service.',
    wrong: "types:\n  Code: {type: string, pattern: '^(a)\\1$'}\n",
    right: "types:\n  Code: {type: string, pattern: '^aa$'}\n",
  }),
  REL9001: page<{ steps: number }>({
    severity: 'information',
    title: 'Not refined enough for production',
    message: ({ steps }) =>
      `${steps === 1 ? 'One step is' : `${steps} steps are`} done by people. The service runs in sandbox environments; production environments refuse it.`,
    why: 'A draft that waits for people is fit for trying out, not for traffic.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - look: check the documents\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - look: {set: 1}\n',
  }),
} as const;
