import { page } from './page.ts';
import { quote, quoteAll } from './quote.ts';

const CASE =
  'entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      title: string\n';

/** FLW: steps, their order and what they hand on. */
export const FLOW_CODES = {
  FLW5001: page<{ reading: string; form: readonly string[] }>({
    severity: 'information',
    title: 'A person does this step',
    message: ({ reading, form }) =>
      `A person does this step until it is refined${form.length === 0 ? '' : `, and gives ${quoteAll(form)}`}.${reading === '' ? '' : ` ${reading}`}`,
    why: 'Nothing is faked: a sentence is an instruction for a person. The caller gets 202 and the address of the answer. Production environments refuse a service with such steps (REL9001).',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - look: check the documents\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - look: {set: 1}\n',
  }),
  FLW5002: page<{ name: string }>({
    severity: 'error',
    title: 'Step comes later',
    message: ({ name }) => `${quote(name)} is a later step; its result does not exist yet. Move this step below it.`,
    why: 'Steps run from top to bottom.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - a: {set: =b}\n      - b: {set: 1}\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - b: {set: 1}\n      - a: {set: =b}\n',
  }),
  FLW5003: page<{ name: string }>({
    severity: 'error',
    title: 'Output without a value',
    message: ({ name }) =>
      `Nothing gives ${quote(name)} a value: no step has this name, and no person fills it in. Write \`value:\`.`,
    why: 'The answer would be empty.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    output:\n      - total: int\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    output:\n      - total: {type: int, value: 1}\n',
  }),
  FLW5005: page<Record<never, never>>({
    severity: 'warning',
    title: 'Several rows may match',
    message: () =>
      'This condition does not fix the key or a unique field, so several rows may match; the one with the lowest key is taken. Fix the key, or use `list`.',
    why: 'A row that is found by chance is a different one after the next insert.',
    wrong: `${CASE}endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - c: {find: Case, where: title == "x"}\n`,
    right: `${CASE}endpoints:\n  - path: /a\n    method: GET\n    input: [{id: uuid}]\n    processing:\n      - c: {find: Case, where: id == input.id}\n`,
  }),
  FLW5006: page<{ entity: string; fields: readonly string[] }>({
    severity: 'error',
    title: 'Required field is not given',
    message: ({ entity, fields }) => `${quote(entity)} needs ${quoteAll(fields)}.`,
    why: 'The row could not be stored.',
    wrong: `${CASE}endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - c: {create: Case, with: {}}\n`,
    right: `${CASE}endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - c: {create: Case, with: {title: New}}\n`,
  }),
  FLW5007: page<Record<never, never>>({
    severity: 'information',
    title: 'List without a limit',
    message: () => 'Without `limit`, this step fails when more than 100 rows match. It never truncates silently.',
    why: 'An answer that grows with the table ends in a timeout.',
    wrong: `${CASE}endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - all: {list: Case}\n`,
    right: `${CASE}endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - all: {list: Case, limit: 50}\n`,
  }),
  FLW5008: page<{ name: string }>({
    severity: 'error',
    title: 'Step hides another name',
    message: ({ name }) => `A step cannot be called ${quote(name)}: expressions already use this name.`,
    why: '`input`, `caller`, `row` and `steps` mean the same everywhere.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - input: {set: 1}\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - amount: {set: 1}\n',
  }),
} as const;
