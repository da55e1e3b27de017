import type { Diagnostic } from './diagnostic.ts';
import type { Model } from './model.ts';
import { allSteps, flowsOf } from './step-tree.ts';

/** How far a specification has come, in counts. Never one score. */
export interface Readiness {
  operations: number;
  /** Steps that software does. */
  precise: number;
  /** Steps that a person does until they are refined. */
  prose: number;
  /** Values that were not written and had to be decided. */
  assumed: number;
  /** Phrases with words that were not understood. */
  notUnderstood: number;
  errors: number;
  warnings: number;
}

/** Counts what a checked text has and lacks. */
export function readinessOf(model: Model | null, diagnostics: readonly Diagnostic[]): Readiness {
  const steps = model === null ? [] : flowsOf(model).flatMap((flow) => allSteps(flow.steps));
  const prose = steps.filter((step) => step.kind === 'prose').length;
  return {
    operations: model?.endpoints.length ?? 0,
    precise: steps.length - prose,
    prose,
    assumed: model?.assumptions.length ?? 0,
    notUnderstood: diagnostics.filter(({ code }) => code === 'SPC2015' || code === 'TYP3002').length,
    errors: diagnostics.filter(({ severity }) => severity === 'error').length,
    warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
  };
}
