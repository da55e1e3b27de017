import type { Shape } from './shape.ts';
import { RENAMED_FROM } from './type-keys.ts';

const STEPS = { form: 'named', shape: 'step', short: 'a sentence for a person' } as const;

/** The parts of steps that have keys of their own, and the step lists that no caller asks for. */
export const FLOW_SHAPES = {
  switchCase: {
    name: 'a case',
    keys: {
      when: {
        takes: { form: 'expression' },
        doc: 'The case is taken if this holds. Left out: if no other is.',
        example: 'when: input.kind == "a"',
      },
      do: { takes: STEPS, doc: 'The steps of the case.', example: 'do: [{one: {set: 1}}]', required: true },
    },
  },
  catch: {
    name: 'a catch',
    keys: {
      errors: {
        takes: { form: 'reference', to: 'error', many: true },
        doc: 'Declared errors, built-in ones such as `conflict`, or failures of calls such as `timeout`. Left out: every error.',
        example: 'errors: [payment_refused, timeout]',
      },
      do: { takes: STEPS, doc: 'What is done then.', example: 'do: [{note: {set: 1}}]', required: true },
    },
  },
  wait: {
    name: 'a wait',
    keys: {
      until: {
        takes: { form: 'value' },
        doc: 'The moment: an expression behind `=` that gives a timestamp or a date.',
        example: 'until: =order.ships_at',
        required: true,
      },
    },
  },
  due: {
    name: 'a due time',
    keys: {
      within: {
        takes: { form: 'phrase', phrase: 'period', shape: null },
        doc: 'How long the person has.',
        example: 'within: 8h',
        required: true,
      },
      escalate: {
        takes: { form: 'reference', to: 'role' },
        doc: 'The role that is told when it is overdue.',
        example: 'escalate: officer',
      },
    },
  },
  respond: {
    name: 'an answer while it waits',
    keys: {
      status: {
        takes: { form: 'text', what: 'a status from 200 to 299' },
        doc: 'The status. Left out: 202.',
        example: 'status: 202',
      },
      with: {
        takes: { form: 'values' },
        doc: 'What is known already, most often outputs of the operation.',
        example: 'with: {status: in_review}',
      },
    },
  },
  example: {
    name: 'an example',
    keys: {
      given: { takes: { form: 'values' }, doc: 'What it takes.', example: 'given: {first: Asha}', required: true },
      // biome-ignore lint/suspicious/noThenProperty: a key of the language; nobody awaits a shape
      then: { takes: { form: 'values' }, doc: 'What it gives.', example: 'then: {text: Asha}', required: true },
    },
  },
  limits: {
    name: 'the limits of a custom step',
    keys: {
      memory: {
        takes: { form: 'text', what: 'a size such as 256MB' },
        doc: 'The most memory, from 1 MB to 1 GB.',
        example: 'memory: 256MB',
      },
      output: {
        takes: { form: 'text', what: 'a size such as 1MB' },
        doc: 'The most that it may give, from 1 KB to 1 GB.',
        example: 'output: 1MB',
      },
    },
  },
  process: {
    name: 'a process',
    keys: {
      summary: {
        takes: { form: 'text', what: 'a sentence' },
        doc: 'What it is for.',
        example: 'summary: Closes an account',
      },
      input: {
        takes: { form: 'named', shape: 'decisionOutput', short: 'a type' },
        doc: 'What `run` hands to it. Its steps read it as `input`.',
        example: 'input: {account: uuid}',
      },
      processing: { takes: STEPS, doc: 'The steps.', example: 'processing:\n  - note: {set: 1}', required: true },
      output: {
        takes: { form: 'named', shape: 'output', short: 'a type' },
        doc: 'What `run` gives back.',
        example: 'output:\n  - total: {type: int, value: =note}',
      },
      renamedFrom: RENAMED_FROM,
    },
  },
  schedule: {
    name: 'a schedule',
    keys: {
      cron: {
        takes: { form: 'text', what: 'five fields: minute hour day month weekday' },
        doc: 'When: minute, hour, day of the month, month and weekday.',
        example: 'cron: 0 2 * * *',
        required: true,
      },
      timezone: {
        takes: { form: 'text', what: 'an IANA time zone' },
        doc: 'The time zone of `cron`. Left out: that of the service.',
        example: 'timezone: Asia/Kolkata',
      },
      do: {
        takes: STEPS,
        doc: 'The steps. The caller is `system`.',
        example: 'do: [{note: {set: 1}}]',
        required: true,
      },
      renamedFrom: RENAMED_FROM,
    },
  },
} as const satisfies Record<string, Shape>;
