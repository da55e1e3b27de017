import { FLOW_STEP_KEYS } from './flow-step-keys.ts';
import { OUTSIDE_STEP_KEYS } from './outside-step-keys.ts';
import type { KeyShape, Shape } from './shape.ts';

/** The keys that say what a step does. A step has exactly one of them. */
export const STEP_KINDS = [
  'set',
  'guard',
  'raise',
  'find',
  'list',
  'count',
  'create',
  'update',
  'delete',
  'upsert',
  'decide',
  'score',
  'call',
  'screen',
  'extract',
  'infer',
  'issueToken',
  'emit',
  'userTask',
  'switch',
  'for',
  'fork',
  'try',
  'wait',
  'run',
  'custom',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** The keys that each kind takes besides itself and `when`. */
export const KEYS_OF_KIND: Readonly<Record<StepKind, readonly string[]>> = {
  set: ['else'],
  guard: ['else'],
  raise: [],
  find: ['where', 'else'],
  list: ['where', 'orderBy', 'limit', 'offset'],
  count: ['where'],
  create: ['with'],
  update: ['where', 'with', 'else'],
  delete: ['where', 'else'],
  upsert: ['key', 'with'],
  decide: ['with'],
  score: ['with'],
  call: ['with', 'timeout', 'retry', 'circuitBreaker', 'fallback', 'else'],
  screen: ['against', 'algorithm', 'threshold', 'timeout', 'retry', 'circuitBreaker', 'fallback'],
  extract: ['engine', 'as', 'read', 'timeout', 'else'],
  infer: ['model', 'version', 'features', 'output', 'timeout', 'retry', 'circuitBreaker', 'fallback'],
  issueToken: ['roles', 'claims', 'expires'],
  emit: ['with'],
  userTask: ['candidates', 'notBy', 'show', 'result', 'due', 'respond'],
  switch: [],
  for: ['in', 'do'],
  fork: [],
  try: ['catch'],
  wait: [],
  run: ['with'],
  custom: ['input', 'output', 'with', 'examples', 'programs', 'timeout', 'limits'],
};

/** Those of them that a step of the kind cannot do without. */
export const NEEDED_OF_KIND: Readonly<Record<StepKind, readonly string[]>> = {
  set: [],
  guard: ['else'],
  raise: [],
  find: ['where'],
  list: [],
  count: [],
  create: [],
  update: ['where', 'with'],
  delete: ['where'],
  upsert: ['key', 'with'],
  decide: [],
  score: [],
  call: [],
  screen: ['against', 'threshold'],
  extract: [],
  infer: ['model', 'features', 'output'],
  issueToken: [],
  emit: [],
  userTask: ['candidates', 'result'],
  switch: [],
  for: ['in', 'do'],
  fork: [],
  try: ['catch'],
  wait: [],
  run: [],
  custom: ['input', 'output'],
};

const entity = (doc: string, example: string): KeyShape => ({
  takes: { form: 'reference', to: 'entity' },
  doc,
  example,
});

/** Steps. */
export const STEP_SHAPE: Shape = {
  name: 'a step',
  keys: {
    set: {
      takes: { form: 'value' },
      doc: "Computes a value. Later steps read it by the step's name. `else` names the error where the value may be missing and is.",
      example: "- total: {set: '=round(input.amount * 1.2, 2)'}",
    },
    guard: {
      takes: { form: 'expression' },
      doc: 'Goes on only if the condition holds; else answers with the named error.',
      example: '- known: {guard: customer != null, else: unknown_customer}',
    },
    raise: {
      takes: { form: 'reference', to: 'error' },
      doc: 'Stops with a named error.',
      example: '- stop: {when: input.amount > 1000, raise: over_limit}',
    },
    find: entity(
      'Reads one row; null if there is none, unless `else` names an error.',
      '- quote: {find: Quote, where: id == input.id, else: unknown_quote}',
    ),
    list: entity(
      'Reads the rows that match.',
      '- open: {list: Loan, where: status == "open", orderBy: [-lent_at], limit: 20}',
    ),
    count: entity('Counts the rows that match.', '- number: {count: Loan, where: status == "open"}'),
    create: entity(
      'Stores a new row. The result is the stored row.',
      '- loan: {create: Loan, with: {book: =input.book}}',
    ),
    update: entity(
      'Changes rows. The result is the row after the change.',
      '- closed: {update: Loan, where: id == loan.id, with: {status: returned}}',
    ),
    delete: entity('Deletes rows.', '- gone: {delete: Draft, where: id == input.id, else: unknown_draft}'),
    decide: {
      takes: { form: 'reference', to: 'decision' },
      doc: 'Evaluates a decision table. The result has its outputs and `rule`, the number of the rule.',
      example: '- pricing: {decide: pricing}',
    },
    when: {
      takes: { form: 'expression' },
      doc: 'The step runs only if this holds; its result is optional afterwards.',
      example: 'when: input.amount > 1000',
    },
    else: {
      takes: { form: 'reference', to: 'error' },
      doc: 'The error that is answered otherwise.',
      example: 'else: unknown_quote',
    },
    where: {
      takes: { form: 'expression' },
      doc: 'Which rows. A bare name is a field of the row.',
      example: 'where: id == input.id',
    },
    with: { takes: { form: 'values' }, doc: 'The values by field.', example: 'with: {amount: =input.amount}' },
    orderBy: {
      takes: { form: 'reference', to: 'field', many: true },
      doc: 'The order; a `-` in front turns it round. The key comes last by itself.',
      example: 'orderBy: [-created_at]',
    },
    limit: { takes: { form: 'value' }, doc: 'At most so many rows.', example: 'limit: 20' },
    offset: { takes: { form: 'value' }, doc: 'So many rows are passed over.', example: 'offset: =input.offset' },
    ...OUTSIDE_STEP_KEYS,
    ...FLOW_STEP_KEYS,
  },
};
