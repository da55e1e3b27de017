import type { LineIndex } from '../../core/text-range.ts';

/** One thing that a reader asked of what surrounds its declaration, and what it was told. */
export type Question =
  /** The value of a key; `answer` is undefined where there is none. `copied`: as it was then, for readers change it. */
  | { kind: 'get'; path: readonly string[]; key: string; answer: unknown; copied: boolean }
  | { kind: 'has'; path: readonly string[]; key: string; answer: unknown }
  /** All keys, in order, or how many there are. */
  | { kind: 'keys'; path: readonly string[]; answer: unknown }
  /** All keys with their values. */
  | { kind: 'all'; path: readonly string[]; answer: unknown }
  /** Something that is no collection. */
  | { kind: 'value'; path: readonly string[]; answer: unknown }
  | { kind: 'line'; offset: number; answer: number }
  | { kind: 'errors'; answer: boolean };

/** Something that a reader changed outside of itself: an entry that it added, or members of a value that it was given. */
export type Effect =
  | { kind: 'set'; path: readonly string[]; key: string; value: unknown }
  | { kind: 'change'; path: readonly string[]; key: string; members: Readonly<Record<string, unknown>> };

/** What one reader asked and changed. */
export interface Trace {
  questions: Question[];
  effects: Effect[];
  /** Values that readers may change, as they were when they were given. */
  given: { path: readonly string[]; key: string; value: object; before: Readonly<Record<string, unknown>> }[];
}

export function createTrace(): Trace {
  return { questions: [], effects: [], given: [] };
}

/** Writes down what readers ask. One for each text: the surroundings of its declarations are wrapped once. */
export interface Tracer {
  /** Where it is written down now. */
  trace: Trace;
  /**
   * The same surroundings, with every collection in them writing down what is asked of it. Plain objects that hold collections
   * are looked through; everything else is written down as it is.
   */
  around(surroundings: object): object;
}

/** `changeable` tells the collections whose values are changed by the readers that are given them, by their paths. */
export function createTracer(changeable: ReadonlySet<string>): Tracer {
  const wrapped = new Map<string, Wrapped>();
  const tracer: Tracer = {
    trace: createTrace(),
    around: (surroundings) => around(surroundings, []),
  };
  const around = (value: object, path: readonly string[]): object => {
    const members: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(value)) {
      const at = [...path, key];
      members[key] = member;
      if (typeof member === 'object' && member !== null && isSurrounding(member)) members[key] = wrap(member, at);
      else tracer.trace.questions.push({ kind: 'value', path: at, answer: member });
    }
    return members;
  };
  /** Each reader has questions of its own: their answers are kept up to date one by one. */
  const ask = (questions: readonly Question[]): void => {
    for (const question of questions) tracer.trace.questions.push({ ...question });
  };
  const wrap = (of: object, path: readonly string[]): object => {
    const id = path.join('.');
    const known = wrapped.get(id);
    if (known?.of === of) {
      ask(known.values);
      return known.by;
    }
    const before = tracer.trace;
    // What is no collection in it is written down each time that it is given.
    tracer.trace = createTrace();
    const by = of instanceof Map ? new TracedMap(tracer, of, path, changeable.has(id)) : around(of, path);
    const values = tracer.trace.questions;
    tracer.trace = before;
    ask(values);
    wrapped.set(id, { of, by, values });
    return by;
  };
  return tracer;
}

interface Wrapped {
  of: object;
  by: object;
  values: readonly Question[];
}

/** A collection by name, or a plain object with one in it. */
function isSurrounding(value: object): boolean {
  if (value instanceof Map) return true;
  if (Array.isArray(value) || value instanceof Set || 'span' in value) return false;
  return Object.values(value).some((member) => typeof member === 'object' && member !== null && isSurrounding(member));
}

class TracedMap extends Map<string, unknown> {
  readonly #tracer: Tracer;
  readonly #of: Map<string, unknown>;
  readonly #path: readonly string[];
  readonly #changeable: boolean;
  /** What the reader that is traced now asked already: the first answer counts. */
  readonly #asked = new Set<string>();
  #reader: Trace | null = null;

  constructor(tracer: Tracer, of: Map<string, unknown>, path: readonly string[], changeable: boolean) {
    super();
    this.#tracer = tracer;
    this.#of = of;
    this.#path = path;
    this.#changeable = changeable;
  }

  override get size(): number {
    this.#askKeys();
    return this.#of.size;
  }

  override get(key: string): unknown {
    const value = this.#of.get(key);
    if (!this.#first('get', key)) return value;
    const before = this.#changeable && typeof value === 'object' && value !== null ? snapshot(value) : null;
    this.#tracer.trace.questions.push({
      kind: 'get',
      path: this.#path,
      key,
      answer: before ?? value,
      copied: before !== null,
    });
    if (before !== null && typeof value === 'object' && value !== null)
      this.#tracer.trace.given.push({ path: this.#path, key, value, before });
    return value;
  }

  override has(key: string): boolean {
    const answer = this.#of.has(key);
    if (this.#first('has', key)) this.#tracer.trace.questions.push({ kind: 'has', path: this.#path, key, answer });
    return answer;
  }

  /** From here on the reader asks about its own entry. */
  override set(key: string, value: unknown): this {
    this.#first('get', key);
    this.#first('has', key);
    this.#of.set(key, value);
    this.#tracer.trace.effects.push({ kind: 'set', path: this.#path, key, value });
    return this;
  }

  override keys(): MapIterator<string> {
    this.#askKeys();
    return this.#of.keys();
  }

  override values(): MapIterator<unknown> {
    this.#askAll();
    return this.#of.values();
  }

  override entries(): MapIterator<[string, unknown]> {
    this.#askAll();
    return this.#of.entries();
  }

  override [Symbol.iterator](): MapIterator<[string, unknown]> {
    return this.entries();
  }

  override forEach(call: (value: unknown, key: string, map: Map<string, unknown>) => void): void {
    this.#askAll();
    for (const [key, value] of this.#of) call(value, key, this);
  }

  #first(kind: string, key: string): boolean {
    if (this.#reader !== this.#tracer.trace) {
      this.#asked.clear();
      this.#reader = this.#tracer.trace;
    }
    const id = `${kind} ${key}`;
    if (this.#asked.has(id)) return false;
    this.#asked.add(id);
    return true;
  }

  #askKeys(): void {
    if (this.#first('keys', ''))
      this.#tracer.trace.questions.push({ kind: 'keys', path: this.#path, answer: [...this.#of.keys()] });
  }

  #askAll(): void {
    if (this.#first('all', ''))
      this.#tracer.trace.questions.push({ kind: 'all', path: this.#path, answer: [...this.#of] });
  }
}

/** What stands at a path in plain objects; undefined if nothing does. */
export function memberAt(of: object, path: readonly string[]): unknown {
  let at: unknown = of;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    // Of any object it is true that its members are unknown.
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}

/** The members of a value as they are now; collections in it are copied. */
export function snapshot(value: object): Readonly<Record<string, unknown>> {
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const member = copy[key];
    if (member instanceof Map) copy[key] = new Map(member);
  }
  return copy;
}

/** Line numbers in messages belong to the place of the declaration, not to what is written in it. */
export function tracedLines(tracer: Tracer, lines: LineIndex): LineIndex {
  const ask = (offset: number): number => {
    const answer = lines.line(offset);
    tracer.trace.questions.push({ kind: 'line', offset, answer });
    return answer;
  };
  return {
    ...lines,
    line: ask,
    position(offset) {
      ask(offset);
      return lines.position(offset);
    },
    range(span) {
      ask(span.start);
      ask(span.end);
      return lines.range(span);
    },
  };
}
