/** Cyrillic and Greek letters that look like Latin ones in most fonts, each before its Latin one (a part of Unicode TS 39). */
const PAIRS = 'АAВBСCЕEНHІIЈJКKМMОOРPЅSТTХXУYаaсcеeһhіiјjоoрpѕsхxуyԁdԛqԝw' + 'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνv';

const LATIN: ReadonlyMap<string, string> = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, i) => [PAIRS.charAt(2 * i), PAIRS.charAt(2 * i + 1)]),
);

/** A name in Latin letters, and the first of its letters that only looks like one. */
export interface Lookalike {
  name: string;
  letter: string;
  latin: string;
}

/** What a name most likely should be that has letters which only look Latin; null if it has none. */
export function lookalikeOf(name: string): Lookalike | null {
  for (const letter of name) {
    const latin = LATIN.get(letter);
    if (latin !== undefined) return { name: [...name].map((one) => LATIN.get(one) ?? one).join(''), letter, latin };
  }
  return null;
}
