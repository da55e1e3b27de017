import { pick, type Random } from './random.ts';

/** One way to spoil a text. `others` are texts that parts may be taken from. */
type Mutator = (text: string, random: Random, others: readonly string[]) => string;

/** Every way to spoil a text, by name. */
export const MUTATORS: Readonly<Record<string, Mutator>> = {
  deletePart: (text, random) => splice(text, random(text.length + 1), random(12), ''),
  truncate: (text, random) => text.slice(0, random(text.length + 1)),
  insertPiece: (text, random) => splice(text, random(text.length + 1), 0, pick(random, PIECES, ' ')),
  repeatPart: (text, random) => splice(text, random(text.length + 1), 0, part(text, random, 80)),
  spliceOther: (text, random, others) => {
    const other = pick(random, others, text);
    return text.slice(0, random(text.length + 1)) + other.slice(random(other.length + 1));
  },
  deleteLine: (text, random) => onLines(text, (lines) => lines.splice(random(lines.length), 1 + random(3))),
  repeatLine: (text, random) => onLines(text, (lines) => lines.splice(random(lines.length), 0, line(lines, random))),
  borrowLine: (text, random, others) =>
    onLines(text, (lines) =>
      lines.splice(random(lines.length), 0, line(pick(random, others, text).split('\n'), random)),
    ),
  swapLines: (text, random) => onLines(text, (lines) => swap(lines, random(lines.length), random(lines.length))),
  changeIndent: (text, random) =>
    onLines(text, (lines) => {
      const at = random(lines.length);
      lines[at] = pick(random, [' ', '  ', '\t', '      '], ' ').repeat(random(3)) + (lines[at] ?? '').trimStart();
    }),
  swapTokens: (text, random) =>
    onTokens(text, random, (tokens) => swap(tokens, random(tokens.length), random(tokens.length))),
  deleteToken: (text, random) => onTokens(text, random, (tokens) => tokens.splice(random(tokens.length), 1)),
  changeToken: (text, random) =>
    onTokens(text, random, (tokens) => {
      tokens[random(tokens.length)] = pick(random, WORDS, 'x');
    }),
  changeNumber: (text, random) => oneOfMany(text, random, /\d+/g, () => pick(random, NUMBERS, '0')),
  lookalike: (text, random) => oneOfMany(text, random, /[aceops]/g, (letter) => LOOKALIKES.get(letter) ?? letter),
  otherLineEnds: (text, random) => text.replaceAll('\n', pick(random, ['\r\n', '\r', '\n\r', '\n\n'], '\r\n')),
  byteOrderMark: (text) => `\ufeff${text}`,
  marker: (text, random) => pick(random, ['---\n', '--- # c\n', '%YAML 1.2\n---\n', '# c\n\n'], '---\n') + text,
  nestDeep: (text, random) => {
    const [open, close] = pick(random, NESTS, ['[', ']']);
    const depth = pick(random, [5, 60, 64, 70, 3000], 5);
    return splice(text, random(text.length + 1), 0, open.repeat(depth) + close.repeat(random(2) * depth));
  },
};

/** Spoils a text in one to five ways. The same generator state gives the same mutant. */
export function mutateText(text: string, random: Random, others: readonly string[]): string {
  const mutators = Object.values(MUTATORS);
  let result = text;
  for (let left = 1 + random(5); left > 0; left--) {
    const mutator = mutators[random(mutators.length)];
    if (mutator !== undefined) result = mutator(result, random, others);
  }
  return result.slice(0, MAX_MUTANT);
}

/** Repeated splicing must not make texts that only measure patience. */
const MAX_MUTANT = 60_000;

const PIECES: readonly string[] = [
  ...['"', "'", ':', ': ', '- ', '\n', '\n  ', '\t', '{', '}', '[', ']', '|', '||', '=', '==', '!', '!has(', '(', ')'],
  ...[
    '&a ',
    '*a',
    '<<: ',
    '#',
    ' # c',
    '?',
    '? ',
    '\n? ',
    '\n: ',
    '%',
    '@',
    '`',
    '\\',
    '\r',
    '\r\n',
    '\u0000',
    '\u0085',
  ],
  ...[
    '\u2028',
    '\u202e',
    '\ufeff',
    '\ud83d',
    '\udca9',
    '💶',
    'e\u0301',
    '1e999',
    '-0',
    '0x1F',
    '..',
    'null',
    '~',
    '- - -',
  ],
  ...[
    '---\n',
    '\n---\n',
    '\n...\n',
    '\n\n',
    '__proto__: 1\n',
    '__proto__',
    'constructor: 1',
    '\nkey:\n',
    ': |\n',
    '>-\n',
  ],
  ...['\n- x\n', '\n    - y: 1\n', '"a": ', '!!str ', '${', '{{', '=input.', '.map(x, ', '&& ', '? 1 : 2', '"\\u0000"'],
];

const WORDS: readonly string[] = [
  ...['find', 'create', 'update', 'guard', 'set', 'else', 'where', 'when', 'with', 'input', 'output', 'caller', 'row'],
  ...['null', 'true', 'string', 'decimal', 'list', 'ref', 'public', 'authenticated', 'service', 'types', 'endpoints'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'then',
    'a',
    '=',
    '=a',
    '',
    'zz zz',
    '1.0.0',
    'P1D',
    '30d',
  ],
];

const NUMBERS: readonly string[] = [
  ...['0', '-1', '1.5', '007', '1e9', '1e-400', '99999999999999999999', '9007199254740993', '0.1', 'NaN', '1_000', '٣'],
];

const LOOKALIKES: ReadonlyMap<string, string> = new Map([
  ['a', 'а'],
  ['c', 'с'],
  ['e', 'е'],
  ['o', 'ο'],
  ['p', 'р'],
  ['s', 'ѕ'],
]);

const NESTS: readonly (readonly [string, string])[] = [
  ['[', ']'],
  ['{a: ', '}'],
  ['- ', ''],
  ['(', ')'],
  ['!', ''],
  ['list<', '>'],
  ['\n a:', ''],
];

function splice(text: string, at: number, remove: number, insert: string): string {
  return text.slice(0, at) + insert + text.slice(at + remove);
}

function part(text: string, random: Random, longest: number): string {
  const from = random(text.length + 1);
  return text.slice(from, from + random(longest));
}

function onLines(text: string, change: (lines: string[]) => unknown): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

function line(lines: readonly string[], random: Random): string {
  return lines[random(lines.length)] ?? '';
}

/** Changes the words and signs of one line. */
function onTokens(text: string, random: Random, change: (tokens: string[]) => unknown): string {
  return onLines(text, (lines) => {
    const at = random(lines.length);
    const tokens = (lines[at] ?? '').match(/\s+|[A-Za-z0-9_]+|[^\sA-Za-z0-9_]/g) ?? [];
    change(tokens);
    lines[at] = tokens.join('');
  });
}

function swap(list: string[], a: number, b: number): void {
  const [first, second] = [list[a], list[b]];
  if (first === undefined || second === undefined) return;
  list[a] = second;
  list[b] = first;
}

function oneOfMany(text: string, random: Random, pattern: RegExp, by: (found: string) => string): string {
  const found = [...text.matchAll(pattern)];
  const match = found[random(found.length)];
  return match === undefined ? text : splice(text, match.index, match[0].length, by(match[0]));
}
