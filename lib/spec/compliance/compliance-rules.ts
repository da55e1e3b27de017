import type { RuleText, Standing } from './rule.ts';
import { RULES } from './rules.ts';

/** What is known of a rule, for people: everything but its check. */
export type RuleDoc = Omit<RuleText, 'check'> & Standing;

/** The documentation of every rule, in the order of the pack. The same for every call. */
export function complianceRules(): readonly RuleDoc[] {
  return RULES.map(({ check: _, ...doc }) => doc);
}
