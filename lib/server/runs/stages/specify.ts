import { z } from 'zod';
import { lineIndex } from '../../../core/text-range.ts';
import { checkSpec, type Diagnostic } from '../../../spec/index.ts';
import type { Activation } from '../durable/activation.ts';
import type { RunSpec } from './read-run-spec.ts';
import { runStage, StageFailure } from './stage.ts';

const SHOWN_ERRORS = 3;

/** Reads what the text means. A text with errors goes no further, and the run says which. */
export async function specify(run: Activation, spec: RunSpec): Promise<void> {
  await runStage(run, 'specify', async () => {
    const { readiness, diagnostics, model } = checkSpec(spec.text);
    const { operations, precise, prose, assumed, errors, warnings } = readiness;
    await run.step(
      'specify:readiness',
      z.null(),
      async () => null,
      async () => [{ kind: 'readiness', operations, precise, prose, assumed, errors, warnings }],
    );
    if (errors > 0 || model === null) throw new StageFailure(describeErrors(spec.text, diagnostics));
    return `${count(operations, 'operation')}: ${count(precise, 'step')} precise, ${prose} in prose, ${assumed} assumed`;
  });
}

function describeErrors(text: string, diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  const lines = lineIndex(text);
  const shown = errors
    .slice(0, SHOWN_ERRORS)
    .map(({ span, code, message }) => `line ${lines.line(span.start) + 1}: ${message} (${code})`);
  const rest = errors.length > SHOWN_ERRORS ? `; and ${errors.length - SHOWN_ERRORS} more` : '';
  return `The specification has ${count(errors.length, 'error')}. ${shown.join('; ')}${rest}`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
