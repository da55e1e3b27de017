import type { Diagnostic } from '../diagnostic.ts';
import { createReporter } from '../diagnostics/reporter.ts';
import type { ReadContext } from './context.ts';

/** Reads something again without saying anything. `problem` is the first error that it would have said. */
export function quietly<T>(ctx: ReadContext, read: (ctx: ReadContext) => T): { value: T; problem: Diagnostic | null } {
  const reporter = createReporter();
  const value = read({ ...ctx, reporter });
  return { value, problem: reporter.diagnostics().find(({ severity }) => severity === 'error') ?? null };
}
