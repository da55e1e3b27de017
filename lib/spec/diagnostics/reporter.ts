import type { Span } from '../../core/text-range.ts';
import type { Diagnostic, Fix, Related } from '../diagnostic.ts';
import type { Assumption } from '../model.ts';
import { type ArgsOf, type Code, messageOf, severityOf } from './catalogue.ts';
import { didYouMean } from './did-you-mean.ts';

/** The most diagnostics that are kept. What comes after is counted and said in one sentence. */
export const MAX_DIAGNOSTICS = 1000;
const MAX_SUGGESTIONS = 100;

/** Collects what is to be said about one text. */
export interface Reporter {
  report<C extends Code>(
    code: C,
    span: Span,
    args: ArgsOf<C>,
    fixes?: readonly Fix[],
    related?: readonly Related[],
  ): void;
  /** Records something that was not written but had to be decided, and says it at its place. */
  assume(code: AssumptionCode, assumption: Assumption): void;
  /** What a wrong name most likely means, or null. Looks for the first 100 wrong names of a text only: more would take too long. */
  suggest(name: string, ...candidates: readonly Iterable<string>[]): string | null;
  readonly assumptions: readonly Assumption[];
  /** Whether an error was reported: then what is missing in the model may only not have been understood. */
  hasErrors(): boolean;
  /** Says what was said before about the same characters: `keep` a diagnostic, `skip` those beyond the limit, `suppose` an assumption. */
  keep(diagnostic: Diagnostic): void;
  skip(count: number): void;
  suppose(assumption: Assumption): void;
  /** Counts wrong names as looked for. Gives how many more are looked for. */
  suggested(count: number): number;
  /** In text order; the worse first where two start at the same place. */
  diagnostics(): readonly Diagnostic[];
}

/** The codes whose message is the assumption's own sentence. */
export type AssumptionCode = { [C in Code]: ArgsOf<C> extends { assumption: string } ? C : never }[Code];

const RANK = { error: 0, warning: 1, information: 2, hint: 3 } as const;

/** A fresh, empty reporter. */
export function createReporter(): Reporter {
  const found: Diagnostic[] = [];
  const assumptions: Assumption[] = [];
  let left = 0;
  let suggestions = 0;
  const report: Reporter['report'] = (code, span, args, fixes = [], related = []) => {
    if (found.length >= MAX_DIAGNOSTICS) left++;
    else found.push(diagnosticOf(code, span, args, fixes, related));
  };
  return {
    report,
    assume(code, assumption) {
      assumptions.push(assumption);
      report(code, assumption.span, { assumption: assumption.text });
    },
    suggest: (name, ...candidates) => (suggestions++ < MAX_SUGGESTIONS ? didYouMean(name, ...candidates) : null),
    assumptions,
    keep(diagnostic) {
      if (found.length >= MAX_DIAGNOSTICS) left++;
      else found.push(diagnostic);
    },
    skip(count) {
      left += count;
    },
    suppose: (assumption) => void assumptions.push(assumption),
    suggested(count) {
      suggestions += count;
      return Math.max(0, MAX_SUGGESTIONS - suggestions);
    },
    hasErrors: () => found.some(({ severity }) => severity === 'error'),
    diagnostics() {
      const sorted = [...found].sort(
        (a, b) => a.span.start - b.span.start || RANK[a.severity] - RANK[b.severity] || a.span.end - b.span.end,
      );
      if (left > 0) sorted.unshift(overflow(left));
      return sorted;
    },
  };
}

/** A diagnostic with the words of the table. */
export function diagnosticOf<C extends Code>(
  code: C,
  span: Span,
  args: ArgsOf<C>,
  fixes: readonly Fix[] = [],
  related: readonly Related[] = [],
): Diagnostic {
  const said = { code, severity: severityOf(code), span, message: messageOf(code, args), fixes };
  return related.length === 0 ? said : { ...said, related };
}

function overflow(left: number): Diagnostic {
  return {
    code: 'SPC2009',
    severity: severityOf('SPC2009'),
    span: { start: 0, end: 0 },
    message: messageOf('SPC2009', { left }),
    fixes: [],
  };
}
