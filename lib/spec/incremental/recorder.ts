import type { Diagnostic } from '../diagnostic.ts';
import { diagnosticOf, MAX_DIAGNOSTICS, type Reporter } from '../diagnostics/reporter.ts';
import type { Assumption } from '../model.ts';
import type { Tracer } from './trace.ts';

/** What one reader said. */
export interface Recording {
  diagnostics: Diagnostic[];
  /** Diagnostics beyond those that are ever kept. */
  left: number;
  assumptions: Assumption[];
  /** How often it asked what a wrong name means. */
  suggestions: number;
}

/** A reporter that passes everything on and writes it down. */
export function createRecorder(to: Reporter, tracer: Tracer): { reporter: Reporter; recording: Recording } {
  const recording: Recording = { diagnostics: [], left: 0, assumptions: [], suggestions: 0 };
  const keep = (diagnostic: Diagnostic): void => {
    recording.diagnostics.push(diagnostic);
    to.keep(diagnostic);
  };
  const reporter: Reporter = {
    report(code, span, args, fixes, related) {
      if (recording.diagnostics.length < MAX_DIAGNOSTICS) keep(diagnosticOf(code, span, args, fixes, related));
      else reporter.skip(1);
    },
    assume(code, assumption) {
      reporter.suppose(assumption);
      reporter.report(code, assumption.span, { assumption: assumption.text });
    },
    suggest(name, ...candidates) {
      recording.suggestions++;
      return to.suggest(name, ...candidates);
    },
    assumptions: recording.assumptions,
    hasErrors() {
      const answer = to.hasErrors();
      tracer.trace.questions.push({ kind: 'errors', answer });
      return answer;
    },
    diagnostics: () => to.diagnostics(),
    keep,
    skip(count) {
      recording.left += count;
      to.skip(count);
    },
    suppose(assumption) {
      recording.assumptions.push(assumption);
      to.suppose(assumption);
    },
    suggested: (more) => to.suggested(more),
  };
  return { reporter, recording };
}

/** Says again what was recorded. */
export function replay(recording: Recording, to: Reporter): void {
  for (const diagnostic of recording.diagnostics) to.keep(diagnostic);
  if (recording.left > 0) to.skip(recording.left);
  for (const assumption of recording.assumptions) to.suppose(assumption);
  to.suggested(recording.suggestions);
}
