import type { OperationPlan, Plan } from '../../plan.ts';
import { stepsReached } from '../../steps-within.ts';
import { candidates } from '../cases.ts';
import { example } from '../values.ts';
import { said } from './said.ts';
import { type Reaction, type Situation, sameText } from './situation.ts';
import { type Failing, isForetold, isRetried } from './systems.ts';
import type { Variation } from './variations.ts';

/** The same with one system that fails, in each way that is caught, or that answers one value otherwise. */
export function* otherReactions(usual: Situation, { endpoint }: OperationPlan, plan: Plan): Iterable<Variation> {
  const steps = stepsReached(endpoint.processing, plan.model.processes);
  const caught = steps.flatMap((step) => (step.kind === 'try' ? step.catch.flatMap(({ errors }) => errors) : []));
  for (const called of steps) {
    if (called.kind !== 'call') continue;
    const planned = plan.integrations.find(({ integration }) => integration.name === called.integration);
    const operation = planned?.operations.find((one) => one.operation.name === called.operation)?.operation;
    if (operation === undefined || planned === undefined || !isForetold(planned)) continue;
    const name = `${called.integration}.${called.operation}`;
    const reacting = (reaction: Reaction): Situation => ({ ...usual, reactions: new Map([[name, reaction]]) });
    for (const [fails, words] of WAYS) {
      if (fails !== 'rejected' && (!caught.includes(fails) || isRetried(called, planned, fails))) continue;
      yield { title: `when ${name} ${words}`, place: `${name}!${fails}`, situation: reacting({ fails }) };
    }
    for (const field of operation.output) {
      const there = example(field.type, plan);
      for (const other of candidates(field, plan)) {
        if (sameText(other.doc, there)) continue;
        yield {
          title: `when ${name} answers ${field.name} ${said(other.doc)}`,
          place: `${name} ${field.name}`,
          situation: reacting({ answer: new Map([[field.name, other]]) }),
        };
      }
    }
  }
}

const WAYS: readonly (readonly [fails: Failing, words: string])[] = [
  ['rejected', 'refuses'],
  ['unavailable', 'is not available'],
  ['timeout', 'takes too long'],
  ['invalid_response', 'answers what nobody can read'],
];
