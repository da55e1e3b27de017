import type { Mutant } from './make-mutants.ts';

/** A change that no caller and no operator of a service can tell from the original, and why. */
interface Equivalent {
  /** The services that it is true of; left out: all. */
  worlds?: readonly string[];
  path: RegExp;
  /** What the changed place reads before, and after where only one of the changes of this place is equivalent. */
  before: RegExp;
  after?: RegExp;
  /** The line that it begins in. */
  line?: RegExp;
  reason: string;
}

const LOAN_QUOTES = ['loan-quotes'];

export const EQUIVALENTS: readonly Equivalent[] = [
  {
    worlds: LOAN_QUOTES,
    path: /^src\/decisions\/pricing\.ts$/,
    before: /^months > 36$/,
    after: /^(months >= 36|true)$/,
    reason: 'the rule above takes up to 36 months at the same burden, and the first rule that fits answers',
  },
  {
    worlds: LOAN_QUOTES,
    path: /^src\/decisions\/pricing\.ts$/,
    before: /^compare\(burden, '0\.5'\) <= 0$/,
    after: /^true$/,
    reason: 'the first rule answers every burden above 0.5 before this one is asked',
  },
  {
    worlds: LOAN_QUOTES,
    path: /^src\/decisions\/pricing\.ts$/,
    before: /^compare\(burden, '0\.2'\) > 0( && compare\(burden, '0\.5'\) <= 0)?$/,
    after: /^(true|compare\(burden, '0\.2'\) >= 0|compare\(burden, '0\.2'\) > 0 \|\| compare\(burden, '0\.5'\) <= 0)$/,
    reason: 'the rules above answer every burden up to 0.2 and above 0.5 before this one is asked',
  },
  {
    path: /^src\/platform\/server\.ts$/,
    before: /^\(\) => false$/,
    after: /^\(\) => undefined$/,
    reason: 'not connected, either way',
  },
  {
    path: /^src\/platform\/tasks\.ts$/,
    before: /^row\.state === 'succeeded'$/,
    after: /^true$/,
    reason: 'what waits has no result, and JSON leaves out what is undefined',
  },
  {
    path: /^src\/platform\/mask\.ts$/,
    before: /^'omit'$/,
    after: /^""$/,
    line: /additionalProperties/,
    reason: 'a value whose mask has no known name is left out, which is what this one is for',
  },
  {
    worlds: ['kyc-precise'],
    path: /^src\/decisions\/kyc-outcome\.ts$/,
    before: /^compare\(hit, '0\.(97|88)'\) < 0$/,
    after: /^(true|compare\(hit, '0\.(97|88)'\) <= 0)$/,
    line: /^ {2}if \(compare\(hit, '0\.88'\)/,
    reason: 'the rules above answer every hit that this would let in before this one is asked',
  },
  {
    worlds: ['kyc-precise'],
    path: /^src\/decisions\/kyc-outcome\.ts$/,
    before: /^tier === 'ultimate'$/,
    after: /^true$/,
    reason: 'the rule above answers lower risks of all other tiers before this one is asked',
  },
  {
    path: /^src\/platform\/server\.ts$/,
    before: /^'"'$/,
    line: /for \(let at = start \+ 1/,
    reason: 'comes to the same quote, letter by letter',
  },
  {
    path: /^src\/platform\/contract\.ts$/,
    before: /^(true|false)$/,
    line: /modifying: true|ajv\.addSchema\(/,
    reason:
      'what the validator checks of the API document itself, which is ours and fits, and whether it reads a value again after a ' +
      'keyword wrote it, which no other keyword looks at',
  },
  {
    path: /^src\/platform\/contract\.ts$/,
    before: /^(\[\]|'is not valid')$/,
    line: /check\.errors \?\? \[\]|message \?\? 'is not valid'/,
    reason: 'the validator names its errors whenever a check fails, each with a message',
  },
  {
    path: /^src\/platform\/contract\.ts$/,
    before: /^'openapi\.json'$/,
    reason: 'the name of the document inside of the validator, which nobody else reads',
  },
  {
    path: /^src\/platform\/auth\.ts$/,
    before: /^''$/,
    line: /authorization \?\? ''/,
    reason: 'no text that stands for a header that is not there holds a token',
  },
  {
    path: /^src\/platform\/auth\.ts$/,
    before: /^\[\]$/,
    line: /Array\.isArray\(roles\)|typeof scope ===/,
    reason: 'no operation asks for a role of that name',
  },
  {
    path: /^src\/platform\/auth\.ts$/,
    before: /^(roles\.filter\(.*\)|typeof role === 'string')$/,
    after: /^(roles|true)$/,
    reason: 'what is no text is no role that an operation asks for',
  },
  {
    path: /^src\/platform\/decimal\.ts$/,
    before: /^excess <= 0$/,
    after: /^(excess < 0|false)$/,
    reason: 'a quotient of up to 34 digits is cut by no digit, which gives it back as it is',
  },
  {
    path: /^src\/platform\/decimal\.ts$/,
    before: /^PRECISION - String\(magnitude\(a\)\)\.length( \+ String\(magnitude\(b\)\)\.length)?$/,
    after: /^PRECISION \+ String\(magnitude\(a\)\)\.length/,
    reason: 'more digits than are needed are worked out, and cut again by the same rule',
  },
  {
    path: /^src\/platform\/decimal\.ts$/,
    before: /^digits >= scale$/,
    after: /^digits > scale$/,
    reason: 'rounding to as many digits as there are changes nothing',
  },
  {
    path: /^src\/platform\/decimal\.ts$/,
    before: /^(units|divisor|value) < 0n$/,
    after: /^(units|divisor|value) <= 0n$/,
    reason: 'a divisor is never 0, the rest of 0 is given back before, and 0 without a sign is 0',
  },
];

/** Why a change makes no difference that could be seen; null for all others. */
export function equivalence({ path, before, after, line }: Mutant, world: string): string | null {
  const found = EQUIVALENTS.find(
    (one) =>
      (one.worlds?.includes(world) ?? true) &&
      one.path.test(path) &&
      one.before.test(before) &&
      (one.line === undefined || one.line.test(line)) &&
      (one.after === undefined || one.after.test(after)),
  );
  return found?.reason ?? null;
}
