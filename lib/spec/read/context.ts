import type { LineIndex, Span } from '../../core/text-range.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Expr } from '../expressions/ast.ts';
import type { Scope } from '../expressions/scope.ts';
import type { ReadingMemory } from '../incremental/reading-memory.ts';
import type { ScalarNode } from '../yaml/node.ts';
import { scalarOffsets } from '../yaml/scalar-offsets.ts';

/** What can be referred to by name, with where it is declared. Maps, so that `__proto__` is a name like any other. */
export interface DeclaredNames {
  types: ReadonlyMap<string, Span>;
  roles: ReadonlyMap<string, Span>;
  entities: ReadonlyMap<string, Span>;
  errors: ReadonlyMap<string, Span>;
  decisions: ReadonlyMap<string, Span>;
  integrations: ReadonlyMap<string, Span>;
  scorecards: ReadonlyMap<string, Span>;
  events: ReadonlyMap<string, Span>;
  processes: ReadonlyMap<string, Span>;
}

/** What every reader needs: the text, where to report, and which names exist. */
export interface ReadContext {
  text: string;
  lines: LineIndex;
  reporter: Reporter;
  names: DeclaredNames;
  /** Told of every typed node of every expression; for hover and completion. */
  onExpression?: (expr: Expr) => void;
  /** Told of the scope of every expression, by the place where it stands. */
  onScope?: (span: Span, scope: Scope) => void;
  /** Told of what can be seen behind the last step of each operation, process and schedule, by its id. */
  onSteps?: (id: string, scope: Scope) => void;
  /** What was read of the last text, in a session. */
  memory?: ReadingMemory | undefined;
}

/** The stretch of the text that a part of a scalar's value was written as. */
export function spanWithin(ctx: ReadContext, node: ScalarNode, start: number, end: number): Span {
  const at = scalarOffsets(ctx.text, node);
  return { start: at(start), end: Math.max(at(start), at(end)) };
}

/** The one-based number of the line of an offset, as people count. */
export function lineNumber(ctx: ReadContext, offset: number): number {
  return ctx.lines.line(offset) + 1;
}
