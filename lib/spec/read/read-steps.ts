import type { InputField, Step, Type, ValueSource } from '../model.ts';
import { readStepPhrase, type StepProposal } from '../phrases/step-phrase.ts';
import type { YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations } from './forms.ts';
import type { EndpointWorld } from './read-endpoints.ts';

/** The steps of an operation, and how values that come after them are read. */
export interface StepsReading {
  steps: readonly Step[];
  /** What each prose step could become, by its name. */
  proposals: ReadonlyMap<string, StepProposal>;
  /** Reads a value that may use every step, and checks it against a type. Null if it cannot be read (reported). */
  readValue(node: YamlNode, expected: Type): ValueSource | null;
  /** Checks that the result of a step fits a type. */
  checkStepResult(step: string, expected: Type, at: Declaration): void;
}

interface StepsSource {
  node: YamlNode | undefined;
  inputs: readonly InputField[];
  endpointId: string;
  operation: string;
}

export function readSteps(ctx: ReadContext, _world: EndpointWorld, source: StepsSource): StepsReading {
  const proposals = new Map<string, StepProposal>();
  const listed = source.node === undefined ? [] : declarations(ctx, source.node, 'step', 'identifier');
  const steps = listed.flatMap((declaration): Step[] => {
    const { value, name } = declaration;
    if (value.kind !== 'scalar' || isEmpty(value)) return [];
    const proposal = readStepPhrase(name, value.value, [...ctx.names.integrations.keys()]);
    proposals.set(name, proposal);
    const id = `${source.endpointId}/processing/${name}`;
    return [
      {
        id,
        span: declaration.span,
        name,
        when: null,
        kind: 'prose',
        text: value.value,
        form: [],
        candidates: ['operator'],
      },
    ];
  });
  return { steps, proposals, readValue: () => null, checkStepResult: () => undefined };
}
