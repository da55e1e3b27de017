import type { Model } from '../model.ts';
import { factsOf, isDay } from './facts.ts';
import { selectedFrameworks } from './frameworks.ts';
import { type Finding, judgeRule } from './judge-rule.ts';
import type { FrameworkName, IsoDay } from './rule.ts';
import { RULES } from './rules.ts';
import { subjectOf } from './subject.ts';

/** What became of every rule of the frameworks that a specification names. */
export interface ComplianceReport {
  /** The day for which was judged; null: none was given, or it was none. */
  on: IsoDay | null;
  frameworks: readonly FrameworkReport[];
  /** Names in `compliance` that there are no rules for. */
  unknown: readonly string[];
}

export interface FrameworkReport {
  framework: FrameworkName;
  /** As the specification names it. */
  names: readonly string[];
  findings: readonly Finding[];
  counts: Readonly<Record<Finding['result'], number>>;
}

/**
 * Judges a model by the rules of the frameworks that it names. `on` is the day (`YYYY-MM-DD`) for which is judged: rules that
 * are not in force yet do not apply, and what depends on a day is not tested without one. Total and deterministic.
 */
export function evaluateCompliance(model: Model, { on }: { on: IsoDay | null }): ComplianceReport {
  const day = on !== null && isDay(on) ? on : null;
  const shared = subjectOf(model, day);
  const selected = selectedFrameworks(model);
  const known = new Set([...selected.values()].flat());
  const frameworks = [...selected].map(([framework, named]): FrameworkReport => {
    const subject = { ...shared, facts: factsOf(named) };
    const findings = RULES.filter((rule) => rule.framework === framework).map((rule) => judgeRule(rule, subject));
    return { framework, names: named.map(({ name }) => name), findings, counts: countsOf(findings) };
  });
  const unknown = model.frameworks.filter((framework) => !known.has(framework)).map(({ name }) => name);
  return { on: day, frameworks, unknown };
}

function countsOf(findings: readonly Finding[]): FrameworkReport['counts'] {
  const counts = { pass: 0, fail: 0, unverified: 0, 'not tested': 0, 'not applicable': 0 };
  for (const { result } of findings) counts[result]++;
  return counts;
}
