import type { Scope } from '../expressions/scope.ts';
import type { Field, Step, Type } from '../model.ts';
import type { StepProposal } from '../phrases/step-phrase.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { lastProseOf, readStepList } from './steps/read-step-list.ts';
import type { World } from './world.ts';

/** The steps of an operation, and what can be seen after the last of them. */
export interface StepsReading {
  steps: readonly Step[];
  /** What each prose step could become, by its name. */
  proposals: ReadonlyMap<string, StepProposal>;
  scope: Scope;
}

export interface StepsSource {
  /** Of the operation, process or schedule. */
  id: string;
  node: YamlNode | undefined;
  /** The type of `input`; null where there is none. */
  input: Type | null;
  /** The type of `caller`; null where nobody calls. */
  caller: Type | null;
  /** The outputs that no value and no step produces: the last prose step asks a person for them. */
  unproduced: readonly Field[];
  /** What the operation gives in the end. */
  outputs: readonly Field[];
}

/** Reads the steps from top to bottom; each sees the results of those above it. */
export function readSteps(ctx: ReadContext, world: World, source: StepsSource): StepsReading {
  const { id, node, unproduced, outputs } = source;
  const proposals = new Map<string, StepProposal>();
  const lastProse = node === undefined ? null : lastProseOf(node);
  const flow = { id, names: new Map(), count: 0, proposals, lastProse, unproduced, outputs };
  const scope: Scope = {
    table: world.types,
    input: source.input,
    caller: source.caller,
    steps: new Map(),
    later: new Set(),
    row: null,
    locals: new Map(),
    present: new Set(),
    reports: true,
  };
  const reading = node === undefined ? null : readStepList(ctx, world, scope, node, flow, `${id}/processing`);
  const last = reading?.scope ?? scope;
  ctx.onSteps?.(id, last);
  return { steps: reading?.steps ?? [], proposals, scope: last };
}
