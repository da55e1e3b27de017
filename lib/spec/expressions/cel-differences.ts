/** A place where the language means something else than CEL (github.com/google/cel-spec, doc/langdef.md). */
export interface CelDifference {
  code: string;
  /** What CEL does. */
  cel: string;
  /** What the language does. */
  here: string;
  why: string;
  /** An expression that shows it, over the inputs of the differential test. */
  example: string;
  /**
   * How it shows: the checker refuses what CEL computes (`refused`), CEL fails where there is a result here (`given`), or the
   * results differ (`other`). `failed`: there is an error here where CEL has a result.
   */
  shows: 'refused' | 'given' | 'other' | 'failed';
}

/** Every difference. What is not listed is the same; the differential test fails on anything else. */
export const CEL_DIFFERENCES = [
  {
    code: 'decimals',
    cel: 'A number with a point is a binary fraction, so 0.1 + 0.2 is not 0.3.',
    here: 'It is an exact decimal, unless the other side is a double.',
    why: 'Money is never a float.',
    example: '0.1 + 0.2 == 0.3',
    shows: 'other',
  },
  {
    code: 'promotion',
    cel: 'Arithmetic between a whole number and one with a point is an error.',
    here: 'Whole numbers take part as what the other side is.',
    why: 'Both sides are exact, so nothing can be lost.',
    example: 'input.i * 1.5',
    shows: 'given',
  },
  {
    code: 'safe-integers',
    cel: 'Whole numbers have 64 bits.',
    here: 'An int that JavaScript cannot hold exactly (beyond 2^53 - 1) is an error at run time; `long` is computed exactly.',
    why: 'A number that silently loses its last digits is worse than an error.',
    example: 'input.large * 100000',
    shows: 'failed',
  },
  {
    code: 'missing-items',
    cel: 'An item that is not there is an error.',
    here: '`list[i]` and `map[key]` are null then, and have to be tested before they are used.',
    why: 'The mistake shows while typing, not at a request.',
    example: 'input.ints[99] == null',
    shows: 'given',
  },
  {
    code: 'left-to-right',
    cel: '`&&`, `||`, `exists` and `all` forgive an error if another part decides the result.',
    here: 'Parts are computed from left to right until one decides; an error before that is an error.',
    why: 'It is what the generated TypeScript does, and what readers expect.',
    example: '1 / input.zero > 1 || true',
    shows: 'failed',
  },
  {
    code: 'has',
    cel: '`has(x.y)` asks whether a key is there, even with null, and takes nothing but fields.',
    here: '`has(x)` is `x != null`, for names, fields, items and calls.',
    why: 'Input that was not sent and null are the same.',
    example: 'has(input.ints[99])',
    shows: 'given',
  },
  {
    code: 'conversions',
    cel: 'A text that says no number is an error.',
    here: '`int(text)`, `double(text)`, `timestamp(text)` and the like are null then; literals are checked while typing.',
    why: 'What a caller sends must not stop a request with an error that nobody wrote.',
    example: 'int(input.text) == null',
    shows: 'given',
  },
  {
    code: 'iso-durations',
    cel: 'A duration is written `duration("28800s")`.',
    here: 'It is written in ISO 8601: `duration("PT8H")`.',
    why: 'It is how durations stand in OpenAPI documents and on the wire.',
    example: 'duration("PT8H") == duration("PT480M")',
    shows: 'given',
  },
  {
    code: 'names',
    cel: 'Texts have `lowerAscii` and `upperAscii` (an extension), and there are no `min max abs first last`.',
    here: '`lower` and `upper` know all of Unicode; `min max abs first last` and others are functions.',
    why: 'Names of people are not ASCII.',
    example: 'lower("ÄB")',
    shows: 'given',
  },
  {
    code: 'call-forms',
    cel: '`exists` and its like are methods only.',
    here: '`f(x, y)` and `x.f(y)` are the same for every function.',
    why: 'One rule instead of a list of exceptions.',
    example: 'exists(input.ints, n, n > 0)',
    shows: 'given',
  },
  {
    code: 'strict-types',
    cel: 'Values of different kinds may be compared; `==` is false then.',
    here: 'It is an error while typing.',
    why: 'A comparison that is always false is a mistake that nobody notices.',
    example: '"a" == 1',
    shows: 'refused',
  },
  {
    code: 'missing-values',
    cel: 'null may stand anywhere; what it is used for fails at run time.',
    here: 'A value that may be missing has to be tested before it is used.',
    why: 'A missing value would stop the request with an error that nobody wrote.',
    example: 'input.noText != null || size(input.noText) > 3',
    shows: 'refused',
  },
  {
    code: 'no-whole-comparison',
    cel: 'Lists and maps are compared as a whole.',
    here: 'They are compared by what is in them.',
    why: 'Equality of structures means different things in the database.',
    example: 'input.ints == [1, 2]',
    shows: 'refused',
  },
  {
    code: 'no-order-of-bools',
    cel: 'false is less than true.',
    here: 'Truth values, enumerations and ids have no order.',
    why: 'Nobody means it.',
    example: 'false < true',
    shows: 'refused',
  },
  {
    code: 'mixed-lists',
    cel: 'The items of a list may be of different kinds.',
    here: 'They are of one type.',
    why: 'A list is stored and sent as one type.',
    example: '[1, "a"]',
    shows: 'refused',
  },
  {
    code: 'no-bytes-and-uint',
    cel: 'There are `uint`, `bytes`, hexadecimal and raw literals, `type(x)` and `dyn(x)`.',
    here: 'There are none.',
    why: 'The types are those of the specification.',
    example: '0x10 == 16',
    shows: 'refused',
  },
] as const satisfies readonly CelDifference[];

export type CelDifferenceCode = (typeof CEL_DIFFERENCES)[number]['code'];

/** Where the library that serves as the oracle (@bufbuild/cel 0.6) does not do what CEL says; the test steers around them. */
export const ORACLE_FAULTS = [
  'Texts are ordered by UTF-16 units instead of code points, so "\\uffff" is not less than "😀".',
  '`has` of a key that holds null is false.',
  '`replace` of an empty part puts everything at the beginning.',
] as const;
