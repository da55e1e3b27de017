/** A pattern that is ready to run. */
export interface Pattern {
  steps: readonly Step[];
  start: number;
}

type Holds = (code: number) => boolean;
type Place = 'start' | 'end' | 'lineStart' | 'lineEnd' | 'edge' | 'noEdge';
type Step =
  | { kind: 'one'; holds: Holds; next: number }
  | { kind: 'either'; ways: readonly number[] }
  | { kind: 'place'; place: Place; next: number }
  | { kind: 'found' };
type Node =
  | { kind: 'one'; holds: Holds }
  | { kind: 'place'; place: Place }
  | { kind: 'all'; of: readonly Node[] }
  | { kind: 'any'; of: readonly Node[] }
  | { kind: 'repeat'; of: Node; min: number; max: number | null };

/** A pattern has at most so many characters, levels, repetitions and steps. */
const MAX_LENGTH = 1000;
const MAX_DEPTH = 50;
const MAX_REPEAT = 1000;
const MAX_STEPS = 10_000;

const KEPT = new Map<string, Pattern>();
const MAX_KEPT = 100;

/**
 * Whether a pattern in RE2 syntax is found anywhere in a text. All ways through the pattern are followed side by side, so the
 * time grows with the text times the pattern and never faster. A pattern that cannot be read is a RangeError.
 */
export function hasMatch(text: string, pattern: string): boolean {
  let ready = KEPT.get(pattern);
  if (ready === undefined) {
    const parsed = parsePattern(pattern);
    if ('problem' in parsed) throw new RangeError(parsed.problem);
    ready = parsed;
    if (KEPT.size >= MAX_KEPT) KEPT.clear();
    KEPT.set(pattern, ready);
  }
  return isFound(ready, text);
}

/** Reads a pattern, or says in a sentence why it cannot be read. */
export function parsePattern(text: string): Pattern | { problem: string } {
  try {
    if (text.length > MAX_LENGTH) return { problem: `A pattern has at most ${MAX_LENGTH} characters.` };
    const node = new PatternReader(text).whole();
    const steps: Step[] = [{ kind: 'found' }];
    return { start: compiled(node, 0, steps), steps };
  } catch (failure) {
    if (failure instanceof RangeError) return { problem: failure.message };
    throw failure;
  }
}

function compiled(node: Node, next: number, steps: Step[]): number {
  if (steps.length > MAX_STEPS) throw new RangeError('This pattern repeats too much.');
  const add = (step: Step): number => steps.push(step) - 1;
  switch (node.kind) {
    case 'one':
      return add({ kind: 'one', holds: node.holds, next });
    case 'place':
      return add({ kind: 'place', place: node.place, next });
    case 'all':
      return node.of.reduceRight((after, part) => compiled(part, after, steps), next);
    case 'any':
      return add({ kind: 'either', ways: node.of.map((part) => compiled(part, next, steps)) });
    case 'repeat': {
      let entry = next;
      if (node.max === null) {
        entry = add({ kind: 'either', ways: [] });
        steps[entry] = { kind: 'either', ways: [compiled(node.of, entry, steps), next] };
      } else {
        for (let more = node.min; more < node.max; more++)
          entry = add({ kind: 'either', ways: [compiled(node.of, entry, steps), next] });
      }
      for (let least = 0; least < node.min; least++) entry = compiled(node.of, entry, steps);
      return entry;
    }
  }
}

function isFound({ steps, start }: Pattern, text: string): boolean {
  const seen = new Int32Array(steps.length).fill(-1);
  let waiting: number[] = [];
  let before = -1;
  let at = 0;
  while (at <= text.length) {
    const code = text.codePointAt(at) ?? -1;
    const reached: number[] = [];
    const open = [...waiting, start];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      const now = steps[step];
      if (now === undefined || seen[step] === at) continue;
      seen[step] = at;
      if (now.kind === 'found') return true;
      if (now.kind === 'one' && code >= 0 && now.holds(code)) reached.push(now.next);
      if (now.kind === 'either') open.push(...now.ways);
      if (now.kind === 'place' && isAt(now.place, before, code)) open.push(now.next);
    }
    waiting = reached;
    before = code;
    at += code > 0xffff ? 2 : 1;
  }
  return false;
}

const NEW_LINE = 10;

function isAt(place: Place, before: number, after: number): boolean {
  if (place === 'start') return before < 0;
  if (place === 'end') return after < 0;
  if (place === 'lineStart') return before < 0 || before === NEW_LINE;
  if (place === 'lineEnd') return after < 0 || after === NEW_LINE;
  return (isWord(before) !== isWord(after)) === (place === 'edge');
}

const isDigit: Holds = (code) => code >= 48 && code <= 57;
const isWord: Holds = (code) =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const isSpace: Holds = (code) => code === 32 || code === 9 || code === 10 || code === 12 || code === 13;
const not =
  (holds: Holds): Holds =>
  (code) =>
    !holds(code);

const CLASSES: Readonly<Record<string, Holds>> = {
  d: isDigit,
  D: not(isDigit),
  w: isWord,
  W: not(isWord),
  s: isSpace,
  S: not(isSpace),
};
const NAMED: Readonly<Record<string, string>> = {
  alnum: '[0-9A-Za-z]',
  alpha: '[A-Za-z]',
  ascii: '[\\x00-\\x7f]',
  blank: '[\\t ]',
  cntrl: '[\\x00-\\x1f\\x7f]',
  digit: '[0-9]',
  graph: '[!-~]',
  lower: '[a-z]',
  print: '[ -~]',
  punct: '[!-\\/:-@\\[-`{-~]',
  space: '[\\t-\\r ]',
  upper: '[A-Z]',
  word: '[0-9A-Za-z_]',
  xdigit: '[0-9A-Fa-f]',
};
const ESCAPES: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const PLACES: Readonly<Record<string, Place>> = { b: 'edge', B: 'noEdge', A: 'start', z: 'end' };

interface Flags {
  i: boolean;
  m: boolean;
  s: boolean;
}

/** Reads RE2 syntax; what it does not know is a RangeError with a sentence for the author. */
class PatternReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  #flags: Flags = { i: false, m: false, s: false };

  constructor(text: string) {
    this.#text = text;
  }

  whole(): Node {
    const node = this.#choice();
    if (this.#at < this.#text.length) throw new RangeError('A `)` has no `(` before it.');
    return node;
  }

  #choice(): Node {
    if (++this.#depth > MAX_DEPTH) throw new RangeError(`A pattern is nested at most ${MAX_DEPTH} deep.`);
    const flags = this.#flags;
    const ways = [this.#sequence()];
    while (this.#accept('|')) ways.push(this.#sequence());
    this.#flags = flags;
    this.#depth--;
    return ways.length === 1 ? (ways[0] ?? { kind: 'all', of: [] }) : { kind: 'any', of: ways };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#text.length && !this.#sees('|') && !this.#sees(')'))
      parts.push(this.#repeated(this.#part()));
    return { kind: 'all', of: parts };
  }

  #repeated(of: Node): Node {
    const bounds = this.#bounds();
    if (bounds === null) return of;
    // Lazy or not makes no difference to whether something is found.
    this.#accept('?');
    if (this.#bounds() !== null) throw new RangeError('Two repetitions follow each other; put the first in `(…)`.');
    return { kind: 'repeat', of, ...bounds };
  }

  #bounds(): { min: number; max: number | null } | null {
    if (this.#accept('*')) return { min: 0, max: null };
    if (this.#accept('+')) return { min: 1, max: null };
    if (this.#accept('?')) return { min: 0, max: 1 };
    const [all, min, comma, max] = /^\{(\d+)(,?)(\d*)\}/.exec(this.#text.slice(this.#at, this.#at + 24)) ?? [];
    if (all === undefined) return null;
    this.#at += all.length;
    const bounds = { min: Number(min), max: max !== '' ? Number(max) : comma === '' ? Number(min) : null };
    const tooMany = Math.max(bounds.min, bounds.max ?? 0) > MAX_REPEAT;
    if (tooMany || (bounds.max !== null && bounds.max < bounds.min))
      throw new RangeError(
        `${said(all)} is no repetition: the first number is not larger, and both are at most ${MAX_REPEAT}.`,
      );
    return bounds;
  }

  #part(): Node {
    const { s, m } = this.#flags;
    if (this.#accept('(')) return this.#group();
    if (this.#accept('[')) return { kind: 'one', holds: this.#class() };
    if (this.#accept('^')) return { kind: 'place', place: m ? 'lineStart' : 'start' };
    if (this.#accept('$')) return { kind: 'place', place: m ? 'lineEnd' : 'end' };
    if (this.#accept('.')) return { kind: 'one', holds: s ? () => true : (code) => code !== NEW_LINE };
    if (this.#sees('*') || this.#sees('+') || this.#sees('?')) throw new RangeError('There is nothing to repeat here.');
    if (!this.#accept('\\')) return { kind: 'one', holds: this.#alike(this.#next()) };
    const place = PLACES[this.#text[this.#at] ?? ''];
    if (place === undefined) return { kind: 'one', holds: this.#escape() };
    this.#at++;
    return { kind: 'place', place };
  }

  #group(): Node {
    if (this.#accept('?')) {
      const [all, on, off, end] = /^([ims]*)(?:-([ims]+))?([:)])/.exec(this.#text.slice(this.#at, this.#at + 12)) ?? [];
      const name = /^P?<[A-Za-z_]\w*>/.exec(this.#text.slice(this.#at, this.#at + 80))?.[0];
      if (all === undefined && name === undefined)
        throw new RangeError('Look-ahead, look-behind and other extensions of groups are not possible.');
      this.#at += (all ?? name ?? '').length;
      const before = this.#flags;
      if (all !== undefined) this.#flags = changed(before, on ?? '', off ?? '');
      if (end === ')') return { kind: 'all', of: [] };
      const node = this.#closed();
      this.#flags = before;
      return node;
    }
    return this.#closed();
  }

  #closed(): Node {
    const node = this.#choice();
    if (!this.#accept(')')) throw new RangeError('A `)` is missing.');
    return node;
  }

  #class(): Holds {
    const negated = this.#accept('^');
    const parts: Holds[] = [];
    for (let first = true; first || !this.#sees(']'); first = false) {
      if (this.#at >= this.#text.length) throw new RangeError('A `]` is missing.');
      parts.push(this.#classPart());
    }
    this.#at++;
    const holds: Holds = (code) => parts.some((part) => part(code));
    return negated ? not(holds) : holds;
  }

  #classPart(): Holds {
    const [all, no, name = ''] = /^\[:(\^?)([a-z]+):\]/.exec(this.#text.slice(this.#at, this.#at + 16)) ?? [];
    const known = NAMED[name];
    if (all !== undefined && known !== undefined) {
      this.#at += all.length;
      const holds: Holds = new PatternReader(known.slice(1)).#class();
      return no === '^' ? not(holds) : holds;
    }
    const low = this.#classCode();
    if (typeof low === 'function') return low;
    if (!this.#sees('-') || this.#text[this.#at + 1] === ']') return this.#alike(low);
    this.#at++;
    const high = this.#classCode();
    if (typeof high === 'function' || high < low)
      throw new RangeError('A range in `[…]` goes from a smaller to a larger character.');
    return this.#folded((code) => code >= low && code <= high);
  }

  #classCode(): number | Holds {
    if (!this.#accept('\\')) return this.#next();
    return this.#code() ?? this.#set();
  }

  #escape(): Holds {
    const code = this.#code();
    return code === null ? this.#set() : this.#alike(code);
  }

  /** The character that an escape stands for; null if it stands for a set of them. */
  #code(): number | null {
    const rest = this.#text.slice(this.#at, this.#at + 12);
    const [all, two, more] = /^x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/.exec(rest) ?? [];
    const code = all === undefined ? ESCAPES[rest[0] ?? ''] : Number.parseInt(two ?? more ?? '', 16);
    if (code !== undefined) {
      if (code > 0x10ffff) throw new RangeError(`${said(all ?? '')} is no character.`);
      this.#at += all?.length ?? 1;
      return code;
    }
    return /^[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e ]/.test(rest) ? this.#next() : null;
  }

  #set(): Holds {
    const rest = this.#text.slice(this.#at, this.#at + 64);
    const known = CLASSES[rest[0] ?? ''];
    if (known !== undefined) {
      this.#at++;
      return known;
    }
    const [all, sign, one, name] = /^([pP])(?:([A-Z])|\{(\^?[A-Za-z_]{1,40})\})/.exec(rest) ?? [];
    if (all === undefined)
      throw new RangeError(
        `${said(this.#text.slice(this.#at - 1, this.#at + 1))} means nothing, or is not possible in linear time.`,
      );
    this.#at += all.length;
    const holds = propertyOf((one ?? name ?? '').replace('^', ''));
    return (sign === 'P') !== (name?.startsWith('^') === true) ? not(holds) : holds;
  }

  #alike(wanted: number): Holds {
    return this.#folded((code) => code === wanted);
  }

  #folded(holds: Holds): Holds {
    if (!this.#flags.i) return holds;
    return (code) => {
      const character = String.fromCodePoint(code);
      return [character, character.toLowerCase(), character.toUpperCase()].some((one) =>
        holds(one.codePointAt(0) ?? -1),
      );
    };
  }

  #next(): number {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) throw new RangeError('The pattern ends too early.');
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #sees(character: string): boolean {
    return this.#text[this.#at] === character;
  }

  #accept(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.#at++;
    return true;
  }
}

/** A part of a pattern in a sentence. */
function said(part: string): string {
  return ['`', part, '`'].join('');
}

function changed(flags: Flags, on: string, off: string): Flags {
  const after = (flag: keyof Flags): boolean => (flags[flag] || on.includes(flag)) && !off.includes(flag);
  return { i: after('i'), m: after('m'), s: after('s') };
}

/** A Unicode category or script, such as `L`, `Lu` or `Greek`. */
function propertyOf(name: string): Holds {
  for (const said of [name, `Script=${name}`]) {
    try {
      const one = new RegExp(`^\\p{${said}}$`, 'u');
      return (code) => one.test(String.fromCodePoint(code));
    } catch {
      // Not of this kind; the next one is tried.
    }
  }
  throw new RangeError(`There is no Unicode class ${said(name)}.`);
}
