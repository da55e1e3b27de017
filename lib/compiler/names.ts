/** Words that cannot name a variable in a generated module: the language's own, and those that every module may import. */
const TAKEN = new Set(
  `abstract any arguments as async await boolean break case catch class const continue debugger declare default delete do
  else enum eval export extends false finally for from function get if implements import in infer instanceof interface is
  keyof let module namespace never new null number object of package private protected public readonly require return
  satisfies set static string super switch symbol this throw true try type typeof undefined unique unknown using var void
  while with yield Array BigInt Boolean Buffer Date Error Infinity JSON Map Math NaN Number Object Promise RangeError
  Record RegExp Set String Symbol globalThis process console
  input caller now tx person once decide call attempt score emit wait screen asked extract infer within later part sideBySide present steps row randomUUID headers pages nextLink invalid_input unauthenticated forbidden not_found timed_out conflict too_large unsupported too_many issueToken callerRow report
  everyInTurn filterInTurn mapInTurn oneInTurn someInTurn
  add subtract multiply divide remainder negate compare round exactly least greatest absolute
  boolIn byCodePoint byInstant byLength byNumber codePoints cutOff dateIn dayLater dayOf daysBetween decimalIn
  decimalOf diffOf distinctOf doubleIn durationBetween durationIn fieldBehind fieldBehindOrNull hasMatch hashPassword instantOf intIn intOf
  isAmong keysWhere largestOf lengthOf longIn hashField openField sealField lookUp meanDouble meanExact newToken plusDuration quotientLong quotientOf
  reachIn remainderOf sameInstant sameLength sameNumber similarityOf slugOf smallestOf sortedBy sumDouble
  sumExact sumWhole textIn timeLater timestampIn uuidIn verifyPassword wholeOf yearsBetween`.split(/\s+/),
);

/** `verify_kyc`, `verifyKyc`, `VerifyKYC` → its words, in lower case, letters and digits only. */
function words(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** A name for a file or a folder: `verify-kyc`. */
export function kebab(name: string): string {
  return words(name).join('-') || 'unnamed';
}

/** A name for a type: `VerifyKyc`. */
export function pascal(name: string): string {
  const text = words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return /^[A-Z]/.test(text) ? text : `N${text}`;
}

/** A name for a variable: `verifyKyc`. */
export function camel(name: string): string {
  const text = pascal(name);
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A name for a table or a column: `kyc_case`. */
export function snake(name: string): string {
  return words(name).join('_') || 'unnamed';
}

/** A name as people read it: `Extract text ocr`. */
export function title(name: string): string {
  const text = words(name).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Gives each wanted name once: what is taken gets a number, or `_` where it is a word of the language. */
export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** A fresh name that looks like `wanted`. Equal calls in equal order give equal names. */
  take(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#taken.has(name); number += 1) name = `${wanted}${number}`;
    this.#taken.add(name);
    return name;
  }
}

/** A variable for a name of the specification: the name itself wherever that is possible. */
export function variable(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=[0-9])/, '_') || '_';
  return TAKEN.has(safe) ? `${safe}_` : safe;
}
