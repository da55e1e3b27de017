import type { Field, OutputField, Step } from '../model.ts';
import { sayProposal } from '../phrases/step-phrase.ts';
import { scalar } from '../scalar-type.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations } from './forms.ts';
import { readField } from './read-inputs.ts';
import type { StepsReading } from './read-steps.ts';

interface OutputSource {
  node: YamlNode | undefined;
  steps: StepsReading;
  endpointId: string;
  operation: string;
}

/**
 * Reads what the caller gets, and gives the prose steps their forms: the last prose step collects the outputs that have no
 * other value, each earlier one asks for a finding that later tasks show.
 */
export function readOutputs(ctx: ReadContext, source: OutputSource): { outputs: OutputField[]; processing: Step[] } {
  const { steps } = source;
  const listed = source.node === undefined ? [] : declarations(ctx, source.node, 'output', 'identifier');
  const lastProse = steps.steps.findLast((step) => step.kind === 'prose');
  const form: Field[] = [];
  const outputs = listed.flatMap((declaration) => {
    const read = readOutput(ctx, source, declaration, lastProse?.name ?? null);
    if (read?.from.kind === 'form') form.push({ ...fieldOf(read), id: `${lastProse?.id}/form/${read.name}` });
    return read === null ? [] : [read];
  });
  const processing = steps.steps.map((step) => {
    if (step.kind !== 'prose') return step;
    const filled = { ...step, form: step === lastProse && form.length > 0 ? form : [findingOf(step)] };
    const proposal = steps.proposals.get(step.name);
    ctx.reporter.report('FLW5001', step.span, {
      reading: proposal === undefined ? '' : sayProposal(proposal),
      form: step === lastProse ? form.map((field) => field.name) : [],
    });
    return filled;
  });
  return { outputs, processing };
}

function readOutput(
  ctx: ReadContext,
  source: OutputSource,
  declaration: Declaration,
  lastProse: string | null,
): OutputField | null {
  const { name } = declaration;
  const id = `${source.endpointId}/output/${name}`;
  const read = readField(ctx, declaration, { id, subject: `${source.operation}.output.${name}`, name }, 'output');
  const field = { id, span: declaration.span, name, type: read.type, typeOrigin: read.origin, summary: read.summary };
  const value = read.keys?.get('value');
  if (value !== undefined) {
    const from = source.steps.readValue(value, read.type);
    return from === null ? null : { ...field, from, fromOrigin: 'written' };
  }
  const step = source.steps.steps.find((candidate) => candidate.name === name);
  if (step !== undefined && step.kind !== 'prose') {
    source.steps.checkStepResult(name, read.type, declaration);
    return { ...field, from: { kind: 'step', step: name }, fromOrigin: 'default' };
  }
  if (lastProse !== null) return { ...field, from: { kind: 'form', step: lastProse }, fromOrigin: 'default' };
  ctx.reporter.report('FLW5003', declaration.key.span, { name });
  return null;
}

function fieldOf(output: OutputField): Field {
  const { id, span, name, type, typeOrigin, summary } = output;
  return { id, span, name, type, typeOrigin, summary };
}

/** The one field of a prose step that gives no output: what the person found, at most 2,000 characters. */
function findingOf(step: Step): Field {
  const type = scalar('string', { length: { min: 0, max: 2000 } });
  return {
    id: `${step.id}/form/finding`,
    span: step.span,
    name: 'finding',
    type: { kind: 'optional', of: type },
    typeOrigin: 'default',
    summary: 'What you found. Later tasks show it.',
  };
}
