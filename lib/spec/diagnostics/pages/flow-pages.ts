import type { FLOW_CODES } from '../flow-codes.ts';
import type { Pages } from '../page.ts';

const CASE =
  'entities:\n  Case:\n    fields:\n      id: {type: uuid, key: true, default: =uuid()}\n      title: string\n';

/** The pages of `FLOW_CODES`. Made when somebody asks, so that bundles of the checker leave them out. */
export const flowPages = (): Pages<typeof FLOW_CODES> => ({
  FLW5001: {
    title: 'A person does this step',
    why: 'Nothing is faked: a sentence is an instruction for a person. The caller gets 202 and the address of the answer. Production environments refuse a service with such steps (REL9001).',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - look: check the documents\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - look: {set: 1}\n',
  },
  FLW5002: {
    title: 'Step comes later',
    why: 'Steps run from top to bottom.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - a: {set: =b}\n      - b: {set: 1}\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - b: {set: 1}\n      - a: {set: =b}\n',
  },
  FLW5003: {
    title: 'Output without a value',
    why: 'The answer would be empty.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    output:\n      - total: int\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    output:\n      - total: {type: int, value: 1}\n',
  },
  FLW5005: {
    title: 'Several rows may match',
    why: 'A row that is found by chance is a different one after the next insert.',
    wrong: `${CASE}endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - c: {find: Case, where: title == "x"}\n`,
    right: `${CASE}endpoints:\n  - path: /a\n    method: GET\n    input: [{id: uuid}]\n    processing:\n      - c: {find: Case, where: id == input.id}\n`,
  },
  FLW5006: {
    title: 'Required field is not given',
    why: 'The row could not be stored.',
    wrong: `${CASE}endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - c: {create: Case, with: {}}\n`,
    right: `${CASE}endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - c: {create: Case, with: {title: New}}\n`,
  },
  FLW5007: {
    title: 'List without a limit',
    why: 'An answer that grows with the table ends in a timeout.',
    wrong: `${CASE}endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - all: {list: Case}\n`,
    right: `${CASE}endpoints:\n  - path: /a\n    method: GET\n    processing:\n      - all: {list: Case, limit: 50}\n`,
  },
  FLW5008: {
    title: 'Step hides another name',
    why: '`input`, `caller`, `row` and `steps` mean the same everywhere.',
    wrong: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - input: {set: 1}\n',
    right: 'endpoints:\n  - path: /a\n    method: POST\n    processing:\n      - amount: {set: 1}\n',
  },
});
