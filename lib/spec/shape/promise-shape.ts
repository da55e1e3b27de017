import type { Shape } from './shape.ts';

/** What an operation promises: service levels and audit. */
export const PROMISE_SHAPES = {
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
        doc: 'How long records are kept at least. Rules check it; the service itself deletes none.',
        example: 'keep: 7 years',
      },
      redact: {
        takes: { form: 'oneOf', values: ['classified', 'none'] },
        doc: 'What is masked in the record: all that is classified, or nothing.',
        example: 'redact: classified',
      },
      tamperEvident: {
        takes: { form: 'oneOf', values: ['true', 'false'] },
        doc: 'Chains the records by digests, so that a changed or missing one is seen.',
        example: 'tamperEvident: true',
      },
    },
  },
} as const satisfies Record<string, Shape>;
