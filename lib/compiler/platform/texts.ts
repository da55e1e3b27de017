import { code } from '../text/code.ts';

/** src/platform/texts.ts: what expressions do with texts beyond JavaScript's own methods; only for services that need it. */
export function textsFile(): string {
  return code`
    import type { Decimal } from './decimal.ts';

    /** The order of texts by code point; JavaScript's own order is by halves of code points. */
    export function byCodePoint(left: string, right: string): number {
      const length = Math.min(left.length, right.length);
      for (let at = 0; at < length; at += 1) {
        const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
        if (a !== b) return rank(a) - rank(b);
      }
      return left.length - right.length;
    }

    /** Halves of a pair stand for code points above all others. */
    function rank(unit: number): number {
      return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
    }

    /** The parts of a text between its separators; an empty separator gives the code points. */
    export function codePoints(text: string, separator: string): string[] {
      return separator === '' ? [...text] : text.split(separator);
    }

    /** For addresses: lower case, no accents, one hyphen for everything between letters and digits. */
    export function slugOf(text: string): string {
      const found = folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
      return found.join('-');
    }

    /** The id that a text says, in lower case; null if it says none. */
    export function uuidIn(value: unknown): string | null {
      if (typeof value !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return null;
      return value.toLowerCase();
    }

    ${WEIGHTS}

    /**
     * How alike two texts are, 0 to 1 with four digits: Jaro-Winkler (W. E. Winkler, 1990) over the words in order, where case
     * and diacritics do not count.
     */
    export function similarityOf(left: string, right: string): Decimal {
      const [a, b] = [words(left), words(right)];
      const jaro = jaroOf(a, b);
      let prefix = 0;
      while (prefix < PREFIX_LENGTH && a[prefix] === b[prefix]) prefix += 1;
      return (jaro + prefix * PREFIX_WEIGHT * (1 - jaro)).toFixed(4) as Decimal;
    }

    function words(text: string): string[] {
      const found = folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
      return [...found.sort(byCodePoint).join(' ')].slice(0, COMPARED);
    }

    /** Without case and diacritics. */
    function folded(text: string): string {
      return text
        .normalize('NFKD')
        .replaceAll(/\p{M}+/gu, '')
        .toLowerCase()
        .normalize('NFKC');
    }

    ${JARO_OF}
  `;
}

/** What Winkler's likeness counts with. */
export const WEIGHTS = code`
  /** More of a name than this is not compared: the time grows with the square of it. */
  const COMPARED = 1000;

  /** Winkler's weight of each equal code point at the beginning. */
  const PREFIX_WEIGHT = 0.1;

  /** How many of them count. */
  const PREFIX_LENGTH = 4;
`;

/** Jaro's likeness of two lists of characters. */
export const JARO_OF = code`
  function jaroOf(a: readonly string[], b: readonly string[]): number {
    if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
    const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
    const taken = new Set<number>();
    const common: string[] = [];
    for (const [at, character] of a.entries()) {
      const end = Math.min(b.length, at + reach + 1);
      let other = Math.max(0, at - reach);
      while (other < end && (taken.has(other) || b[other] !== character)) other += 1;
      if (other < end) {
        taken.add(other);
        common.push(character);
      }
    }
    if (common.length === 0) return 0;
    const others = b.filter((_, at) => taken.has(at));
    const swapped = common.filter((character, at) => character !== others[at]).length / 2;
    const count = common.length;
    return (count / a.length + count / b.length + (count - swapped) / count) / 3;
  }
`;
