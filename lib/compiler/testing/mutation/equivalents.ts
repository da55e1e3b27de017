import type { Mutant } from './make-mutants.ts';

/** A change that no caller and no operator of a service can tell from the original, and why. */
interface Equivalent {
  path: RegExp;
  /** What the changed place reads before, and after where only one of the changes of this place is equivalent. */
  before: RegExp;
  after?: RegExp;
  reason: string;
}

export const EQUIVALENTS: readonly Equivalent[] = [];

/** Why a change makes no difference that could be seen; null for all others. */
export function equivalence({ path, before, after }: Mutant): string | null {
  const found = EQUIVALENTS.find(
    (one) => one.path.test(path) && one.before.test(before) && (one.after === undefined || one.after.test(after)),
  );
  return found?.reason ?? null;
}
