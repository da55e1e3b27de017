import type { Span } from '../core/text-range.ts';

/** What a line of the outline stands for. */
export type OutlineKind =
  | 'section'
  | 'type'
  | 'role'
  | 'entity'
  | 'field'
  | 'error'
  | 'endpoint'
  | 'input'
  | 'step'
  | 'proseStep'
  | 'output'
  | 'decision'
  | 'rule'
  | 'integration'
  | 'requirement';

/** One line of the outline. `problems` counts the errors and warnings inside its span. */
export interface OutlineNode {
  id: string;
  label: string;
  kind: OutlineKind;
  span: Span;
  children: readonly OutlineNode[];
  problems: number;
}
