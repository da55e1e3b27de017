/** A word of a phrase and where it stands in it. */
export interface Word {
  text: string;
  lower: string;
  start: number;
  end: number;
}

/** What a phrase gave: nothing of it is lost, each word is either understood or not. */
export interface Reading<T> {
  value: T;
  /** One plain sentence each: what was not written but had to be decided. */
  assumptions: readonly string[];
  understood: readonly Word[];
  notUnderstood: readonly Word[];
}

const LONGEST_PHRASE = 2000;

/** Splits a phrase at white space and at `, ; + / ( )`; the percent sign and units stay with their number. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.slice(0, LONGEST_PHRASE).matchAll(/[^\s,;+/()]+/g)) {
    words.push({
      text: match[0],
      lower: match[0].toLowerCase(),
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  if (text.length > LONGEST_PHRASE) {
    words.push({ text: text.slice(LONGEST_PHRASE), lower: '', start: LONGEST_PHRASE, end: text.length });
  }
  return words;
}

/** Hands out the words of a phrase and remembers which of them a grammar took. */
export class WordTaker {
  readonly words: readonly Word[];
  readonly #taken = new Set<number>();

  constructor(text: string) {
    this.words = wordsOf(text);
  }

  /** Takes the first run of free words that matches the patterns, one pattern per word, and gives it; null if there is none. */
  take(...patterns: readonly RegExp[]): readonly Word[] | null {
    for (let start = 0; start + patterns.length <= this.words.length; start++) {
      const run = this.words.slice(start, start + patterns.length);
      const fits = run.every((word, i) => !this.#taken.has(start + i) && patterns[i]?.test(word.lower) === true);
      if (!fits) continue;
      for (let i = 0; i < run.length; i++) this.#taken.add(start + i);
      return run;
    }
    return null;
  }

  /** Takes every free word that matches. */
  takeAll(pattern: RegExp): readonly Word[] {
    const found: Word[] = [];
    for (const [i, word] of this.words.entries()) {
      if (this.#taken.has(i) || !pattern.test(word.lower)) continue;
      this.#taken.add(i);
      found.push(word);
    }
    return found;
  }

  /** Closes the reading: words that are only glue count as understood if anything was. */
  reading<T>(value: T, assumptions: readonly string[] = []): Reading<T> {
    if (this.#taken.size > 0) this.takeAll(/^(a|an|and|the|of|for|with|in|at|all|is|are|to|by|per|on|only|&)$/);
    return {
      value,
      assumptions,
      understood: this.words.filter((_, i) => this.#taken.has(i)),
      notUnderstood: this.words.filter((_, i) => !this.#taken.has(i)),
    };
  }
}
