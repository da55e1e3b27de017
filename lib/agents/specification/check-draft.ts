import { lineIndex } from '../../core/text-range.ts';
import { DRAFT_LIMITS, type DraftProblem } from '../../domain/agents/draft-event.ts';
import { checkSpec } from '../../spec/index.ts';

/** A draft that came whole, with what the compiler says about it. */
export interface DraftCheck {
  text: string;
  errors: number;
  warnings: number;
  /** Errors first, then warnings, at most 50. */
  problems: DraftProblem[];
  /** How many more there are. */
  hidden: number;
}

/** Checks a draft with the language's own front end. Information and hints are left out: they ask for no change. */
export function checkDraft(text: string): DraftCheck {
  const index = lineIndex(text);
  const all = checkSpec(text).diagnostics.flatMap(({ code, severity, span, message, fixes }): DraftProblem[] => {
    if (severity !== 'error' && severity !== 'warning') return [];
    const fix = fixes[0] ? ` Fix: ${fixes[0].title}.` : '';
    return [{ code, severity, line: index.line(span.start) + 1, message: `${message}${fix}`.slice(0, 1_000) }];
  });
  const errors = all.filter((problem) => problem.severity === 'error');
  const warnings = all.filter((problem) => problem.severity === 'warning');
  const problems = [...errors, ...warnings].slice(0, DRAFT_LIMITS.problems);
  return { text, errors: errors.length, warnings: warnings.length, problems, hidden: all.length - problems.length };
}
