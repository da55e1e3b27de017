import { hasMatch, type Pattern, parsePattern } from './linear-pattern.ts';

/** Characters that an example is made of, the plainest first. */
const CHARACTERS = [
  ...'Aa0 _-.@/:,;+#!?*()[]{}<>=&%$"\'`~^|\\'.split('').map(codeOf),
  ...'bcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ123456789'.split('').map(codeOf),
  ...'éäßΩжא中あ한€\u00a0\t\n'.split('').map(codeOf),
];

/** So many places in a pattern and a text are looked at; what needs more has no example here. */
const MAX_LOOKED_AT = 20_000;

/** How far a text has come: the step of the pattern, and whether the text must end here. */
interface Place {
  step: number;
  isEnded: boolean;
  length: number;
  before: Place | null;
  code: number;
}

/**
 * A text that a pattern (RE2 syntax, found anywhere) accepts and that is `min` to `max` characters long: the shortest of the
 * plainest characters. Null if there is none, if the pattern cannot be read, or if looking for one would take long.
 */
export function patternExample(pattern: string, min = 0, max = Number.POSITIVE_INFINITY): string | null {
  const parsed = parsePattern(pattern);
  if ('problem' in parsed) return null;
  for (const text of candidates(parsed, min)) {
    const filled = text + 'a'.repeat(Math.max(0, min - [...text].length));
    for (const one of [text, filled]) {
      const length = [...one].length;
      if (length >= min && length <= max && hasMatch(one, pattern)) return one;
    }
  }
  return null;
}

/** The shortest text, and the shortest that is long enough by the pattern alone. */
function candidates({ steps, start }: Pattern, min: number): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const open: Place[] = [{ step: start, isEnded: false, length: 0, before: null, code: -1 }];
  for (let at = 0; at < open.length && at < MAX_LOOKED_AT; at++) {
    const place = open[at];
    const step = place === undefined ? undefined : steps[place.step];
    if (place === undefined || step === undefined) continue;
    // Texts that are long enough already are all alike from here.
    const key = `${place.step} ${place.isEnded} ${Math.min(place.length, min)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const goOn = (next: number, more: Partial<Place> = {}): void => {
      open.push({ ...place, step: next, ...more });
    };
    if (step.kind === 'found') {
      if (found.length === 0 || place.length >= min) found.push(textOf(place));
      if (place.length >= min) return found;
    } else if (step.kind === 'either') {
      for (const way of step.ways) goOn(way);
    } else if (step.kind === 'place') {
      const isBegin = step.place === 'start' || step.place === 'lineStart';
      const isEnd = step.place === 'end' || step.place === 'lineEnd';
      if (!isBegin || place.length === 0) goOn(step.next, { isEnded: place.isEnded || isEnd });
    } else if (!place.isEnded) {
      const code = CHARACTERS.find(step.holds);
      if (code !== undefined) goOn(step.next, { length: place.length + 1, before: place, code });
    }
  }
  return found;
}

function textOf(last: Place): string {
  const codes: number[] = [];
  for (let place: Place | null = last; place !== null; place = place.before)
    if (place.before !== null && place.length > place.before.length) codes.push(place.code);
  return String.fromCodePoint(...codes.reverse());
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
