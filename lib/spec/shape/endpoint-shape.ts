import type { Shape } from './shape.ts';
import { RENAMED_FROM, TYPE_KEYS } from './type-keys.ts';

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
        takes: { form: 'map', shape: 'access', words: ['public', 'optional', 'authenticated'] },
        doc: 'Who may call: `public`, `optional` (signed in or not), `authenticated`, or roles and scopes.',
        example: 'access: {roles: [loan_officer]}',
      },
      input: {
        takes: { form: 'named', shape: 'input', short: 'a type' },
        doc: 'What the caller gives. From the path by name, from the query for GET and DELETE, else from the JSON body.',
        example: 'input:\n  - amount: decimal(100..500000, scale 2)',
      },
      body: {
        takes: { form: 'type', shape: 'body' },
        doc: 'Makes the whole request body one value, read as `input.body`.',
        example: 'body: list<string>(1..100)',
      },
      processing: {
        takes: { form: 'named', shape: 'step', short: 'a sentence for a person' },
        doc: 'The steps, from top to bottom. A later step reads the result of an earlier one by its name.',
        example: 'processing:\n  - total: {set: =input.amount * 2}',
      },
      output: {
        takes: { form: 'named', shape: 'output', short: 'a type' },
        doc: 'What the caller gets. A field without a value takes the result of the step of that name, or what a person fills in. A map of `type` and `value` makes the whole answer one value.',
        example: 'output:\n  - total: {type: decimal, value: =total}',
      },
      response: {
        takes: { form: 'map', shape: 'response' },
        doc: 'The status of success (left out: 200), headers, and a page made from the outputs.',
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
      idempotency: {
        takes: { form: 'map', shape: 'idempotency' },
        doc: 'Safe repetition: a request with the same key is answered by the first answer.',
        example: 'idempotency: {header: Idempotency-Key, keep: 24h}',
      },
      rateLimit: {
        takes: { form: 'map', shape: 'rateLimit' },
        doc: 'How often one caller may ask. Beyond it: 429 with Retry-After.',
        example: 'rateLimit: {limit: 10, per: minute, by: caller}',
      },
      paginate: {
        takes: { form: 'map', shape: 'paginate' },
        doc: 'Pages of a list. Adds the inputs `limit` and `offset`, or `limit` and `after`.',
        example: 'paginate: {limit: 20, max: 100, style: offset}',
      },
      errors: {
        takes: { form: 'reference', to: 'error', many: true },
        doc: 'Errors that the operation answers besides those that its steps name.',
        example: 'errors: [not_found]',
      },
      nulls: {
        takes: { form: 'oneOf', values: ['keep', 'omit'] },
        doc: 'Whether outputs that are null are sent. Left out: as the service says.',
        example: 'nulls: keep',
      },
      renamedFrom: RENAMED_FROM,
    },
  },
  body: {
    name: 'a request body',
    keys: {
      ...TYPE_KEYS,
      contentType: {
        takes: { form: 'text', what: 'a media type such as text/plain' },
        doc: 'The media type of the request: of a text, of a file that is the whole body, or JSON by another name. Left out: application/json.',
        example: 'contentType: text/plain',
      },
    },
  },
  idempotency: {
    name: 'an idempotency rule',
    keys: {
      header: {
        takes: { form: 'text', what: 'the name of a header' },
        doc: 'The header that holds the key. Left out: Idempotency-Key.',
        example: 'header: Idempotency-Key',
      },
      keep: {
        takes: { form: 'phrase', phrase: 'period', shape: null },
        doc: 'How long an answer is kept. Left out: 24 hours.',
        example: 'keep: 24h',
      },
    },
  },
  rateLimit: {
    name: 'a rate limit',
    keys: {
      limit: {
        takes: { form: 'text', what: 'a number of requests' },
        doc: 'So many requests.',
        example: 'limit: 10',
        required: true,
      },
      per: {
        takes: { form: 'phrase', phrase: 'period', shape: null },
        doc: 'In this time.',
        example: 'per: minute',
        required: true,
      },
      by: {
        takes: { form: 'text', what: 'caller, address or input.NAME' },
        doc: 'Who shares one limit. Left out: the caller, or the address where callers are not known.',
        example: 'by: address',
      },
    },
  },
  paginate: {
    name: 'a rule for pages',
    keys: {
      limit: {
        takes: { form: 'text', what: 'a number of rows' },
        doc: 'Rows of a page where the caller asks for no number. Left out: 20.',
        example: 'limit: 20',
      },
      max: {
        takes: { form: 'text', what: 'a number of rows' },
        doc: 'The most that a caller may ask for. Left out: 100.',
        example: 'max: 100',
      },
      style: {
        takes: { form: 'oneOf', values: ['offset', 'cursor'] },
        doc: '`offset` passes over rows, `cursor` goes on after an opaque mark: the output `next` (a `Link` header where the output is only a list) is `after` of the next page. Left out: offset.',
        example: 'style: cursor',
      },
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
      when: {
        takes: { form: 'expression' },
        doc: 'Must hold besides, over `caller` and `input`. Else 403.',
        example: 'when: caller.id == input.id',
      },
    },
  },
  response: {
    name: 'a response',
    keys: {
      status: {
        takes: { form: 'text', what: 'a status from 200 to 299, or of a redirect' },
        doc: 'The status of success; 301, 302, 303, 307 or 308 with the header Location is a redirect.',
        example: 'status: 201',
      },
      headers: {
        takes: { form: 'values' },
        doc: 'Headers of the answer.',
        example: 'headers: {X-Total-Count: =number}',
      },
      contentType: {
        takes: { form: 'text', what: 'a media type such as text/html' },
        doc: 'The media type of the answer. Left out: application/json, or text/html with a template.',
        example: 'contentType: text/html',
      },
      template: {
        takes: { form: 'text', what: 'a Mustache template' },
        doc: 'A page made from the outputs. Values are escaped; sections repeat for lists. No raw form, no partials.',
        example: "template: '<p>{{name}}</p>'",
      },
    },
  },
  input: {
    name: 'an input',
    keys: {
      ...TYPE_KEYS,
      in: {
        takes: { form: 'oneOf', values: ['body', 'path', 'query', 'header', 'cookie', 'form', 'multipart'] },
        doc: 'Where the value comes from. Files come from a multipart body; where they stand within other values, they are base64 there.',
        example: 'in: query',
      },
      default: {
        takes: { form: 'value' },
        doc: 'The value if none is sent.',
        example: 'default: 20',
      },
      as: {
        takes: { form: 'text', what: 'a name on the wire' },
        doc: 'Another name on the wire, such as one that is no identifier.',
        example: 'as: x-request-source',
      },
      renamedFrom: {
        ...RENAMED_FROM,
        doc: 'Its name in an earlier version, so that this is a new name and not another input. With `as: earlier_name` callers see no change.',
      },
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
      as: {
        takes: { form: 'text', what: 'a name on the wire' },
        doc: 'Another name on the wire, such as one that is no identifier.',
        example: 'as: total-count',
      },
      renamedFrom: {
        ...RENAMED_FROM,
        doc: 'Its name in an earlier version, so that this is a new name and not another output. With `as: earlier_name` callers see no change.',
      },
    },
  },
} as const satisfies Record<string, Shape>;
