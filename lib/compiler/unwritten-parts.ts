import type { Span } from '../core/text-range.ts';
import type { Model } from '../spec/model.ts';
import { planOf } from './plan.ts';
import { effectsOn } from './service/row-effects.ts';
import { isWide } from './service/row-invariants.ts';

/** A part of a specification that generated code would pass over or get wrong; `what` is the subject of a sentence. */
export interface UnwrittenPart {
  id: string;
  span: Span;
  what: string;
}

/** Small parts that the model can say and generated services do not do yet: invariants that nobody can follow. */
export function unwrittenParts(model: Model): UnwrittenPart[] {
  const found: UnwrittenPart[] = [];
  const note: Note = ({ id, span }, what) => found.push({ id, span, what });
  noteInvariants(model, note);
  return found;
}

/** What changes when other rows do is looked at again only where it is known which rows those are. */
function noteInvariants(model: Model, note: Note): void {
  const wide = model.invariants.filter((one) => isWide(one, model));
  if (wide.length === 0) return;
  const plan = planOf(model);
  for (const invariant of wide) {
    const effects = effectsOn(invariant, plan);
    if ('what' in effects) note(invariant, `The invariant \`${invariant.name}\`, ${effects.what},`);
  }
}

type Note = (node: { id: string; span: Span }, what: string) => void;
