import { block, entry, flow, text } from './draft.ts';
import { givenValue, type KnownValue } from './known-value.ts';
import type { Plan, Subject } from './plan.ts';
import { assumedOf, describeSystem } from './plan-system.ts';
import { timeout } from './propose-call.ts';
import { sayTime } from './say-time.ts';

/** The most features that are proposed. */
const MOST = 10;

/** Asks a model at the system that the sentence names: numbers, truth values and choices that are known; no names, no texts. */
export function proposeInfer(subject: Subject): Plan | null {
  const { step, proposal, model, known, budgetMs } = subject;
  const name = proposal.integration;
  const declared = model.integrations.find((one) => one.name === name);
  if (name === null || declared === undefined || (declared.protocol ?? 'rest') !== 'rest') return null;
  const features = featuresOf(known);
  const planned = features.size === 0 ? null : describeSystem(subject, name, 'rest');
  if (features.size === 0 || (planned === null && declared.baseUrl === null)) return null;
  const values = Object.fromEntries([...features].map(([feature, { path }]) => [feature, `=${path}`]));
  return {
    what: `infer at ${name}`,
    step: block(
      entry('infer', name),
      entry('model', step.name, 'the name of the model'),
      entry('version', { kind: 'scalar', text: '"1"' }, 'its version'),
      entry('features', flow(values), 'what it is given'),
      entry('output', flow({ score: text('decimal(0..1, scale 4)') }), 'what it gives'),
      timeout(budgetMs, 2000),
    ),
    following: [],
    declarations: [],
    gives: [givenValue(step.name, 'score', 'decimal(0..1, scale 4)', 'number')],
    assumptions: [
      ...(planned === null ? [] : assumedOf(planned)),
      `The model is \`${step.name}\`, version 1, and gives a \`score\` from 0 to 1.`,
      `It is given ${[...features.keys()].map((feature) => `\`${feature}\``).join(', ')}.`,
      `It may take ${sayTime(Math.min(2000, budgetMs))}.`,
    ],
  };
}

/** The features by name; of two values with one name the later one. */
function featuresOf(known: readonly KnownValue[]): ReadonlyMap<string, KnownValue> {
  const fits = known.filter(({ kind, optional }) => !optional && ['number', 'bool', 'enum'].includes(kind));
  return new Map(fits.slice(-MOST).map((value) => [value.name, value]));
}
