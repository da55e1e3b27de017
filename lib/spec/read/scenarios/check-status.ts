import type { Endpoint } from '../../model.ts';
import { allSteps } from '../../step-tree.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { type Examples, filledIn } from './examples.ts';

/**
 * Reports an expected status of success that the operation never answers: it has one of its own, and those that it answers while
 * it waits for a person. Refusals are not looked at: the platform has many of its own.
 */
export function checkStatus(
  ctx: ReadContext,
  examples: Examples,
  node: YamlNode | undefined,
  operation: Endpoint | null,
): void {
  if (node === undefined || operation === null) return;
  const possible = successOf(operation);
  const said = new Set<number>();
  for (const row of examples.rows) {
    const filled = filledIn(examples, node, row);
    const status = filled.kind === 'scalar' && /^[123]\d\d$/.test(filled.value) ? Number(filled.value) : null;
    if (status === null || possible.includes(status) || said.has(filled.span.start)) continue;
    said.add(filled.span.start);
    ctx.reporter.report('TST8509', filled.span, { status, operation: operation.name, possible });
  }
}

function successOf(operation: Endpoint): number[] {
  const waiting = allSteps(operation.processing).flatMap((step) => {
    if (step.kind === 'userTask') return [step.respond?.status ?? 202];
    return step.kind === 'prose' || step.kind === 'wait' || step.kind === 'run' ? [202] : [];
  });
  return [...new Set([operation.status, ...waiting])].sort((a, b) => a - b);
}
