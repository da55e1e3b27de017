import type { Diagnostic, Fix } from '../diagnostic.ts';
import { refineStep } from '../refine/refine.ts';
import { allSteps, flowsOf } from '../step-tree.ts';
import { type Inspection, inspect } from './inspect.ts';
import { protectionFixes } from './protection-fixes.ts';

/** A sentence that a person carries out: refining it is a change that may be wanted. */
const PROSE = 'FLW5001';

/** The fixes of the diagnostics at an offset, in the order of the diagnostics; sentences are offered their precise form. */
export function fixesAt(text: string, offset: number): readonly Fix[] {
  const inspection = inspect(text);
  if (inspection === null) return [];
  const here = inspection.reporter.diagnostics().filter(({ span }) => span.start <= offset && offset <= span.end);
  return here.flatMap((diagnostic) => [
    ...diagnostic.fixes,
    ...refinements(inspection, diagnostic),
    ...protections(inspection, diagnostic),
  ]);
}

function protections({ text, root, model }: Inspection, diagnostic: Diagnostic): readonly Fix[] {
  return root === null || model === null ? [] : protectionFixes(text, root, model, diagnostic);
}

/** Made when it is asked for: a proposal for each sentence on every key stroke would be too much. */
function refinements({ text, model }: Inspection, { code, span }: Diagnostic): Fix[] {
  if (code !== PROSE || model === null) return [];
  const steps = flowsOf(model).flatMap((flow) => allSteps(flow.steps));
  const step = steps.find((one) => one.kind === 'prose' && one.span.start === span.start);
  const refinement = step === undefined ? null : refineStep(text, step.id);
  return refinement === null ? [] : [{ title: refinement.title, edits: refinement.edits }];
}
