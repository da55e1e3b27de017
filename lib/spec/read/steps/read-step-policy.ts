import type { Span } from '../../../core/text-range.ts';
import type { Fix } from '../../diagnostic.ts';
import { DEFAULT_TIMEOUT_MS, effectivePolicy } from '../../effective-policy.ts';
import type { Scope } from '../../expressions/scope.ts';
import type { CallPolicy, Integration } from '../../model.ts';
import type { ReadContext } from '../context.ts';
import { insertKey } from '../insert-key.ts';
import type { Keys } from '../keys.ts';
import { readErrorName } from '../read-error-name.ts';
import { type Fallible, readFallback } from '../read-fallback.ts';
import { readPolicy } from '../read-policy.ts';

/** What protects a step that works outside. */
export interface StepPolicy {
  /** As written at the step; what its integration says holds for the rest (`effectivePolicy`). */
  policy: CallPolicy;
  /** Whether some fallback can stand in, so that `STEP.degraded` says something. */
  canDegrade: boolean;
}

/** What a step asks, for its policy to be read against. */
export interface Asked {
  /** As in "How long `ckyc.search` may take". */
  what: string;
  /** What it reaches. None: it stays inside, and nothing can fail in the way that policies are for. */
  operations: readonly { integration: Integration; operation: Fallible }[];
  at: Span;
}

/**
 * Reads `timeout`, `retry`, `circuitBreaker` and `fallback` of a step. Says where no timeout holds and where a write is tried
 * again.
 */
export function readStepPolicy(ctx: ReadContext, scope: Scope, keys: Keys, asked: Asked): StepPolicy {
  const fallbackNode = keys.get('fallback');
  const fallible = asked.operations.map(({ operation }) => operation);
  const fallback = fallbackNode === undefined ? null : readFallback(ctx, scope, fallbackNode, fallible);
  const policy: CallPolicy = { ...readPolicy(ctx, keys), fallback };
  const holding = asked.operations.map(({ integration, operation }) => ({
    operation,
    name: `${integration.name}.${operation.name}`,
    policy: effectivePolicy(policy, integration, operation),
  }));
  if (!keys.has('timeout') && holding.some((one) => one.policy.timeoutMs === null))
    ctx.reporter.report('FLW5023', asked.at, { what: asked.what }, timeoutFix(ctx, keys));
  const writing = holding.find((one) => one.operation.effect === 'write' && one.policy.retry !== null);
  if (writing !== undefined)
    ctx.reporter.report('FLW5024', keys.entry('retry')?.key.span ?? asked.at, { operation: writing.name });
  const faked = holding.find((one) => one.operation.effect === 'write' && one.policy.fallback?.kind === 'value');
  if (faked !== undefined)
    ctx.reporter.report('FLW5037', keys.entry('fallback')?.key.span ?? asked.at, { operation: faked.name });
  return { policy, canDegrade: keys.has('fallback') || holding.some((one) => one.policy.fallback !== null) };
}

/** Writes the time that holds anyway, for a person to think about. */
function timeoutFix(ctx: ReadContext, keys: Keys): Fix[] {
  const text = `timeout: ${DEFAULT_TIMEOUT_MS / 1000}s`;
  const edit = insertKey(ctx, keys.node, text);
  return edit === null ? [] : [{ title: `Write ${text}`, edits: [edit] }];
}

/** Reads `else` of a step that may fail: the error that is answered then. Says where a fallback makes it pointless. */
export function readElse(ctx: ReadContext, keys: Keys, policy: CallPolicy): string | null {
  const node = keys.get('else');
  if (node === undefined) return null;
  const name = readErrorName(ctx, node);
  if (name !== null && policy.fallback?.kind === 'value')
    ctx.reporter.report('FLW5034', keys.entry('else')?.key.span ?? node.span, {});
  return name;
}
