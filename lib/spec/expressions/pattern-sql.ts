/** Repetitions that PostgreSQL counts up to. */
const MOST_REPEATED = 255;
const LAST_CODE = 0x10ffff;

type Range = readonly [low: number, high: number];

/**
 * A pattern in RE2 syntax as an advanced regular expression of PostgreSQL with exactly the same meaning; null where there is none,
 * or where it is not plain that it is the same: case that does not count, lines, edges of words, properties of Unicode. Classes
 * become ranges of code points, as PostgreSQL's own depend on the locale. Takes patterns that the checker has read.
 */
export function patternInSql(pattern: string): string | null {
  try {
    return new PatternWriter(pattern).whole();
  } catch (failure) {
    if (failure instanceof Untranslated) return null;
    throw failure;
  }
}

class Untranslated extends Error {}

const DIGITS: readonly Range[] = [[48, 57]];
const WORD: readonly Range[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACE: readonly Range[] = [
  [9, 10],
  [12, 13],
  [32, 32],
];
const SETS: Readonly<Record<string, readonly Range[]>> = { d: DIGITS, w: WORD, s: SPACE };
const NAMED: Readonly<Record<string, readonly Range[]>> = {
  alnum: [
    [48, 57],
    [65, 90],
    [97, 122],
  ],
  alpha: [
    [65, 90],
    [97, 122],
  ],
  ascii: [[0, 127]],
  blank: [
    [9, 9],
    [32, 32],
  ],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  digit: DIGITS,
  graph: [[33, 126]],
  lower: [[97, 122]],
  print: [[32, 126]],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  space: [
    [9, 13],
    [32, 32],
  ],
  upper: [[65, 90]],
  word: WORD,
  xdigit: [
    [48, 57],
    [65, 70],
    [97, 102],
  ],
};
const ESCAPES: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const NEW_LINE: readonly Range[] = [[10, 10]];

class PatternWriter {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): string {
    const written = this.#choice();
    if (this.#at < this.#text.length) throw new Untranslated();
    return written;
  }

  #choice(): string {
    const ways = [this.#sequence()];
    while (this.#accept('|')) ways.push(this.#sequence());
    return ways.join('|');
  }

  #sequence(): string {
    let written = '';
    while (this.#at < this.#text.length && !this.#sees('|') && !this.#sees(')')) written += this.#repeated();
    return written === '' ? '(?:)' : written;
  }

  #repeated(): string {
    const { text, isPlace } = this.#part();
    const [all, times, min = '', max = ''] =
      /^(\*|\+|\?|\{(\d+)(?:,(\d*))?\})\??/.exec(this.#text.slice(this.#at, this.#at + 25)) ?? [];
    if (all === undefined || times === undefined) return text;
    // PostgreSQL repeats no places, and fewer times.
    if (isPlace || Number(min) > MOST_REPEATED || Number(max) > MOST_REPEATED) throw new Untranslated();
    this.#at += all.length;
    return `${text}${times}`;
  }

  #part(): { text: string; isPlace: boolean } {
    if (this.#accept('(')) return { text: `(?:${this.#group()})`, isPlace: false };
    if (this.#accept('[')) return { text: this.#class(), isPlace: false };
    if (this.#accept('^')) return { text: '^', isPlace: true };
    if (this.#accept('$')) return { text: '$', isPlace: true };
    if (this.#accept('.')) return { text: bracket(NEW_LINE, true), isPlace: false };
    if (!this.#accept('\\')) return { text: character(this.#next()), isPlace: false };
    if (this.#accept('A')) return { text: '^', isPlace: true };
    if (this.#accept('z')) return { text: '$', isPlace: true };
    const said = this.#escape();
    return { text: typeof said === 'number' ? character(said) : bracket(said, false), isPlace: false };
  }

  #group(): string {
    if (this.#accept('?')) {
      const [head] = /^(?::|P?<[A-Za-z_]\w*>)/.exec(this.#text.slice(this.#at, this.#at + 80)) ?? [];
      if (head === undefined) throw new Untranslated();
      this.#at += head.length;
    }
    const written = this.#choice();
    if (!this.#accept(')')) throw new Untranslated();
    return written;
  }

  #class(): string {
    const negated = this.#accept('^');
    const ranges: Range[] = [];
    for (let first = true; first || !this.#sees(']'); first = false) {
      if (this.#at >= this.#text.length) throw new Untranslated();
      ranges.push(...this.#classPart());
    }
    this.#at += 1;
    return bracket(ranges, negated);
  }

  #classPart(): readonly Range[] {
    const [all, no, name = ''] = /^\[:(\^?)([a-z]+):\]/.exec(this.#text.slice(this.#at, this.#at + 16)) ?? [];
    const known = NAMED[name];
    if (all !== undefined && known !== undefined) {
      this.#at += all.length;
      return no === '^' ? others(known) : known;
    }
    const low = this.#classCode();
    if (typeof low !== 'number') return low;
    if (!this.#sees('-') || this.#text[this.#at + 1] === ']') return [[low, low]];
    this.#at += 1;
    const high = this.#classCode();
    if (typeof high !== 'number' || high < low) throw new Untranslated();
    return [[low, high]];
  }

  #classCode(): number | readonly Range[] {
    return this.#accept('\\') ? this.#escape() : this.#next();
  }

  /** The character or the set that stands behind a backslash. */
  #escape(): number | readonly Range[] {
    const rest = this.#text.slice(this.#at, this.#at + 12);
    const [all, two, more] = /^x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/.exec(rest) ?? [];
    const code = all === undefined ? ESCAPES[rest[0] ?? ''] : Number.parseInt(two ?? more ?? '', 16);
    if (code !== undefined) {
      this.#at += all?.length ?? 1;
      return code;
    }
    if (/^[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e ]/.test(rest)) return this.#next();
    const set = SETS[(rest[0] ?? '').toLowerCase()];
    if (set === undefined) throw new Untranslated();
    this.#at += 1;
    return rest[0] === rest[0]?.toLowerCase() ? set : others(set);
  }

  #next(): number {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) throw new Untranslated();
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #sees(one: string): boolean {
    return this.#text[this.#at] === one;
  }

  #accept(one: string): boolean {
    if (!this.#sees(one)) return false;
    this.#at += 1;
    return true;
  }
}

/** Letters and digits as they are, everything else by its code. What no text of PostgreSQL holds cannot be said. */
function character(code: number): string {
  if (code === 0 || code > LAST_CODE || isHalf(code)) throw new Untranslated();
  const text = String.fromCodePoint(code);
  if (/^[A-Za-z0-9]$/.test(text)) return text;
  const digits = code.toString(16);
  return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
}

/** Halves of a pair are no characters. */
function isHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function bracket(ranges: readonly Range[], negated: boolean): string {
  const written = ranges.flatMap(withoutHalves).map(([low, high]) => {
    return low === high ? character(low) : `${character(low)}-${character(high)}`;
  });
  if (written.length === 0) throw new Untranslated();
  return `[${negated ? '^' : ''}${written.join('')}]`;
}

/** A range of what can stand in a text. */
function withoutHalves([low, high]: Range): Range[] {
  const parts: Range[] = [
    [Math.max(low, 1), Math.min(high, 0xd7ff)],
    [Math.max(low, 0xe000), high],
  ];
  return parts.filter(([from, to]) => from <= to);
}

/** All characters that are in none of some ranges. */
function others(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const found: Range[] = [];
  let next = 0;
  for (const [low, high] of sorted) {
    if (low > next) found.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= LAST_CODE) found.push([next, LAST_CODE]);
  return found;
}
