import type { Span } from '../../core/text-range.ts';
import type { Type } from '../model.ts';

/** A checked expression: CEL syntax, every node with its span and its static type. */
export type Expr = { span: Span; type: Type } & (
  | { kind: 'null' }
  | { kind: 'bool'; value: boolean }
  | { kind: 'string'; value: string }
  /** The text as written, so that a decimal stays exact. */
  | { kind: 'number'; text: string }
  | { kind: 'list'; items: readonly Expr[] }
  | { kind: 'map'; entries: readonly { key: Expr; value: Expr }[] }
  /** `scope` says what the name is, so that nobody has to resolve it again. */
  | { kind: 'name'; name: string; scope: 'input' | 'caller' | 'step' | 'row' | 'local' | 'decisionInput' }
  | { kind: 'member'; of: Expr; name: string }
  | { kind: 'index'; of: Expr; index: Expr }
  | { kind: 'call'; name: string; args: readonly Expr[] }
  | { kind: 'has'; of: Expr }
  | {
      kind: 'comprehension';
      method: 'exists' | 'all' | 'filter' | 'map' | 'exists_one';
      over: Expr;
      variable: string;
      body: Expr;
    }
  | { kind: 'unary'; operator: '!' | '-'; operand: Expr }
  | { kind: 'binary'; operator: BinaryOperator; left: Expr; right: Expr }
  | { kind: 'conditional'; test: Expr; then: Expr; else: Expr }
);

export type BinaryOperator = '&&' | '||' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '%';
