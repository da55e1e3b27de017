import type { Model, Period } from '../model.ts';
import { answerOf, factsOf } from './facts.ts';
import { selectedFrameworks } from './frameworks.ts';
import { sebiDp } from './rules/sebi-dp.ts';

/** The longest time for which a framework that the model names demands to keep records of clients; null: none does. */
export function leastKept(model: Model): Period | null {
  const selected = selectedFrameworks(model);
  const [asked] = sebiDp.asks;
  const sebi = selected.get('SEBI');
  if (sebi !== undefined && asked !== undefined && answerOf(factsOf(sebi), asked) === true)
    return { count: 8, unit: 'year' };
  return selected.has('PMLA') || selected.has('RBI') ? { count: 5, unit: 'year' } : null;
}
