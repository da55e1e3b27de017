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
    worlds: ['kyc-brief'],
    path: /^src\/platform\/operation\.ts$/,
    before: /^demand\(request\.caller, operation\.access\);$/,
    reason: 'no operation of this service asks for a role or a scope',
  },
  {
    path: /^src\/platform\/server\.ts$/,
    before: /^\(\) => false$/,
    after: /^\(\) => undefined$/,
    reason: 'not connected, either way',
  },
  {
    worlds: ['kyc-brief'],
    path: /^src\/platform\/auth\.ts$/,
    before: /./,
    line: /access\.(roles|scopes)|const role|scope\.split/,
    reason: 'no operation of this service asks for a role or a scope',
  },
  {
    worlds: ['kyc-brief'],
    path: /^src\/platform\/tasks\.ts$/,
    before: /^(task\.candidates\.some\(.*|operation\.name === row\.operation)$/,
    after: /^(task\.candidates\.every\(.*|true)$/,
    reason: 'one operation of this service asks people, and those of one role',
  },
  {
    path: /^src\/platform\/tasks\.ts$/,
    before: /^row\.state === 'succeeded'$/,
    after: /^true$/,
    reason: 'what waits has no result, and JSON leaves out what is undefined',
  },
  {
    worlds: ['kyc-brief', 'loan-quotes'],
    path: /^src\/platform\/migrate\.ts$/,
    before: /./,
    line: /readdir\(FOLDER\)/,
    reason: 'the folder of this service holds one migration and nothing else',
  },
  {
    path: /^src\/platform\/mask\.ts$/,
    before: /^(value === undefined|\{ 'x-mask': 'omit' \})$/,
    reason: 'JSON holds no undefined, and the check of an input lets no field pass that its schema does not know',
  },
  {
    worlds: ['kyc-brief'],
    path: /^src\/platform\/mask\.ts$/,
    before: /./,
    line: /schema\.anyOf/,
    reason: 'no schema of this service has alternatives',
  },
  {
    path: /^src\/platform\/server\.ts$/,
    before: /^'"'$/,
    line: /for \(let at = start \+ 1/,
    reason: 'comes to the same quote, letter by letter',
  },
  {
    worlds: LOAN_QUOTES,
    path: /^src\/platform\/auth\.ts$/,
    before: /^(' '|scope\.split\(' '\))$/,
    reason: 'no operation of this service asks for a scope',
  },
  {
    worlds: LOAN_QUOTES,
    path: /^src\/platform\/auth\.ts$/,
    before: /^access\.roles\.some\(/,
    after: /^access\.roles\.every\(/,
    reason: 'every operation of this service names one role',
  },
  {
    worlds: LOAN_QUOTES,
    path: /^src\/platform\/(operation|server)\.ts$/,
    before: /^operation\.record(\.length > 0|\.includes\('request'\))$/,
    after: /^(true|operation\.record\.length >= 0)$/,
    reason: 'every operation of this service is recorded with what was asked and answered',
  },
  {
    worlds: LOAN_QUOTES,
    path: /^src\/platform\/operation\.ts$/,
    before: /^!record\.includes\('response'\)( \|\| output === null)?$/,
    after: /^(false|!record\.includes\('response'\) && output === null)$/,
    reason: 'every operation of this service is recorded with what was asked and answered',
  },
  {
    worlds: LOAN_QUOTES,
    path: /^src\/platform\/operation\.ts$/,
    before: /hidden\.includes\(input\)/,
    after: /^(Object\.entries\(Object\(inputs\)\)|true|!hidden\.includes\(input\))$/,
    reason: 'no input of a decision table of this service is classified',
  },
  {
    worlds: LOAN_QUOTES,
    path: /^src\/platform\/operation\.ts$/,
    before: /^(\{ id: 'anonymous', roles: \[\], scopes: \[\] \}|'anonymous')$/,
    reason: 'every operation of this service asks who calls',
  },
  {
    path: /^src\/platform\/operation\.ts$/,
    before: /^\[\]$/,
    line: /^const ANYBODY/,
    reason: 'an operation that anybody may call asks nobody for roles or scopes',
  },
  {
    path: /^src\/platform\/operation\.ts$/,
    before:
      /^(\[operation\.body, operation\.parameters\?\.schema, operation\.output\]|\{\s*if \(schema\) faultsOf\(schema, null\);\s*\}|faultsOf\(schema, null\);)$/,
    reason: 'makes the checks before the first request needs them: they are the same afterwards',
  },
  {
    path: /^src\/platform\/operation\.ts$/,
    before: /^schema$/,
    after: /^false$/,
    reason: 'makes the checks before the first request needs them: they are the same afterwards',
  },
  {
    path: /^src\/platform\/server\.ts$/,
    before: /^(app\.decorateRequest\('(caller|shown|decisions)', null\);|'(caller|shown|decisions)')$/,
    reason: 'gives all requests one shape, which is faster; whoever reads these members takes undefined as null',
  },
  {
    path: /^src\/platform\/contract\.ts$/,
    before: /^(true|false|\{ strictTypes: false \})$/,
    line: /strictTypes: false|modifying: true|ajv\.addSchema\(/,
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
    worlds: ['kyc-brief'],
    path: /^src\/platform\/mask\.ts$/,
    before: /^'omit'$/,
    reason: 'this service knows one mask, whatever it is called',
  },
  {
    worlds: ['kyc-brief'],
    path: /^src\/platform\/operation\.ts$/,
    before: /./,
    line: /parametersOf|faults|request\.params|parameters === null/,
    reason: 'no operation of this service has parameters',
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
    path: /^src\/platform\/db\.ts$/,
    before: /^true$/,
    line: /pipeline: true|client\.release\(true\)/,
    reason:
      'sends statements without a wait for the answers before them, and replaces a connection: faster, and no other answer',
  },
  {
    path: /^src\/platform\/embedded\.ts$/,
    before: /./,
    line: /wasm|WORTH_COMPILING|COMPILED_ONCE|CACHE|shared_buffers|function (copy|emptyDatabase|makeEmpty)|draft|mkdir|mkdtemp|execFile|kept|rename|wal-segsize|made|argv|import\.meta\.main|try \{/,
    reason:
      'how long a start takes and what it keeps in memory: the first start on a machine keeps an empty database to copy, and where ' +
      'there is none, or half of one, an empty database is made anew',
  },
  {
    path: /^src\/platform\/embedded\.ts$/,
    before: /^(files|this\.pg)\?\./,
    reason: 'the files of a database that starts are there',
  },
  {
    path: /^src\/main\.ts$/,
    before: /^(process\.exit\(0\);|setTimeout\(\(\) => process\.exit\(1\), DRAIN_MS\)\.unref\(\);)$/,
    reason: 'nothing is left to do when all is closed; it ends what hangs, after more time than a test may take',
  },
  {
    path: /^src\/main\.ts$/,
    before: /^\(\) => process\.exit\(1\)$/,
    reason: 'ends what hangs, after more time than a test may take',
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
