import type { Span } from '../../core/text-range.ts';

/** An expression without quotes that YAML cannot read as a text, and what YAML takes it for. */
export interface UnquotedValue {
  span: Span;
  /** `block`: it starts with `>` or `|`; `other`: it has `: `, ` #`, quotes or brackets that mean something to YAML. */
  taken: 'block' | 'other';
}

/** Keys whose value is always an expression, written without `=`, or a pattern. */
const CONDITIONS = 'when|guard|where|holds|pattern';
const LEAD = new RegExp(
  `(?:^|[{,\\s])(?:(?:${CONDITIONS})["']?:[ \\t]+|[A-Za-z_][A-Za-z0-9_.-]*["']?:[ \\t]+(?==))`,
  'g',
);
const LONGEST_LINE = 4000;

/**
 * Looks in the line of a mistake for an expression that should have been in quotes: `set: =a ? b : c`, `when: > 18`,
 * `set: =[1, 2]` inside of `{…}`. Null if there is none, so that another reason is said.
 */
export function unquotedValue(text: string, offset: number): UnquotedValue | null {
  const from = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const length = text.slice(from, from + LONGEST_LINE).search(/[\r\n]/);
  const line = text.slice(from, length < 0 ? from + LONGEST_LINE : from + length);
  for (const match of line.matchAll(LEAD)) {
    const start = match.index + match[0].length;
    const first = line[start];
    const isPattern = /pattern["']?:[ \t]+$/.test(match[0]);
    if (first === undefined || first === "'" || first === '{' || (first === '[' && !isPattern)) continue;
    const end = endOfValue(line, start, depthAt(line, start) > 0);
    const value = line.slice(start, end);
    const taken = takenFor(value);
    if (taken !== null) return { span: { start: from + start, end: from + end }, taken };
  }
  return null;
}

/** What YAML takes an expression for; null if it reads it as the text that it is. */
function takenFor(value: string): UnquotedValue['taken'] | null {
  if (/^[>|]/.test(value)) return 'block';
  // A value in double quotes is a text, unless something follows: `"a" == x`.
  if (/^"(?:[^"\\]|\\.)*"$/.test(value)) return null;
  return /^["!&*%@`]|:\s|:$|\s#|[[\]{}]/.test(value) ? 'other' : null;
}

/** How many brackets of YAML are open at a place of a line. Quoted texts do not count. */
function depthAt(line: string, at: number): number {
  let depth = 0;
  for (const bracket of line
    .slice(0, at)
    .replace(/'[^']*'|"(?:[^"\\]|\\.)*"/g, '')
    .match(/[[\]{}]/g) ?? [])
    depth += bracket === '{' || bracket === '[' ? 1 : -1;
  return depth;
}

/** Where an expression ends: with its line, or inside of `{…}` where another key follows or a bracket closes. */
function endOfValue(line: string, start: number, inFlow: boolean): number {
  let depth = 0;
  let quote = '';
  for (let at = start; at < line.length; at++) {
    const character = line[at] ?? '';
    if (quote !== '') {
      if (character === '\\') at++;
      else if (character === quote) quote = '';
      continue;
    }
    if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    if (inFlow && depth < 0) return trimmed(line, start, at);
    if (inFlow && depth === 0 && /^,\s*["']?[A-Za-z_][A-Za-z0-9_.-]*["']?:\s/.test(line.slice(at, at + 80)))
      return trimmed(line, start, at);
  }
  return trimmed(line, start, line.length);
}

function trimmed(line: string, start: number, end: number): number {
  return start + line.slice(start, end).trimEnd().length;
}
