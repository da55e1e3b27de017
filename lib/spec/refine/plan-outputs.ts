import type { Field, Type } from '../model.ts';
import { type Draft, flow, text } from './draft.ts';
import type { KnownValue } from './known-value.ts';
import { type Plan, type Subject, takeName } from './plan.ts';
import { planVerdict } from './plan-verdict.ts';

/** What gives the outputs that a person gave before, as steps. */
export interface PlannedOutputs {
  following: Plan['following'];
  declarations: Plan['declarations'];
  assumptions: readonly string[];
}

/**
 * Gives values to the outputs that nobody gives any more: a verdict by a decision table over hits and scores, a confidence from
 * the score, a report. What cannot be told from its name and type is left to a person.
 */
export function planOutputs(subject: Subject, known: readonly KnownValue[]): PlannedOutputs {
  const { owed } = subject;
  const following: { name: string; draft: Draft }[] = [];
  const assumptions: string[] = [];
  const left: Field[] = [];
  const verdict = planVerdict(subject, known);
  for (const field of owed) {
    const plain = field.type.kind === 'optional' ? field.type.of : field.type;
    const value = field === verdict?.field ? `=${verdict.step}.status` : valueFor(subject, plain, field.name, known);
    if (value === null) left.push(field);
    else {
      following.push({ name: field.name, draft: flow({ set: value }) });
      assumptions.push(`\`${field.name}\` is \`${value.slice(1)}\`.`);
    }
  }
  const asked = left.map(({ name }) => name);
  if (asked.length > 0) {
    following.push({
      name: takeName(subject.names.steps, 'remaining_answer'),
      draft: text(`Give ${asked.join(' and ')}`),
    });
    assumptions.push(`A person still gives ${asked.join(', ')}: nothing says how.`);
  }
  return {
    following: [...(verdict?.following ?? []), ...following],
    declarations: verdict?.declarations ?? [],
    assumptions: [...(verdict?.assumptions ?? []), ...assumptions],
  };
}

/** The expression for an output that its name and type explain, or null. */
function valueFor({ model }: Subject, type: Type, name: string, known: readonly KnownValue[]): string | null {
  const score = known.findLast((value) => value.kind === 'number' && value.name === 'score');
  if (type.kind !== 'scalar') return null;
  if (type.name === 'json') return `=report("${model.service.name}")`;
  if (score === undefined || !/confidence|score|risk/i.test(name)) return null;
  const value = /confidence/i.test(name) ? `1 - ${score.path}` : score.path;
  if (type.name === 'double') return `=double(${value})`;
  return type.name === 'decimal' ? `=round(${value}, ${type.scale ?? 4})` : null;
}
