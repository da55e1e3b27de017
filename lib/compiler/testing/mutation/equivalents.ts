import type { Mutant } from './make-mutants.ts';

/** A change that no caller and no operator of a service can tell from the original, and why. */
interface Equivalent {
  path: RegExp;
  /** What the changed place reads before, and after where only one of the changes of this place is equivalent. */
  before: RegExp;
  after?: RegExp;
  reason: string;
}

export const EQUIVALENTS: readonly Equivalent[] = [
  {
    path: /^src\/decisions\/pricing\.ts$/,
    before: /^months > 36$/,
    after: /^(months >= 36|true)$/,
    reason:
      'loan-quotes: the rule above takes up to 36 months at the same burden, and the first rule that fits answers',
  },
  {
    path: /^src\/decisions\/pricing\.ts$/,
    before: /^compare\(burden, '0\.5'\) <= 0$/,
    after: /^true$/,
    reason: 'loan-quotes: the first rule answers every burden above 0.5 before this one is asked',
  },
  {
    path: /^src\/platform\/decimal\.ts$/,
    before: /^excess <= 0$/,
    after: /^excess < 0$/,
    reason: 'a quotient of exactly 34 digits is cut by no digit, which gives it back as it is',
  },
];

/** Why a change makes no difference that could be seen; null for all others. */
export function equivalence({ path, before, after }: Mutant): string | null {
  const found = EQUIVALENTS.find(
    (one) => one.path.test(path) && one.before.test(before) && (one.after === undefined || one.after.test(after)),
  );
  return found?.reason ?? null;
}
