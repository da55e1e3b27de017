import type { Diagnostic, Severity } from '../diagnostic.ts';
import { severityOf } from '../diagnostics/catalogue.ts';
import { diagnosticOf, MAX_DIAGNOSTICS, type Reporter, SEVERITIES } from '../diagnostics/reporter.ts';
import type { Assumption } from '../model.ts';
import type { Tracer } from './trace.ts';

/** What one reader said. */
export interface Recording {
  /** In the order in which they were said: of each severity as many as are ever given. */
  diagnostics: Diagnostic[];
  /** Diagnostics beyond those, by severity. */
  left: Partial<Record<Severity, number>>;
  assumptions: Assumption[];
  /** How often it asked what a wrong name means. */
  suggestions: number;
}

/** A reporter that passes everything on and writes it down. */
export function createRecorder(to: Reporter, tracer: Tracer): { reporter: Reporter; recording: Recording } {
  const recording: Recording = { diagnostics: [], left: {}, assumptions: [], suggestions: 0 };
  const said: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  const keep = (diagnostic: Diagnostic): void => {
    said[diagnostic.severity]++;
    recording.diagnostics.push(diagnostic);
    to.keep(diagnostic);
  };
  const reporter: Reporter = {
    report(code, span, args, fixes, related) {
      const severity = severityOf(code);
      if (said[severity] < MAX_DIAGNOSTICS) keep(diagnosticOf(code, span, args, fixes, related));
      else reporter.skip(severity, 1);
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
    skip(severity, count) {
      recording.left[severity] = (recording.left[severity] ?? 0) + count;
      to.skip(severity, count);
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
  for (const severity of SEVERITIES) to.skip(severity, recording.left[severity] ?? 0);
  for (const assumption of recording.assumptions) to.suppose(assumption);
  to.suggested(recording.suggestions);
}
