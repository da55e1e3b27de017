import { later } from './later.ts';
import type { Shape } from './shape.ts';

/** Decisions, integrations and requirements. */
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
        doc: 'The rules: `| input || output |`. Cells on the left are DMN unary tests.',
        example: 'table: |\n  | months || grade |\n  | <= 36 || prime |\n  | - || standard |',
        required: true,
      },
      summary: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What is decided.',
        example: 'summary: The price of a loan',
      },
      renamedFrom: later('The earlier name.', 'renamedFrom: price'),
    },
  },
  decisionOutput: {
    name: 'an output of a decision',
    keys: { type: { takes: { form: 'type' }, doc: 'Its type.', example: 'type: Grade', required: true } },
  },
  integration: {
    name: 'an integration',
    keys: {
      protocol: {
        takes: { form: 'oneOf', values: ['rest', 'soap', 'graphql', 'kafka', 'webhook', 'sftp', 'smtp'] },
        doc: 'How the other system is spoken to.',
        example: 'protocol: rest',
        required: true,
      },
      auth: {
        takes: { form: 'text', what: 'oauth2_client_credentials, api_key, basic or mtls' },
        doc: 'How this service proves who it is.',
        example: 'auth: oauth2_client_credentials',
      },
      summary: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What the other system is.',
        example: 'summary: The customer master',
      },
      secret: {
        takes: { form: 'text', what: 'a setting such as $BANK_SECRET' },
        doc: 'The setting that holds the secret. Never the secret itself.',
        example: 'secret: $BANK_SECRET',
      },
      baseUrl: later('The address of the other system.', 'baseUrl: $CORE_URL'),
      operations: later('What can be called.', 'operations: {getCustomer: {request: GET /customers}}'),
      encrypt: later('Encryption of messages.', 'encrypt: xmlenc'),
      fallback: later('What is used when it cannot be reached.', 'fallback: snapshot(24h)'),
    },
  },
  requirement: { name: 'a requirement', keys: {} },
} as const satisfies Record<string, Shape>;
