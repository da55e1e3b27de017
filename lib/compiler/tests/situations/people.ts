import type { OperationPlan, Plan } from '../../plan.ts';
import { labelOf } from '../../service/person-step.ts';
import { asksInLoops, type PersonStep } from '../../steps-within.ts';
import { evaluate, type Known, sourceValue } from '../evaluate.ts';
import { UNKNOWN, type Value } from '../value.ts';
import { example } from '../values.ts';
import { otherValues } from './body-variations.ts';
import { exampleValue } from './example-value.ts';
import { said } from './said.ts';
import type { Situation, StoredValue } from './situation.ts';
import type { Variation } from './variations.ts';

type UserTask = Extract<PersonStep, { kind: 'userTask' }>;

/** A request that waits for a person, and what its caller reads meanwhile. */
export interface Waiting {
  step: UserTask;
  status: number;
  /** Null: that it waits. */
  body: ReadonlyMap<string, Value> | null;
}

/** A task that a person did. */
export interface DoneTask {
  step: UserTask;
  by: string;
  /** Who must not do it, as far as that is known. */
  notBy: readonly string[];
  /** What the person sees, by its label. */
  shown: ReadonlyMap<string, Value>;
}

/** The tasks of an operation whose answers can be foretold: its own, and one for each step. */
export function tasksTold({ endpoint, steps }: OperationPlan, { model, auth }: Plan): UserTask[] {
  const named = model.auth.some(({ subject }) => subject !== null) || auth.tested?.kind === 'keys';
  if (named || asksInLoops(steps, model.processes)) return [];
  return endpoint.processing.filter((step) => step.kind === 'userTask');
}

/** Who does a task in tests; another person each. */
export function personOf(step: UserTask, operation: OperationPlan): string {
  return `person-${operation.endpoint.processing.indexOf(step) + 1}`;
}

/** What becomes of a step that a person does. */
export function asked(
  step: UserTask,
  { people }: Situation,
  operation: OperationPlan,
  known: Known,
): { done: DoneTask; value: Value } | { waits: Waiting } {
  const answer = people.get(step.name);
  if (answer === undefined) {
    const { respond } = step;
    const given = respond?.with.map(({ name, value }): [string, Value] => [name, sourceValue(value, known)]);
    return { waits: { step, status: respond?.status ?? 202, body: given === undefined ? null : new Map(given) } };
  }
  const by = personOf(step, operation);
  const shown = step.show.map((expr, at): [string, Value] => [
    labelOf(expr) ?? `value ${at + 1}`,
    evaluate(expr, known),
  ]);
  const notBy = step.notBy.flatMap((expr) => textsOf(evaluate(expr, known)));
  const fields = new Map<string, Value>([...answer].map(([name, { value }]) => [name, value]));
  for (const { name } of step.result) if (!fields.has(name)) fields.set(name, null);
  const signed = fields.set('by', by).set('at', known.world?.now ?? UNKNOWN);
  return { done: { step, by, notBy, shown: new Map(shown) }, value: { fields: signed } };
}

function textsOf(value: Value): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' && 'items' in value ? value.items.flatMap(textsOf) : [];
}

/** The same with all tasks done: as people usually answer, and with one value of an answer otherwise. */
export function* otherAnswers(usual: Situation, operation: OperationPlan, plan: Plan): Iterable<Variation> {
  const tasks = tasksTold(operation, plan);
  if (tasks.length === 0) return;
  const people = new Map(tasks.map((step) => [step.name, usualAnswer(step, plan)]));
  yield { title: 'when people answer', place: 'people', situation: { ...usual, people } };
  for (const { name: step, result } of tasks) {
    const answer = people.get(step) ?? new Map<string, StoredValue>();
    for (const { name, type } of result) {
      const there = answer.get(name);
      if (there === undefined) continue;
      for (const other of otherValues(type, there, plan)) {
        const changed = new Map(people).set(step, new Map(answer).set(name, other));
        const title = `when people answer, ${step} with ${name} ${said(other.doc)}`;
        yield { title, place: `people ${step} ${name}`, situation: { ...usual, people: changed } };
      }
    }
  }
}

function usualAnswer({ result }: UserTask, plan: Plan): ReadonlyMap<string, StoredValue> {
  return new Map(
    result.map(({ name, type }) => {
      const doc = example(type, plan);
      return [name, { doc, value: exampleValue(doc, type, plan) }];
    }),
  );
}
