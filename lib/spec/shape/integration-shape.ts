import type { KeyShape, Shape } from './shape.ts';

/** What protects work outside: keys of an integration (for all its operations) and of the steps that use it (for one). */
export const POLICY_KEYS: Readonly<Record<'timeout' | 'retry' | 'circuitBreaker' | 'fallback', KeyShape>> = {
  timeout: {
    takes: { form: 'text', what: 'a time such as 2s' },
    doc: 'How long one attempt may take, from 1 ms to 10 minutes. Left out: 5 seconds, with a warning.',
    example: 'timeout: 3s',
  },
  retry: {
    takes: { form: 'map', shape: 'retry' },
    doc: 'Further attempts after a failure, with full jitter. A write carries the same Idempotency-Key each time.',
    example: 'retry: {limit: 3, backoff: exponential, delay: 200ms, on: [timeout, unavailable]}',
  },
  circuitBreaker: {
    takes: { form: 'map', shape: 'circuitBreaker' },
    doc: 'When to stop asking a system that keeps failing. Open counts as `unavailable`; one probe closes it again.',
    example: 'circuitBreaker: {failureRate: 50%, window: 20, open: 30s}',
  },
  fallback: {
    takes: { form: 'phrase', phrase: 'fallback', shape: 'fallback' },
    doc: 'What is used when it fails; `STEP.degraded` is true then. A value of the output’s type, or `snapshot(24h)`: the last success for the same input, no older than that.',
    example: 'fallback: {value: {found: false}, note: registry_unavailable}',
  },
};

/** Other systems and their operations. */
export const INTEGRATION_SHAPES = {
  integration: {
    name: 'an integration',
    keys: {
      protocol: {
        takes: { form: 'oneOf', values: ['rest', 'soap', 'graphql', 'kafka', 'webhook', 'sftp', 'smtp'] },
        doc: 'How the other system is spoken to.',
        example: 'protocol: rest',
        required: true,
      },
      baseUrl: {
        takes: { form: 'text', what: 'a setting such as $BANK_URL' },
        doc: 'The setting that holds its address. Never the address itself: it differs between environments. Left out: a setting of the integration’s name, which is said.',
        example: 'baseUrl: $BANK_URL',
      },
      auth: {
        takes: {
          form: 'oneOf',
          values: ['oauth2_client_credentials', 'api_key', 'basic', 'bearer', 'mtls', 'none'],
        },
        doc: 'How this service proves who it is. Left out where operations are declared: not at all, which is said.',
        example: 'auth: oauth2_client_credentials',
      },
      secret: {
        takes: { form: 'text', what: 'a setting such as $BANK_SECRET' },
        doc: 'The setting that holds the secret. Never the secret itself.',
        example: 'secret: $BANK_SECRET',
      },
      encrypt: {
        takes: { form: 'text', what: 'xmlenc, pgp or the name of another way' },
        doc: 'How messages are encrypted besides the transport.',
        example: 'encrypt: xmlenc',
      },
      operations: {
        takes: { form: 'named', shape: 'integrationOperation', short: 'what is asked and answered' },
        doc: 'What can be called, by name. A step calls `INTEGRATION.OPERATION`.',
        example:
          'operations:\n  getCustomer: {request: "GET /customers/{id}", input: {id: string}, output: {found: bool}}',
      },
      ...POLICY_KEYS,
      maxConcurrent: {
        takes: { form: 'text', what: 'a number from 1 to 1000' },
        doc: 'How many calls may be under way at the same time, per replica. Left out: not limited.',
        example: 'maxConcurrent: 20',
      },
      summary: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What the other system is.',
        example: 'summary: The customer master',
      },
      renamedFrom: {
        takes: { form: 'text', what: 'a name' },
        doc: 'The name that it had in an earlier version. Stays until no environment runs anything older.',
        example: 'renamedFrom: core_bank',
      },
    },
  },
  integrationOperation: {
    name: 'an operation of an integration',
    keys: {
      request: {
        takes: { form: 'text', what: 'the request in the words of its protocol' },
        doc: 'REST: `GET /customers/{id}`, each `{name}` an input. SOAP: the action. GraphQL: the document, each `$name` an input. Kafka: the topic. Webhook: `POST /path`. SFTP: `GET`, `PUT`, `LIST` or `DELETE` and a path. SMTP: the name of the message; the inputs `to`, `cc`, `bcc`, `replyTo`, `subject`, `text` and `html` are its parts, all others become lines of its text.',
        example: 'request: GET /customers/{id}',
        required: true,
      },
      effect: {
        takes: { form: 'oneOf', values: ['read', 'idempotent', 'write'] },
        doc: 'What a repetition does. Left out: GET reads, PUT and DELETE are idempotent, GraphQL queries read, all else writes. Writes carry an Idempotency-Key.',
        example: 'effect: read',
      },
      input: {
        takes: { form: 'named', shape: 'field', short: 'a type' },
        doc: 'What is sent, by name. A step gives it in `with`. Files: REST sends one that is called `body` as it is, others as parts of a form; where they stand within other values, and in all other protocols, they are base64. Mails have them attached.',
        example: 'input: {id: CustomerId}',
      },
      output: {
        takes: { form: 'named', shape: 'field', short: 'a type' },
        doc: 'What comes back, by name. An answer that does not fit is `invalid_response`. Files: REST gives one that is called `body` as it is and SFTP the one that is read; all others are base64.',
        example: 'output: {found: bool, name: PersonName?}',
      },
      summary: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What the operation does.',
        example: 'summary: Looks up a customer',
      },
    },
  },
  retry: {
    name: '`retry`',
    keys: {
      limit: {
        takes: { form: 'text', what: 'a number from 1 to 10' },
        doc: 'Attempts after the first.',
        example: 'limit: 3',
        required: true,
      },
      backoff: {
        takes: { form: 'oneOf', values: ['exponential', 'constant'] },
        doc: 'How the delay grows from attempt to attempt. Left out: exponential.',
        example: 'backoff: exponential',
      },
      delay: {
        takes: { form: 'text', what: 'a time such as 2s' },
        doc: 'The first delay, from 1 ms to 1 minute. Left out: 200 ms.',
        example: 'delay: 200ms',
      },
      on: {
        takes: {
          form: 'oneOf',
          values: ['timeout', 'unavailable', 'rate_limited', 'rejected', 'invalid_response'],
          many: true,
        },
        doc: 'The failures that are tried again. Left out: timeout, unavailable and rate_limited.',
        example: 'on: [timeout, unavailable]',
      },
    },
  },
  circuitBreaker: {
    name: '`circuitBreaker`',
    keys: {
      failureRate: {
        takes: { form: 'text', what: 'a percentage such as 50%' },
        doc: 'The share of failures in the window that opens it: 1% to 100%.',
        example: 'failureRate: 50%',
        required: true,
      },
      window: {
        takes: { form: 'text', what: 'a number from 2 to 1000' },
        doc: 'How many of the last calls are looked at. Left out: 20.',
        example: 'window: 20',
      },
      open: {
        takes: { form: 'text', what: 'a time such as 2s' },
        doc: 'How long it stays open before one call may probe, from 100 ms to 1 hour. Left out: 30 seconds.',
        example: 'open: 30s',
      },
    },
  },
  fallback: {
    name: '`fallback`',
    keys: {
      value: {
        takes: { form: 'value' },
        doc: 'The answer that is used instead. It fits the output’s type.',
        example: 'value: {found: false}',
        required: true,
      },
      note: {
        takes: { form: 'text', what: 'a word or a sentence' },
        doc: 'What the record says about it.',
        example: 'note: registry_unavailable',
      },
    },
  },
} as const satisfies Record<string, Shape>;
