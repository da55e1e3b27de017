import type { KeyShape } from './shape.ts';

/** The keys of steps that steer the flow, wait for people, sign tokens and store what may be there already. */
export const FLOW_STEP_KEYS = {
  upsert: {
    takes: { form: 'reference', to: 'entity' },
    doc: 'Stores a row, or changes the one that has the same `key`. The result is the stored row.',
    example: '- like: {upsert: Like, key: [article, person], with: {article: =article.id, person: =caller.id}}',
  },
  key: {
    takes: { form: 'reference', to: 'field', many: true },
    doc: 'The fields by which the row is known: the key, a unique field, or one of the `unique` sets of the entity.',
    example: 'key: [article, person]',
  },
  issueToken: {
    takes: { form: 'value' },
    doc: 'Signs a token for a subject, as `auth` says. The result is the token.',
    example: '- token: {issueToken: =user.id, roles: [customer], claims: {name: =user.name}}',
  },
  roles: {
    takes: { form: 'reference', to: 'role', many: true },
    doc: 'The roles in the token, or an expression behind `=` that gives a list of them.',
    example: 'roles: [customer]',
  },
  claims: { takes: { form: 'values' }, doc: 'Further claims in the token.', example: 'claims: {name: =user.name}' },
  expires: {
    takes: { form: 'phrase', phrase: 'period', shape: null },
    doc: 'How long the token is good. Left out: as `auth` says.',
    example: 'expires: 1h',
  },
  userTask: {
    takes: { form: 'text', what: 'what is to be done' },
    doc: 'Waits for a person. The result has the fields of `result`, `by` (who gave them) and `at` (when).',
    example: '- review: {userTask: Review the case, candidates: [officer], result: {decision: [approved, rejected]}}',
  },
  candidates: {
    takes: { form: 'reference', to: 'role', many: true },
    doc: 'The roles whose holders may do it.',
    example: 'candidates: [officer]',
  },
  notBy: {
    takes: { form: 'expression', many: true },
    doc: 'Who must not do it, such as the one who asked (four eyes).',
    example: 'notBy: caller.id',
  },
  show: {
    takes: { form: 'expression', many: true },
    doc: 'What the person sees.',
    example: 'show: [case, screening.hits]',
  },
  result: {
    takes: { form: 'named', shape: 'decisionOutput', short: 'a type' },
    doc: 'What the person gives.',
    example: 'result: {decision: [approved, rejected], comment: string(10..2000)}',
  },
  due: {
    takes: { form: 'phrase', phrase: 'period', shape: 'due' },
    doc: 'By when. Overdue tasks are escalated, never decided.',
    example: 'due: {within: 8h, escalate: officer}',
  },
  respond: {
    takes: { form: 'map', shape: 'respond' },
    doc: 'The answer that the caller gets while it waits. Left out: 202 without values.',
    example: 'respond: {status: 202, with: {status: in_review}}',
  },
  switch: {
    takes: { form: 'list', shape: 'switchCase' },
    doc: 'Takes the first case whose `when` holds; a case without `when` is for all others. What the steps in it give is optional afterwards.',
    example: '- route: {switch: [{when: input.kind == "a", do: [{one: {set: 1}}]}, {do: [{two: {set: 2}}]}]}',
  },
  for: {
    takes: { form: 'text', what: 'a name for each item' },
    doc: 'Does the steps for each item of a list. The result is the list of what the last step gave.',
    example: '- each: {for: line, in: =input.lines, do: [{kept: {create: Line, with: {sku: =line.sku}}}]}',
  },
  in: { takes: { form: 'value' }, doc: 'The list whose items are taken.', example: 'in: =input.lines' },
  do: {
    takes: { form: 'named', shape: 'step', short: 'a sentence for a person' },
    doc: 'The steps.',
    example: 'do: [{kept: {create: Line, with: {sku: =line.sku}}}]',
  },
  fork: {
    takes: { form: 'branches' },
    doc: 'Does outside work side by side: lists of steps by name. All results are seen afterwards.',
    example: '- both: {fork: {left: [{a: {set: 1}}], right: [{b: {set: 2}}]}}',
  },
  try: {
    takes: { form: 'named', shape: 'step', short: 'a sentence for a person' },
    doc: 'Does the steps; what they stored is undone and `catch` goes on if one of them fails.',
    example: '- safely: {try: [{paid: {raise: refused}}], catch: [{errors: [refused], do: [{note: {set: 1}}]}]}',
  },
  catch: {
    takes: { form: 'list', shape: 'catch' },
    doc: 'What is done when a step fails, by the names of errors; the first that fits.',
    example: 'catch: [{errors: [timeout, unavailable], do: [{note: {set: 1}}]}]',
  },
  wait: {
    takes: { form: 'phrase', phrase: 'period', shape: 'wait' },
    doc: 'Waits for a time, or until a moment. Restarts of the service do not matter.',
    example: '- pause: {wait: 2h}',
  },
  run: {
    takes: { form: 'reference', to: 'process' },
    doc: 'Runs a process. The result has its outputs.',
    example: '- closed: {run: close_account, with: {account: =account.id}}',
  },
  custom: {
    takes: { form: 'text', what: 'what it does' },
    doc: 'Does what the sentence and the examples say, by code of its own: a pure function of its `input`.',
    example:
      '- label: {custom: Join both names with a comma, input: {first: string, last: string}, output: {text: string}}',
  },
  input: {
    takes: { form: 'named', shape: 'decisionOutput', short: 'a type' },
    doc: 'What it takes.',
    example: 'input: {first: string, last: string}',
  },
  output: {
    takes: { form: 'named', shape: 'decisionOutput', short: 'a type' },
    doc: 'What it gives.',
    example: 'output: {text: string}',
  },
  examples: {
    takes: { form: 'list', shape: 'example' },
    doc: 'What it gives for what it takes. They run as tests.',
    example: 'examples: [{given: {first: Asha, last: Rao}, then: {text: "Rao, Asha"}}]',
  },
  programs: {
    takes: { form: 'text', what: 'the name of a program', many: true },
    doc: 'External programs that it may start, without a shell.',
    example: 'programs: [pdftotext]',
  },
  limits: {
    takes: { form: 'map', shape: 'limits' },
    doc: 'What one run may take up at most.',
    example: 'limits: {memory: 256MB, output: 1MB}',
  },
  timeout: {
    takes: { form: 'text', what: 'a time such as 2s' },
    doc: 'The longest that one attempt may take.',
    example: 'timeout: 2s',
  },
} as const satisfies Record<string, KeyShape>;
