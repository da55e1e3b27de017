import type { Model } from '../model.ts';
import { allSteps, flowsOf } from '../step-tree.ts';
import type { FlowRule } from './flow-rule.ts';
import { possibleTexts } from './possible-texts.ts';
import { type Lifecycle, lifecyclesOf } from './statuses.ts';

/** Statuses that no row can ever have: no step creates rows with them, or moves rows there. Silent where no step stores any. */
export const findUnreachedStatuses: FlowRule = (model, report) => {
  for (const lifecycle of lifecyclesOf(model).values()) {
    const reached = reachedIn(model, lifecycle);
    if (reached === null) continue;
    const never = lifecycle.all.filter((status) => !reached.has(status));
    const span = lifecycle.entity.lifecycle?.span;
    if (never.length > 0 && span !== undefined)
      report('FLW5058', span, { entity: lifecycle.entity.name, statuses: never });
  }
};

/** The statuses that steps set; null if nothing is stored at all, or if a value is not known. */
function reachedIn(model: Model, { entity, field }: Lifecycle): ReadonlySet<string> | null {
  const usual = entity.fields.find(({ name }) => name === field)?.default ?? null;
  const reached = new Set<string>();
  let stored = false;
  for (const step of flowsOf(model).flatMap(({ steps }) => allSteps(steps))) {
    if (step.kind !== 'create' && step.kind !== 'update' && step.kind !== 'upsert') continue;
    if (step.entity !== entity.name) continue;
    const given = step.with.find(({ name }) => name === field)?.value ?? null;
    const value = given ?? (step.kind === 'update' ? null : usual);
    if (step.kind !== 'update') stored = true;
    if (value === null) continue;
    const texts = possibleTexts(model, value);
    if (texts === null) return null;
    for (const text of texts) reached.add(text);
  }
  return stored ? reached : null;
}
