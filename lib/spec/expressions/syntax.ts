import type { BinaryOperator } from './ast.ts';

/** An expression as it is written, before names and types are known. Offsets are in the expression's text. */
export type Syntax = { start: number; end: number } & (
  | { kind: 'null' }
  | { kind: 'bool'; value: boolean }
  | { kind: 'string'; value: string }
  | { kind: 'number'; text: string }
  | { kind: 'list'; items: readonly Syntax[] }
  | { kind: 'map'; entries: readonly { key: Syntax; value: Syntax }[] }
  | { kind: 'name'; name: string }
  | { kind: 'member'; of: Syntax; name: string; nameStart: number }
  | { kind: 'index'; of: Syntax; index: Syntax }
  /** `f(x)`, and `x.f(y)` with `x` as the first argument. */
  | { kind: 'call'; name: string; nameStart: number; args: readonly Syntax[]; method: boolean }
  | { kind: 'unary'; operator: '!' | '-'; operand: Syntax }
  | { kind: 'binary'; operator: BinaryOperator; left: Syntax; right: Syntax }
  | { kind: 'conditional'; test: Syntax; then: Syntax; else: Syntax }
  /** What could not be read; reported already. */
  | { kind: 'missing' }
);

/** A problem of syntax, in a sentence. */
export interface SyntaxIssue {
  reason: string;
  start: number;
  end: number;
}
