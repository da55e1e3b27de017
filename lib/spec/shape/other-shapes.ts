import type { Shape } from './shape.ts';
import { RENAMED_FROM } from './type-keys.ts';

/** Decisions and requirements. */
export const OTHER_SHAPES = {
  decision: {
    name: 'a decision',
    keys: {
      hitPolicy: {
        takes: { form: 'oneOf', values: ['unique', 'first', 'any', 'collect'] },
        doc: 'Which rule answers when several match: `unique` none may, `first` the first, `any` all agree, `collect` all of them. Left out: unique.',
        example: 'hitPolicy: first',
      },
      inputs: {
        takes: { form: 'values' },
        doc: 'The columns on the left, each with the expression that is tested.',
        example: 'inputs: {months: =input.months}',
        required: true,
      },
      outputs: {
        takes: { form: 'named', shape: 'decisionOutput', short: 'a type' },
        doc: 'The columns on the right, each with its type.',
        example: 'outputs: {grade: Grade}',
        required: true,
      },
      table: {
        takes: { form: 'text', what: 'a block of rows' },
        doc: 'The rules: `| input || output |`. Cells on the left are DMN unary tests: `-`, a value, `< 5`, `[1..5)`, `a, b`, `not(a)`, `startsWith("a")`.',
        example: 'table: |\n  | months || grade |\n  | <= 36 || prime |\n  | - || standard |',
        required: true,
      },
      summary: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What is decided.',
        example: 'summary: The price of a loan',
      },
      renamedFrom: RENAMED_FROM,
    },
  },
  decisionOutput: {
    name: 'an output of a decision',
    keys: { type: { takes: { form: 'type' }, doc: 'Its type.', example: 'type: Grade', required: true } },
  },
  requirement: {
    name: 'a requirement',
    keys: {
      regions: {
        takes: { form: 'text', what: 'a region such as ap-south-1, or a country such as IN', many: true },
        doc: 'For `data_residency`: where data may be.',
        example: 'regions: [ap-south-1, ap-south-2]',
      },
      atRest: {
        takes: { form: 'text', what: 'a cipher such as AES-256' },
        doc: 'For `encryption`: the cipher of stored data.',
        example: 'atRest: AES-256',
      },
      inTransit: {
        takes: { form: 'text', what: 'a version such as TLS 1.3' },
        doc: 'For `encryption`: the oldest version of TLS that connections may use.',
        example: 'inTransit: TLS 1.3',
      },
      keys: {
        takes: { form: 'text', what: 'a word such as kms or hsm' },
        doc: 'For `encryption`: where keys are kept.',
        example: 'keys: kms',
      },
      rotate: {
        takes: { form: 'phrase', phrase: 'period', shape: null },
        doc: 'For `encryption`: how often keys change.',
        example: 'rotate: 90d',
      },
      keep: {
        takes: { form: 'phrase', phrase: 'period', shape: null },
        doc: 'For `audit_retention`: how long audit records are kept.',
        example: 'keep: 7 years',
      },
      model: {
        takes: { form: 'oneOf', values: ['rbac', 'abac'] },
        doc: 'For `access_controls`: rights by role, or by attributes as well.',
        example: 'model: rbac',
      },
      approvals: {
        takes: { form: 'text', what: 'the name of a step that a person does', many: true },
        doc: 'For `access_controls`: steps that a second person has to do.',
        example: 'approvals: [review]',
      },
      reviewEvery: {
        takes: { form: 'phrase', phrase: 'period', shape: null },
        doc: 'For `access_controls`: how often rights are looked through.',
        example: 'reviewEvery: 90d',
      },
    },
  },
} as const satisfies Record<string, Shape>;
