import { parsePattern } from '../expressions/linear-pattern.ts';

const MAX_PATTERN = 500;

/**
 * Why a regular expression is refused, or null if it is good. It has to be RE2 syntax, which runs in linear time (no look-around,
 * no back-references), and JavaScript's as well: it is published in the API document, and clients run it in engines that backtrack.
 * For their sake a repetition inside a repetition and a repeated choice whose alternatives can start alike are refused too.
 */
export function checkPattern(pattern: string): string | null {
  if (pattern.length > MAX_PATTERN) return `A pattern has at most ${MAX_PATTERN} characters.`;
  const parsed = parsePattern(pattern);
  if ('problem' in parsed) return parsed.problem;
  try {
    new RegExp(pattern, 'u');
  } catch {
    return 'This is no regular expression that clients can run as well: flags such as (?i) are not possible.';
  }
  return nestedRepetition(withoutClasses(pattern));
}

/** Character classes and escapes become one letter each: what is inside them has no structure. */
function withoutClasses(pattern: string): string {
  return pattern.replace(/\\[pP]\{[^}]*\}|\\u\{[^}]*\}|\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
}

interface Group {
  start: number;
  repeats: boolean;
  choice: boolean;
}

function nestedRepetition(pattern: string): string | null {
  const open: Group[] = [{ start: 0, repeats: false, choice: false }];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    const group = open.at(-1);
    if (group === undefined) return null;
    if (character === '(') open.push({ start: i, repeats: false, choice: false });
    else if (character === '|') group.choice = true;
    else if (isRepetition(pattern, i) && pattern[i - 1] !== '(') group.repeats = true;
    else if (character === ')') {
      open.pop();
      const repeated = isRepetition(pattern, i + 1) && pattern[i + 1] !== '?';
      const inside = pattern.slice(group.start + 1, i);
      if (repeated && group.repeats) return 'A repetition inside a repetition is not possible.';
      if (repeated && group.choice && startsAlike(inside))
        return 'The alternatives of a repeated choice must start differently.';
      const outer = open.at(-1);
      if (outer !== undefined && (group.repeats || repeated)) outer.repeats = true;
    }
  }
  return null;
}

/** `*`, `+`, `?` and `{n,m}`; a fixed count `{n}` is no repetition. */
function isRepetition(pattern: string, at: number): boolean {
  const character = pattern[at];
  return character === '*' || character === '+' || character === '?' || /^\{\d+,\d*\}/.test(pattern.slice(at, at + 12));
}

function startsAlike(choice: string): boolean {
  const starts = choice
    .replace(/^\?(:|<[^>]*>)/, '')
    .split('|')
    .map((alternative) => alternative[0]);
  return (
    starts.some((start) => start === undefined || start === 'x' || start === '.' || start === '(') ||
    new Set(starts).size < starts.length
  );
}
