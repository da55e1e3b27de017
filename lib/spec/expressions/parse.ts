import type { BinaryOperator } from './ast.ts';
import { lex, type Token } from './lex.ts';
import type { Syntax, SyntaxIssue } from './syntax.ts';

/** The longest expression, in UTF-16 units, and the deepest. */
export const MAX_EXPRESSION = 4000;
export const MAX_EXPRESSION_DEPTH = 60;

/** How tightly the operators bind; CEL's precedence (language definition, "Syntax"). */
const BINDS: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
};

/**
 * Reads an expression. Recovers from mistakes: the tree is complete, with `missing` where something could not be read, and
 * every mistake is reported. `tooDeep` means that nothing was read at all.
 */
export function parseExpression(text: string): { syntax: Syntax; issues: SyntaxIssue[]; tooDeep: boolean } {
  if (text.length > MAX_EXPRESSION) return nothing(text);
  const parser = new Parser(lex(text));
  try {
    return { syntax: parser.whole(), issues: parser.issues, tooDeep: false };
  } catch (failure) {
    if (failure instanceof TooDeep) return nothing(text);
    throw failure;
  }
}

function nothing(text: string): { syntax: Syntax; issues: SyntaxIssue[]; tooDeep: boolean } {
  return { syntax: { kind: 'missing', start: 0, end: text.length }, issues: [], tooDeep: true };
}

/** Words that other languages have for operators. */
const WORDS: Readonly<Record<string, BinaryOperator>> = { and: '&&', or: '||' };

function wordOf(token: Token): string {
  return token.kind === 'name' && ['and', 'or', 'not'].includes(token.text) ? token.text : '';
}

class TooDeep extends Error {}

class Parser {
  readonly issues: SyntaxIssue[] = [];
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    for (const token of tokens)
      if (token.problem !== null) this.issues.push({ reason: token.problem, start: token.start, end: token.end });
  }

  whole(): Syntax {
    const syntax = this.#conditional();
    const rest = this.#peek();
    // What has no meaning is reported already.
    if (rest.kind !== 'end' && rest.kind !== 'bad') {
      const reason =
        rest.text === ':' ? 'A `?` is missing before this colon.' : 'This does not belong to the expression.';
      this.#issue(reason, rest);
    }
    return syntax;
  }

  #conditional(): Syntax {
    return this.#nested(() => {
      const test = this.#binary(1);
      if (!this.#accept('?')) return test;
      const then = this.#conditional();
      if (!this.#accept(':')) {
        this.#issue('A choice is written as `test ? one : other`; the colon is missing.', this.#peek());
        return { kind: 'conditional', test, then, else: this.#missing(), start: test.start, end: then.end };
      }
      const other = this.#conditional();
      return { kind: 'conditional', test, then, else: other, start: test.start, end: other.end };
    });
  }

  #binary(binding: number): Syntax {
    let left = this.#unary();
    for (;;) {
      const operator = operatorOf(this.#peek()) ?? WORDS[wordOf(this.#peek())] ?? null;
      const binds = operator === null ? 0 : (BINDS[operator] ?? 0);
      if (operator === null || binds < binding) return left;
      this.#refuseWord(operator);
      this.#at++;
      const right = this.#nested(() => this.#binary(binds + 1));
      left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
      this.#count(left);
    }
  }

  #unary(): Syntax {
    const token = this.#peek();
    const isNot = wordOf(token) === 'not' && this.#startsValue(this.#tokens[this.#at + 1]);
    if (isNot || (token.kind === 'operator' && (token.text === '!' || token.text === '-'))) {
      if (isNot) this.#refuseWord('!');
      this.#at++;
      const operator = token.text === '-' ? '-' : '!';
      const operand = this.#nested(() => this.#unary());
      if (operator === '-' && operand.kind === 'number' && !operand.text.startsWith('-')) {
        return { kind: 'number', text: `-${operand.text}`, start: token.start, end: operand.end };
      }
      return { kind: 'unary', operator, operand, start: token.start, end: operand.end };
    }
    return this.#postfix(this.#primary());
  }

  #postfix(first: Syntax): Syntax {
    let node = first;
    for (;;) {
      if (this.#accept('.')) node = this.#member(node);
      else if (this.#accept('[')) {
        const index = this.#conditional();
        const end = this.#close(']', node.start);
        node = { kind: 'index', of: node, index, start: node.start, end };
      } else return node;
      this.#count(node);
    }
  }

  #member(of: Syntax): Syntax {
    const token = this.#peek();
    if (token.kind !== 'name') {
      this.#issue('The name of a field is expected after the point.', token);
      return {
        kind: 'member',
        of,
        name: '',
        nameStart: of.end + 1,
        start: of.start,
        end: Math.max(of.end + 1, token.start),
      };
    }
    this.#at++;
    if (!this.#accept('('))
      return { kind: 'member', of, name: token.text, nameStart: token.start, start: of.start, end: token.end };
    const { items, end } = this.#items(')', token.start);
    return {
      kind: 'call',
      name: token.text,
      nameStart: token.start,
      args: [of, ...items],
      method: true,
      start: of.start,
      end,
    };
  }

  #primary(): Syntax {
    const token = this.#peek();
    const at = { start: token.start, end: token.end };
    if (token.kind === 'number') return this.#take({ kind: 'number', text: token.text, ...at });
    if (token.kind === 'string') return this.#take({ kind: 'string', value: token.text, ...at });
    if (token.kind === 'bad') return this.#take({ kind: 'missing', ...at });
    if (token.kind === 'name') return this.#named(token);
    if (this.#accept('(')) {
      const inner = this.#conditional();
      const end = this.#close(')', token.start);
      return { ...inner, start: token.start, end };
    }
    if (this.#accept('[')) {
      const { items, end } = this.#items(']', token.start);
      return { kind: 'list', items, start: token.start, end };
    }
    if (this.#accept('{')) return this.#map(token.start);
    this.#issue(
      token.kind === 'end' ? 'The expression ends too early: a value is expected.' : 'A value is expected here.',
      token,
    );
    const closing = token.kind === 'operator' && [')', ']', '}', ',', ':'].includes(token.text);
    if (token.kind !== 'end' && !closing) this.#at++;
    return { kind: 'missing', ...at };
  }

  #named(token: Token): Syntax {
    const at = { start: token.start, end: token.end };
    this.#at++;
    if (token.text === 'true' || token.text === 'false') return { kind: 'bool', value: token.text === 'true', ...at };
    if (token.text === 'null') return { kind: 'null', ...at };
    if (!this.#accept('(')) return { kind: 'name', name: token.text, ...at };
    const { items, end } = this.#items(')', token.start);
    return {
      kind: 'call',
      name: token.text,
      nameStart: token.start,
      args: items,
      method: false,
      start: token.start,
      end,
    };
  }

  /** Says which sign stands for a word such as `and`. */
  #refuseWord(sign: string): void {
    const { kind, text, start, end } = this.#peek();
    if (kind === 'name' && text !== sign)
      this.issues.push({ reason: `Write \`${sign}\` instead of \`${text}\`.`, start, end });
  }

  #startsValue(token: Token | undefined): boolean {
    return token?.kind === 'name' || (token?.kind === 'operator' && (token.text === '(' || token.text === '!'));
  }

  #items(closer: ')' | ']', start: number): { items: Syntax[]; end: number } {
    const items: Syntax[] = [];
    if (this.#peek().text !== closer || this.#peek().kind !== 'operator') {
      do items.push(this.#conditional());
      while (this.#accept(','));
    }
    return { items, end: this.#close(closer, start) };
  }

  #map(start: number): Syntax {
    const entries: { key: Syntax; value: Syntax }[] = [];
    if (this.#peek().text !== '}') {
      do {
        const key = this.#conditional();
        if (!this.#accept(':')) this.#issue('A colon is expected between key and value.', this.#peek());
        entries.push({ key, value: this.#conditional() });
      } while (this.#accept(','));
    }
    return { kind: 'map', entries, start, end: this.#close('}', start) };
  }

  #close(closer: string, start: number): number {
    const token = this.#peek();
    if (this.#accept(closer)) return token.end;
    const before = this.#tokens[this.#at - 1];
    const end = before?.end ?? token.start;
    this.issues.push({ reason: `\`${closer}\` is missing.`, start, end: Math.max(end, start + 1) });
    return end;
  }

  #accept(text: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'operator' || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #take(node: Syntax): Syntax {
    this.#at++;
    return node;
  }

  #missing(): Syntax {
    const token = this.#peek();
    return { kind: 'missing', start: token.start, end: token.end };
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', start: 0, end: 0, problem: null };
  }

  #issue(reason: string, token: Token): void {
    const last = this.issues.at(-1);
    if (last !== undefined && last.start === token.start) return;
    this.issues.push({ reason, start: token.start, end: token.end });
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > MAX_EXPRESSION_DEPTH) throw new TooDeep();
    const result = read();
    this.#depth--;
    return result;
  }

  #chain = 0;
  /** Chains grow to the left without recursion here, but whoever walks the tree recurses: they are bounded as well. */
  #count(_node: Syntax): void {
    if (++this.#chain > 400) throw new TooDeep();
  }
}

function operatorOf(token: Token): BinaryOperator | null {
  if (token.kind === 'name') return token.text === 'in' ? 'in' : null;
  if (token.kind !== 'operator') return null;
  switch (token.text) {
    case '&&':
    case '||':
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return token.text;
    default:
      return null;
  }
}
