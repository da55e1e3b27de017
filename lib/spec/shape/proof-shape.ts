import type { Shape } from './shape.ts';
import { RENAMED_FROM } from './type-keys.ts';

/** What shows that a service is right: properties and examples. */
export const PROOF_SHAPES = {
  invariant: {
    name: 'an invariant',
    keys: {
      of: {
        takes: { form: 'text', what: 'a decision, a scorecard, an entity or an operation' },
        doc: 'What it is about. Its names can be read in `holds`: inputs and outputs of a decision, the result of a scorecard, the fields of a row, `input` and `output` of an operation.',
        example: 'of: pricing',
        required: true,
      },
      holds: {
        takes: { form: 'expression' },
        doc: 'What always holds.',
        example: 'holds: rate >= 0',
        required: true,
      },
      renamedFrom: RENAMED_FROM,
    },
  },
  scenario: {
    name: 'a scenario',
    keys: {
      given: {
        takes: {
          form: 'open',
          what: 'by name: INTEGRATION.OPERATION and its answer (or `{fails: timeout}`), an entity and its rows, `caller`, `now`',
        },
        doc: 'What is there before: answers of other systems, stored rows, who calls and the time.',
        example: 'given: {Quote: [{amount: 1000.00}], now: 2026-01-31T12:00:00Z}',
      },
      when: {
        takes: { form: 'open', what: 'an operation and its input, or a list of them in order' },
        doc: 'What is called. `as` beside the operation says who calls, where it is not the caller of `given`.',
        example: 'when: {createQuote: {amount: 1000.00, months: 12}}',
        required: true,
      },
      // biome-ignore lint/suspicious/noThenProperty: it is the word of the language.
      then: {
        takes: {
          form: 'open',
          what: 'by name: `status`, `body.PATH`, `header.NAME`, an entity and its rows or their number, an event and its payload',
        },
        doc: 'What is expected of the last call and afterwards.',
        example: 'then: {status: 201, body.grade: prime, Quote: 1}',
        required: true,
      },
      examples: {
        takes: { form: 'text', what: 'a block of rows' },
        doc: 'A table: the scenario is tried once for each row, with `<column>` replaced by the cell.',
        example: 'examples: |\n  | months || grade |\n  | 12 || prime |',
      },
    },
  },
} as const satisfies Record<string, Shape>;
