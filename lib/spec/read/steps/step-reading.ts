import type { Span } from '../../../core/text-range.ts';
import type { Expr } from '../../expressions/ast.ts';
import type { Scope } from '../../expressions/scope.ts';
import { UNKNOWN } from '../../expressions/static-types.ts';
import type { Field, SpecNode, Step, Type } from '../../model.ts';
import type { StepProposal } from '../../phrases/step-phrase.ts';
import type { YamlNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import type { Keys } from '../keys.ts';
import type { World } from '../world.ts';

/** Reads a step of one kind. `scope` is what it sees, with what its `when` makes sure. */
export type StepReader = (ctx: ReadContext, world: World, scope: Scope, keys: Keys, at: StepAt) => StepReading;

/** Where a step stands. */
export interface StepAt {
  /** What every step has; the reader adds what its kind has. */
  base: StepBase;
  /** What is written under the kind's key: `Loan` of `{create: Loan, …}`. Never empty. */
  main: YamlNode;
  flow: Flow;
}

/** What every step has. */
export type StepBase = SpecNode & { name: string; when: Expr | null };

/** The operation, process or schedule that steps belong to. Nested lists share it. */
export interface Flow {
  /** The id of the operation, process or schedule. */
  id: string;
  /** Where each name of a step was written: nested lists share one namespace. */
  names: Map<string, Span>;
  /** Steps read so far, nested ones included. */
  count: number;
  /** What each prose step could become, by its name. */
  proposals: Map<string, StepProposal>;
  /** The prose step that is asked for the outputs that nothing gives. */
  lastProse: YamlNode | null;
  unproduced: readonly Field[];
  /** What the operation gives in the end. */
  outputs: readonly Field[];
}

/** What reading a step gave. */
export interface StepReading {
  step: Step | null;
  /** What later steps read by its name; null for steps that give nothing. */
  result: Type | null;
  /** Paths that are known to be there from now on. */
  present: readonly string[];
  /** Results of nested steps that are seen afterwards, by name. */
  inner?: ReadonlyMap<string, Type>;
  /** Nothing runs behind this step. */
  ends?: boolean;
}

/** A step that could not be read: its result is not known, so that nothing is said twice. */
export const NOTHING: StepReading = { step: null, result: UNKNOWN, present: [] };
