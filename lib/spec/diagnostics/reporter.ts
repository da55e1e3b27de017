import type { Span } from '../../core/text-range.ts';
import type { Diagnostic, Fix, Related, Severity } from '../diagnostic.ts';
import type { Assumption } from '../model.ts';
import { type ArgsOf, type Code, messageOf, severityOf } from './catalogue.ts';
import { didYouMean } from './did-you-mean.ts';

/** The most diagnostics that are given: the worse before the milder. What is left out is counted and said in one sentence. */
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
  skip(severity: Severity, count: number): void;
  suppose(assumption: Assumption): void;
  /** Counts wrong names as looked for. Gives how many more are looked for. */
  suggested(count: number): number;
  /**
   * In text order; the worse first where two start at the same place. Of more than 1,000 the mildest are left out, and of equally
   * bad ones the last said; SPC2009 says how many, with the severity of the worst of them.
   */
  diagnostics(): readonly Diagnostic[];
}

/** The codes whose message is the assumption's own sentence. */
export type AssumptionCode = { [C in Code]: ArgsOf<C> extends { assumption: string } ? C : never }[Code];

/** The worse first. */
export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;
const RANK = { error: 0, warning: 1, information: 2, hint: 3 } as const;

/** A fresh, empty reporter. */
export function createReporter(): Reporter {
  const pile = createPile();
  const assumptions: Assumption[] = [];
  let suggestions = 0;
  const report: Reporter['report'] = (code, span, args, fixes = [], related = []) => {
    const severity = severityOf(code);
    if (pile.isFull(severity)) pile.skip(severity, 1);
    else pile.keep(diagnosticOf(code, span, args, fixes, related));
  };
  return {
    report,
    assume(code, assumption) {
      assumptions.push(assumption);
      report(code, assumption.span, { assumption: assumption.text });
    },
    suggest: (name, ...candidates) => (suggestions++ < MAX_SUGGESTIONS ? didYouMean(name, ...candidates) : null),
    assumptions,
    keep: pile.keep,
    skip: pile.skip,
    suppose: (assumption) => void assumptions.push(assumption),
    suggested(count) {
      suggestions += count;
      return Math.max(0, MAX_SUGGESTIONS - suggestions);
    },
    hasErrors: () => pile.kept.error.length > 0,
    diagnostics() {
      const { shown, hidden } = worstOf(pile);
      const sorted = [...shown].sort(
        (a, b) => a.span.start - b.span.start || RANK[a.severity] - RANK[b.severity] || a.span.end - b.span.end,
      );
      return hidden === null ? sorted : [overflow(hidden), ...sorted];
    },
  };
}

/** What was said, by severity: as many of each as are ever given, so that a late error is not lost behind early remarks. */
export interface Pile {
  kept: Readonly<Record<Severity, readonly Diagnostic[]>>;
  /** How many more of each were said. */
  skipped: Readonly<Record<Severity, number>>;
  isFull(severity: Severity): boolean;
  keep(diagnostic: Diagnostic): void;
  skip(severity: Severity, count: number): void;
}

/** An empty pile. */
export function createPile(): Pile {
  const kept: Record<Severity, Diagnostic[]> = { error: [], warning: [], information: [], hint: [] };
  const skipped: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  const isFull = (severity: Severity): boolean => kept[severity].length >= MAX_DIAGNOSTICS;
  return {
    kept,
    skipped,
    isFull,
    keep(diagnostic) {
      if (isFull(diagnostic.severity)) skipped[diagnostic.severity]++;
      else kept[diagnostic.severity].push(diagnostic);
    },
    skip(severity, count) {
      skipped[severity] += count;
    },
  };
}

/** How many are left out, and how bad the worst of them is. */
interface Hidden {
  left: number;
  worst: Severity;
}

function worstOf({ kept, skipped }: Pile): { shown: readonly Diagnostic[]; hidden: Hidden | null } {
  const shown: Diagnostic[] = [];
  let left = 0;
  let worst: Severity | null = null;
  for (const severity of SEVERITIES) {
    const room = MAX_DIAGNOSTICS - shown.length;
    const hidden = Math.max(0, kept[severity].length - room) + skipped[severity];
    shown.push(...kept[severity].slice(0, room));
    left += hidden;
    if (hidden > 0) worst ??= severity;
  }
  return { shown, hidden: worst === null ? null : { left, worst } };
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

function overflow({ left, worst }: Hidden): Diagnostic {
  const message = messageOf('SPC2009', { left, worst });
  return { code: 'SPC2009', severity: worst, span: { start: 0, end: 0 }, message, fixes: [] };
}
