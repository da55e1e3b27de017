import type { Span } from '../../../core/text-range.ts';
import { open } from '../../expressions/static-types.ts';
import type { Scenario, Step } from '../../model.ts';
import type { ReadContext } from '../context.ts';
import type { ScenarioWorld } from './scenario-world.ts';

/**
 * Reports calls that surely happen and for which a scenario gives no answer: those of steps without a condition, at the top of an
 * operation that the scenario expects to succeed. A fallback answers by itself.
 */
export function checkAnswers(
  ctx: ReadContext,
  scenario: Scenario,
  world: ScenarioWorld,
  refused: (row: number) => boolean,
  at: Span,
): void {
  const rows = scenario.examples?.rows.length ?? 1;
  for (let row = 0; row < rows; row++) if (refused(row)) return;
  const answered = new Set(
    scenario.given.flatMap((given) => (given.kind === 'stub' ? [`${given.integration}.${given.operation}`] : [])),
  );
  const said = new Set<string>();
  for (const call of scenario.when) {
    const operation = call.kind === 'operation' ? world.operations.get(call.name) : undefined;
    for (const step of operation?.processing ?? [])
      for (const called of surelyCalled(step)) {
        // What gives nothing back, such as a message, is answered by itself.
        const gives = world.outside.get(called)?.operation.output ?? [];
        if (answered.has(called) || said.has(called) || gives.every(({ type }) => open(world.table, type).optional))
          continue;
        said.add(called);
        ctx.reporter.report('TST8508', at, { operation: call.name, called });
      }
  }
}

function surelyCalled(step: Step): string[] {
  if (step.when !== null) return [];
  if (step.kind === 'call' && step.policy.fallback === null) return [`${step.integration}.${step.operation}`];
  if (step.kind === 'infer' && step.policy.fallback === null) return [`${step.integration}.${step.model}`];
  if (step.kind !== 'screen' || step.policy.fallback !== null) return [];
  return step.against.flatMap((one) => (one.kind === 'operation' ? [`${one.integration}.${one.operation}`] : []));
}
