import type { Span } from '../../core/text-range.ts';
import type { Type } from '../model.ts';

/** A checked expression: CEL syntax, every node with its span and its static type. */
export type Expr = {
  span: Span;
  type: Type;
  /** What is declared here may be missing, and a test made sure that it is not: `has(x)`, `x != null`, a guard. */
  narrowed?: true;
} & (
  | { kind: 'null' }
  | { kind: 'bool'; value: boolean }
  | { kind: 'string'; value: string }
  /** The text as written, so that a decimal stays exact. */
  | { kind: 'number'; text: string }
  | { kind: 'list'; items: readonly Expr[] }
  | { kind: 'map'; entries: readonly { key: Expr; value: Expr }[] }
  /** `scope` says what the name is, so that nobody has to resolve it again. */
  | { kind: 'name'; name: string; scope: NameScope }
  /** `follows` names the entity where `of` is a reference: the field is one of the row that it leads to. */
  | { kind: 'member'; of: Expr; name: string; follows?: string }
  | { kind: 'index'; of: Expr; index: Expr }
  | { kind: 'call'; name: string; args: readonly Expr[] }
  | { kind: 'has'; of: Expr }
  /** Over the items of a list, the keys of a map, or (where `over` is a name of scope `entity`) the rows of an entity. */
  | { kind: 'comprehension'; method: Method; over: Expr; variable: string; body: Expr }
  | { kind: 'unary'; operator: '!' | '-'; operand: Expr }
  | { kind: 'binary'; operator: BinaryOperator; left: Expr; right: Expr }
  | { kind: 'conditional'; test: Expr; then: Expr; else: Expr }
);

/** What a name stands for. `entity` is all rows of an entity that the caller may see. */
export type NameScope = 'input' | 'caller' | 'step' | 'row' | 'local' | 'decisionInput' | 'entity';

/** The functions that take a variable and an expression over it. */
export type Method = 'exists' | 'all' | 'exists_one' | 'filter' | 'map';

export type BinaryOperator = '&&' | '||' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '%';
