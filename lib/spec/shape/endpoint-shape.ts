import { TYPE_KEYS } from './data-shape.ts';
import { later } from './later.ts';
import type { Shape } from './shape.ts';

/** Operations: what they take, give and promise. */
export const ENDPOINT_SHAPES = {
  endpoint: {
    name: 'an endpoint',
    keys: {
      path: {
        takes: { form: 'text', what: 'a path such as /quotes/{id}' },
        doc: 'The address, with `{name}` for parameters.',
        example: 'path: /quotes/{id}',
        required: true,
      },
      method: {
        takes: { form: 'oneOf', values: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] },
        doc: 'The HTTP method.',
        example: 'method: POST',
        required: true,
      },
      operation: {
        takes: { form: 'text', what: 'a camelCase name' },
        doc: 'The name of the operation in logs, tests and clients. Left out: derived from method and path.',
        example: 'operation: createQuote',
      },
      summary: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What the operation does.',
        example: 'summary: Price a loan',
      },
      access: {
        takes: { form: 'map', shape: 'access', words: ['public', 'authenticated'] },
        doc: 'Who may call: `public`, `authenticated`, or roles and scopes.',
        example: 'access: {roles: [loan_officer]}',
      },
      input: {
        takes: { form: 'named', shape: 'input', short: 'a type' },
        doc: 'What the caller gives. From the path by name, from the query for GET and DELETE, else from the JSON body.',
        example: 'input:\n  - amount: decimal(100..500000, scale 2)',
      },
      processing: {
        takes: { form: 'named', shape: 'step', short: 'a sentence for a person' },
        doc: 'The steps, from top to bottom. A later step reads the result of an earlier one by its name.',
        example: 'processing:\n  - total: {set: =input.amount * 2}',
      },
      output: {
        takes: { form: 'named', shape: 'output', short: 'a type' },
        doc: 'What the caller gets. A field without a value takes the result of the step of that name, or what a person fills in.',
        example: 'output:\n  - total: {type: decimal, value: =total}',
      },
      response: {
        takes: { form: 'map', shape: 'response' },
        doc: 'The status of success. Left out: 200.',
        example: 'response: {status: 201}',
      },
      sla: {
        takes: { form: 'phrase', phrase: 'sla', shape: 'sla' },
        doc: 'What is promised about time and availability.',
        example: 'sla: 95% under 30 seconds',
      },
      audit: {
        takes: { form: 'phrase', phrase: 'audit', shape: 'audit' },
        doc: 'What is recorded about each request.',
        example: 'audit: full request/response logging',
      },
      idempotency: later('Safe repetition of requests.', 'idempotency: {header: Idempotency-Key, keep: 24h}'),
      rateLimit: later('How often a caller may ask.', 'rateLimit: {limit: 10, per: minute}'),
      paginate: later('Pages of a list.', 'paginate: {limit: 20, max: 100}'),
      errors: later('Errors of this endpoint only.', 'errors: [not_found]'),
      nulls: later('Whether null output fields are kept.', 'nulls: keep'),
      renamedFrom: later('The earlier name.', 'renamedFrom: makeQuote'),
    },
  },
  access: {
    name: 'an access rule',
    keys: {
      roles: {
        takes: { form: 'reference', to: 'role', many: true },
        doc: 'The caller has one of these roles.',
        example: 'roles: [loan_officer]',
      },
      scopes: {
        takes: { form: 'text', what: 'a scope', many: true },
        doc: "The caller's token has all of these scopes.",
        example: 'scopes: [quotes.read]',
      },
      when: later('A condition on the caller.', 'when: caller.id == input.id'),
    },
  },
  response: {
    name: 'a response',
    keys: {
      status: {
        takes: { form: 'text', what: 'a status from 200 to 299' },
        doc: 'The status of success.',
        example: 'status: 201',
      },
      headers: later('Headers of the answer.', 'headers: {x-total: =total}'),
      contentType: later('Another media type.', 'contentType: text/html'),
      template: later('A page made from the outputs.', 'template: page.html'),
    },
  },
  input: {
    name: 'an input',
    keys: {
      ...TYPE_KEYS,
      in: {
        takes: { form: 'oneOf', values: ['body', 'path', 'query', 'header'] },
        doc: 'Where the value comes from.',
        example: 'in: query',
      },
      default: later('The value if none is sent.', 'default: 20'),
      as: later('Another name on the wire.', 'as: x-request'),
    },
  },
  output: {
    name: 'an output',
    keys: {
      ...TYPE_KEYS,
      value: {
        takes: { form: 'value' },
        doc: 'The value: a literal, or an expression behind `=`.',
        example: 'value: =quote.id',
      },
      as: later('Another name on the wire.', 'as: x-total'),
    },
  },
  sla: {
    name: 'a service level',
    keys: {
      latency: {
        takes: { form: 'text', what: 'a phrase such as 95% under 30s' },
        doc: 'The share of requests that are answered within a time.',
        example: 'latency: 95% under 30s',
      },
      availability: {
        takes: { form: 'text', what: 'a percentage' },
        doc: 'The share of requests that are answered at all.',
        example: 'availability: 99.9%',
      },
      window: {
        takes: { form: 'phrase', phrase: 'period', shape: null },
        doc: 'The time over which both are counted.',
        example: 'window: 30d',
      },
    },
  },
  audit: {
    name: 'an audit rule',
    keys: {
      record: {
        takes: { form: 'oneOf', values: ['request', 'response', 'decisions'], many: true },
        doc: 'What is recorded.',
        example: 'record: [request, response]',
      },
      keep: {
        takes: { form: 'phrase', phrase: 'period', shape: null },
        doc: 'How long records are kept.',
        example: 'keep: 7 years',
      },
      redact: later('What is left out of the record.', 'redact: classified'),
      tamperEvident: later('A chain of digests over the records.', 'tamperEvident: true'),
    },
  },
} as const satisfies Record<string, Shape>;
