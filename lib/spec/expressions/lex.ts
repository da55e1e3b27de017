/** A token of an expression. Offsets are in the expression's text. */
export interface Token {
  kind: 'name' | 'number' | 'string' | 'operator' | 'bad' | 'end';
  /** As written; for strings the decoded value. */
  text: string;
  start: number;
  end: number;
  /** What is wrong with it, in a sentence. */
  problem: string | null;
}

const OPERATORS = [
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '!',
  '?',
  ':',
  '.',
  ',',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
];
/** Operators of other languages: what is meant, as far as it can be read, and what to write. */
const FOREIGN: readonly { written: string; meant: string | null; problem: string }[] = [
  { written: '===', meant: '==', problem: 'Compare with `==`.' },
  { written: '!==', meant: '!=', problem: 'Compare with `!=`.' },
  { written: '??', meant: null, problem: 'There is no `??`. Write `x != null ? x : y`.' },
];
const ASSIGNMENT = { meant: '==', problem: 'Compare with `==`.' };

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '`': '`',
  '?': '?',
  '/': '/',
};

/** Splits an expression into tokens; the last is `end`. Any text gives tokens: what is none becomes `bad`. */
export function lex(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    const token = readToken(text, at, character);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length, problem: null });
  return tokens;
}

function readToken(text: string, at: number, character: string): Token {
  if (/[A-Za-z_]/.test(character)) return run(text, at, /[A-Za-z0-9_]*/y, 'name');
  if (/[0-9]/.test(character)) return readNumber(text, at);
  if (character === '"' || character === "'") return readString(text, at, character);
  const foreign = FOREIGN.find(({ written }) => text.startsWith(written, at));
  if (foreign !== undefined) {
    const { written, meant, problem } = foreign;
    const end = at + written.length;
    return { kind: meant === null ? 'bad' : 'operator', text: meant ?? written, start: at, end, problem };
  }
  const operator = OPERATORS.find((candidate) => text.startsWith(candidate, at));
  if (operator !== undefined)
    return { kind: 'operator', text: operator, start: at, end: at + operator.length, problem: null };
  if (character === '=')
    return { kind: 'operator', text: ASSIGNMENT.meant, start: at, end: at + 1, problem: ASSIGNMENT.problem };
  const known: Readonly<Record<string, string>> = {
    '&': 'Write `&&` for "and".',
    '|': 'Write `||` for "or".',
  };
  const length = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  const problem = known[character] ?? 'This character has no meaning in an expression.';
  return { kind: 'bad', text: text.slice(at, at + length), start: at, end: at + length, problem };
}

function run(text: string, at: number, pattern: RegExp, kind: Token['kind']): Token {
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0] ?? text[at] ?? '';
  return { kind, text: found, start: at, end: at + Math.max(1, found.length), problem: null };
}

function readNumber(text: string, at: number): Token {
  const token = run(text, at, /[0-9]+(\.[0-9]+)?/y, 'number');
  const rest = run(text, token.end, /[A-Za-z0-9_]*/y, 'name').text;
  if (/^[A-Za-z0-9_]+$/.test(rest) && token.end < text.length && /[A-Za-z0-9_]/.test(text[token.end] ?? '')) {
    const end = token.end + rest.length;
    return {
      kind: 'bad',
      text: text.slice(at, end),
      start: at,
      end,
      problem: 'A number has digits and at most one point. Names start with a letter.',
    };
  }
  if (token.text.length > 60) return { ...token, problem: 'A number has at most 60 digits.' };
  return token;
}

function readString(text: string, at: number, quote: string): Token {
  let value = '';
  let problem: string | null = null;
  let i = at + 1;
  for (; i < text.length && text[i] !== quote; i++) {
    if (text[i] !== '\\') {
      value += text[i];
      continue;
    }
    i++;
    const code = /^u([0-9a-fA-F]{4})/.exec(text.slice(i, i + 5))?.[1];
    const plain = ESCAPES[text[i] ?? ''];
    if (code !== undefined) {
      value += String.fromCharCode(Number.parseInt(code, 16));
      i += 4;
    } else if (plain !== undefined) value += plain;
    else problem = 'This escape is not known. A backslash is written twice.';
  }
  if (i >= text.length)
    return { kind: 'string', text: value, start: at, end: text.length, problem: 'The quote is not closed.' };
  return { kind: 'string', text: value, start: at, end: i + 1, problem };
}
