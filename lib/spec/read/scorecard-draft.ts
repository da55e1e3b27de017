import type { Span } from '../../core/text-range.ts';
import type { Expr, NameScope } from '../expressions/ast.ts';
import type { Syntax } from '../expressions/syntax.ts';
import type { Type } from '../model.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';

/** A scorecard whose conditions are not read yet: they see the steps of the places that use it. */
export interface ScorecardDraft {
  name: string;
  id: string;
  span: Span;
  key: ScalarNode;
  renamedFrom: string | null;
  summary: string | null;
  /** Decimal text. */
  initialScore: string;
  characteristics: readonly CharacteristicDraft[];
  /** What a step that uses it gives. */
  result: Type;
  /** Filled in by the first use: the conditions as it sees them. */
  use: ScorecardUse | null;
}

export interface CharacteristicDraft {
  name: string;
  id: string;
  span: Span;
  attributes: readonly AttributeDraft[];
}

export interface AttributeDraft {
  id: string;
  span: Span;
  /** Null: always. */
  when: YamlNode | null;
  /** Decimal text; may be negative. */
  partialScore: string;
  reasonCode: string | null;
}

/** The conditions of a scorecard as its first use sees them. */
export interface ScorecardUse {
  /** By the attribute's id. */
  conditions: ReadonlyMap<string, Expr>;
  /** What the conditions read, by path, such as `input.age`: later uses have to mean the same. */
  reads: ReadonlyMap<string, ScorecardRead>;
}

/** One value that conditions read. */
export interface ScorecardRead {
  syntax: Syntax;
  scope: NameScope;
  /** As it is declared, without what a condition makes sure of. */
  type: Type;
}
