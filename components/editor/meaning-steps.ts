import type { Step } from '#lib/spec/model.ts';
import type { Row } from './meaning.ts';

const STEP_WORDS: Readonly<Record<Exclude<Step['kind'], 'prose'>, string>> = {
  set: 'computes',
  guard: 'refuses unless it holds',
  raise: 'refuses',
  find: 'finds',
  list: 'lists',
  count: 'counts',
  create: 'creates',
  update: 'changes',
  delete: 'deletes',
  decide: 'decides by',
  upsert: 'creates or changes',
  score: 'scores by',
  call: 'calls',
  screen: 'screens',
  extract: 'reads documents',
  infer: 'asks a model',
  issueToken: 'signs a token',
  emit: 'publishes',
  userTask: 'waits for a person:',
  switch: 'takes one of several ways',
  for: 'repeats for each',
  fork: 'works side by side',
  try: 'catches failures',
  wait: 'waits',
  run: 'runs',
  custom: 'does by code of its own:',
};

/** A step as one row: what it does, on what, and that it is conditional. */
export function stepRow(step: Step): Row {
  if (step.kind === 'prose') return { id: step.id, name: step.name, text: `a person: ${step.text}`, span: step.span };
  const what = STEP_WORDS[step.kind];
  const object = objectOf(step);
  const error = step.kind === 'raise' ? ` with ${step.error}` : '';
  const condition = step.when ? ' · when its condition holds' : '';
  return { id: step.id, name: step.name, text: `${what}${object}${error}${condition}`, span: step.span };
}

/** What a step works on, as it is named. */
function objectOf(step: Step): string {
  switch (step.kind) {
    case 'decide':
      return ` ${step.decision}`;
    case 'score':
      return ` ${step.scorecard}`;
    case 'call':
      return ` ${step.integration}.${step.operation}`;
    case 'infer':
      return ` ${step.integration}`;
    case 'emit':
      return ` ${step.event}`;
    case 'run':
      return ` ${step.process}`;
    case 'userTask':
      return ` ${step.title}`;
    case 'custom':
      return ` ${step.text}`;
    default:
      return 'entity' in step ? ` ${step.entity}` : '';
  }
}
