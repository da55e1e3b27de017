import type { Integration, Step } from '../model.ts';
import { readStepPhrase } from '../phrases/step-phrase.ts';
import type { ReadContext } from './context.ts';

/** Integrations that a sentence is compared with. */
const MAX_BOUND = 100;

/**
 * The integrations with the ids of the steps that use them, in text order. `steps` are all steps, nested ones included. A
 * sentence uses the integration that it seems to mean. Reports those that nothing uses.
 */
export function withUses(
  ctx: ReadContext,
  integrations: readonly Integration[],
  steps: readonly Step[],
): Integration[] {
  const names = integrations.slice(0, MAX_BOUND).map(({ name }) => name);
  const users = new Map<string, string[]>(integrations.map(({ name }) => [name, []]));
  for (const step of steps) for (const name of usedBy(step, names)) users.get(name)?.push(step.id);
  return integrations.map((integration) => {
    const { name, span } = integration;
    const uses = users.get(name) ?? [];
    if (uses.length === 0)
      ctx.reporter.report(
        'FLW5027',
        { start: span.start, end: Math.min(span.end, span.start + name.length) },
        { name },
      );
    return { ...integration, usedBy: uses };
  });
}

function usedBy(step: Step, names: readonly string[]): readonly string[] {
  switch (step.kind) {
    case 'call':
    case 'infer':
      return [step.integration];
    case 'screen':
      return [...new Set(step.against.flatMap((list) => (list.kind === 'operation' ? [list.integration] : [])))];
    case 'prose': {
      const bound = readStepPhrase(step.name, step.text, names).integration;
      return bound === null ? [] : [bound];
    }
    default:
      return [];
  }
}
