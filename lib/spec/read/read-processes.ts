import { remember } from '../incremental/remember.ts';
import type { Field, Process } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, textOf } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { readFields } from './read-fields.ts';
import { type OutputDraft, readOutputFields, readOutputs, unproduced } from './read-outputs.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { readSteps } from './read-steps.ts';
import { callerType } from './request-types.ts';
import type { ProcessContract, World } from './world.ts';

/** A process of which is known what it takes and gives: steps may run any process, also one that stands further down. */
export interface ProcessDraft extends ProcessContract {
  declaration: Declaration;
  /** Null where it is written as its steps alone. */
  keys: Keys | null;
  steps: YamlNode | undefined;
  outputs: readonly OutputDraft[];
}

/** Reads what each process takes and gives. A list of steps alone takes and gives nothing. */
export function readProcessDrafts(ctx: ReadContext, node: YamlNode): ProcessDraft[] {
  return declarations(ctx, node, 'process', 'identifier').flatMap((declaration): ProcessDraft[] => {
    const { name, value, key } = declaration;
    const id = `processes/${name}`;
    if (value.kind === 'seq')
      return [{ name, declaration, keys: null, steps: value, input: [], output: [], outputs: [] }];
    const keys = readKeys(ctx, value, 'process', key.span);
    if (keys === null) return [];
    const input: Field[] = readFields(ctx, keys.get('input'), `${id}/input`, `${name}.input`);
    const outputs = readOutputFields(ctx, keys.get('output'), id, name);
    const output = outputs.map(({ field }) => field);
    return [{ name, declaration, keys, steps: keys.get('processing'), input, output, outputs }];
  });
}

/** Reads the steps of a process. It may be run for anybody, so `caller.id` may be missing in it. */
export function finishProcess(ctx: ReadContext, world: World, draft: ProcessDraft): Process {
  const around = { world, input: draft.input, outputs: draft.outputs };
  return remember(ctx, 'process', draft.declaration.key, around, (at, inside) => readProcess(at, inside.world, draft));
}

function readProcess(ctx: ReadContext, world: World, draft: ProcessDraft): Process {
  const { name, declaration, keys, outputs } = draft;
  const id = `processes/${name}`;
  const summary = keys?.get('summary');
  const steps = readSteps(ctx, world, {
    id,
    node: draft.steps,
    input: { kind: 'object', fields: draft.input },
    caller: callerType('anybody', world.subject),
    unproduced: unproduced(outputs, draft.steps),
    outputs: draft.output,
  });
  return {
    id,
    span: declaration.span,
    name,
    renamedFrom: readRenamedFrom(ctx, keys, 'identifier', name, ctx.names.processes),
    summary: summary === undefined ? null : textOf(ctx, summary, 'A sentence'),
    input: draft.input,
    processing: steps.steps,
    output: readOutputs(ctx, outputs, steps),
  };
}
