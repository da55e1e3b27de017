import { isDecimalText } from '../decimal-text.ts';
import type { Bounds, Type } from '../model.ts';
import { holdsBytes, isNumeric, isScalarName, isTextual, scalar } from '../scalar-type.ts';

/** A type read from its precise notation, or why it is none. Offsets are in the notation. */
export type TypeSyntax =
  | { ok: true; type: Type; names: readonly TypeName[] }
  | { ok: false; reason: string | null; start: number; end: number };

/** A name in a type. `ref` says that it has to be an entity, because it stands in `ref<…>`. */
export interface TypeName {
  name: string;
  start: number;
  end: number;
  ref: boolean;
}

interface Token {
  text: string;
  start: number;
  end: number;
}

const MAX_TYPE_TEXT = 1000;
const MAX_TYPE_DEPTH = 12;

/**
 * Reads `list<T>(1..4)`, `int(6..84)`, `decimal(0..1, scale 4)`, `file(..8MB)`, `map<T>(..20)`, `ref<Entity>`, `T?` and names. A failure without a
 * reason is no precise type at all and may be a phrase; one with a reason began as a type and went wrong.
 * `isEntity` tells which names are entities.
 */
export function readTypeSyntax(text: string, isEntity: (name: string) => boolean): TypeSyntax {
  if (text.length > MAX_TYPE_TEXT) return { ok: false, reason: 'This type is too long.', start: 0, end: text.length };
  // Most types are a name.
  const isName = /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
  const tokens = isName ? [{ text, start: 0, end: text.length }] : tokensOf(text);
  const parser = new TypeParser(tokens, text.length, isEntity);
  try {
    const type = parser.type(0);
    const rest = parser.peek();
    if (rest !== undefined) parser.fail(parser.structured ? 'This does not belong to the type.' : null, rest);
    return { ok: true, type, names: parser.names };
  } catch (failure) {
    if (failure instanceof TypeFailure)
      return { ok: false, reason: failure.reason, start: failure.start, end: failure.end };
    throw failure;
  }
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[A-Za-z_][A-Za-z0-9_]*|\.\.|[<>()?,]|-?\d+(?:\.\d+)?[A-Za-z]*|\S/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

class TypeFailure extends Error {
  readonly reason: string | null;
  readonly start: number;
  readonly end: number;

  constructor(reason: string | null, start: number, end: number) {
    super(reason ?? 'no type');
    this.reason = reason;
    this.start = start;
    this.end = end;
  }
}

class TypeParser {
  readonly names: TypeName[] = [];
  /** Whether any bracket was seen: then the text is meant as notation, not as words. */
  structured = false;
  readonly #tokens: readonly Token[];
  readonly #length: number;
  readonly #isEntity: (name: string) => boolean;
  #at = 0;

  constructor(tokens: readonly Token[], length: number, isEntity: (name: string) => boolean) {
    this.#tokens = tokens;
    this.#length = length;
    this.#isEntity = isEntity;
    this.structured = tokens.some((token) => token.text === '<' || token.text === '(');
  }

  peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  fail(reason: string | null, token = this.peek()): never {
    throw new TypeFailure(reason, token?.start ?? this.#length, token?.end ?? this.#length);
  }

  type(depth: number): Type {
    if (depth > MAX_TYPE_DEPTH) this.fail('This type is nested too deeply.');
    let type = this.#base(depth);
    while (this.#accept('?')) if (type.kind !== 'optional') type = { kind: 'optional', of: type };
    return type;
  }

  #base(depth: number): Type {
    const token = this.peek();
    if (token === undefined || !/^[A-Za-z_]/.test(token.text))
      this.fail(this.structured ? 'A type is expected here.' : null);
    this.#at++;
    if (token.text === 'list' && this.peek()?.text === '<') {
      const of = this.#inBrackets(depth);
      return { kind: 'list', of, length: this.#arguments('list').length };
    }
    if (token.text === 'map' && this.peek()?.text === '<') {
      const of = this.#inBrackets(depth);
      const { length } = this.#arguments('map');
      return length === null ? { kind: 'map', of } : { kind: 'map', of, length };
    }
    if (token.text === 'ref' && this.peek()?.text === '<') return this.#reference();
    const name = token.text === 'text' ? 'string' : token.text;
    if (isScalarName(name)) {
      const given = this.#arguments(name);
      return scalar(name, given);
    }
    this.names.push({ name: token.text, start: token.start, end: token.end, ref: false });
    if (this.peek()?.text === '(') this.fail('Only built-in types take arguments here; declare a type of its own.');
    return this.#isEntity(token.text) ? { kind: 'entity', name: token.text } : { kind: 'named', name: token.text };
  }

  #inBrackets(depth: number): Type {
    this.#expect('<');
    const of = this.type(depth + 1);
    this.#expect('>');
    return of;
  }

  #reference(): Type {
    this.#expect('<');
    const token = this.peek();
    if (token === undefined || !/^[A-Za-z_]/.test(token.text)) this.fail('The name of an entity is expected here.');
    this.#at++;
    this.names.push({ name: token.text, start: token.start, end: token.end, ref: true });
    this.#expect('>');
    return { kind: 'ref', entity: token.text };
  }

  /** `(1..4)`, `(0..1, scale 4)`, `(2)`: a range of numbers for numbers, and a length for everything else. */
  #arguments(name: string): { length: Bounds<number> | null; range: Bounds<string> | null; scale: number | null } {
    const given: { length: Bounds<number> | null; range: Bounds<string> | null; scale: number | null } = {
      length: null,
      range: null,
      scale: null,
    };
    if (!this.#accept('(')) return given;
    do {
      const token = this.peek();
      if (token?.text === 'scale') {
        this.#at++;
        if (name !== 'decimal') this.fail('Only decimal has a scale.', token);
        given.scale = this.#scale();
      } else if (isScalarName(name) && isNumeric(name)) {
        given.range = this.#bounds((text) => (isDecimalText(text) ? text : null));
      } else if (name === 'list' || name === 'map' || (isScalarName(name) && isTextual(name))) {
        given.length = this.#bounds((text) => (/^\d{1,9}$/.test(text) ? Number(text) : null));
      } else if (isScalarName(name) && holdsBytes(name)) {
        given.length = this.#bounds(readByteSize);
      } else {
        this.fail(`\`${name}\` takes no arguments.`);
      }
    } while (this.#accept(','));
    this.#expect(')');
    return given;
  }

  #scale(): number {
    const token = this.peek();
    if (token === undefined || !/^\d{1,2}$/.test(token.text) || Number(token.text) > 20)
      this.fail('A scale is a number from 0 to 20.');
    this.#at++;
    return Number(token.text);
  }

  #bounds<T>(read: (text: string) => T | null): Bounds<T> {
    const min = this.peek()?.text === '..' ? null : this.#bound(read);
    if (!this.#accept('..')) return { min, max: min };
    const next = this.peek()?.text;
    return { min, max: next === ')' || next === ',' ? null : this.#bound(read) };
  }

  #bound<T>(read: (text: string) => T | null): T {
    const token = this.peek();
    const value = token === undefined ? null : read(token.text);
    if (value === null) this.fail('A range such as 1..10 is expected here.');
    this.#at++;
    return value;
  }

  #accept(text: string): boolean {
    if (this.peek()?.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) this.fail(`\`${text}\` is expected here.`);
  }
}

/** `8MB`, `512 KB` or a plain number of bytes (powers of 1024), up to 1 GiB. Else null. */
export function readByteSize(text: string): number | null {
  const match = /^(\d{1,10})\s*(B|KB|MB|GB)?$/i.exec(text.trim());
  if (match === null) return null;
  const unit = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }[(match[2] ?? 'b').toLowerCase()] ?? 1;
  const bytes = Number(match[1]) * unit;
  return bytes <= 1024 ** 3 ? bytes : null;
}
