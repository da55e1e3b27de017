import type { Scope } from '../../expressions/scope.ts';
import type { Field, SpecNode, Step, Type } from '../../model.ts';
import { readStepPhrase, sayProposal } from '../../phrases/step-phrase.ts';
import { scalar } from '../../scalar-type.ts';
import type { ScalarNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import type { Flow, StepReading } from './step-reading.ts';

/** Integrations that a sentence is compared with. */
const MAX_BOUND = 100;

/** A sentence: a person does it. The last one of an operation is asked for the outputs that nothing else gives. */
export function readProse(
  ctx: ReadContext,
  scope: Scope,
  flow: Flow,
  node: ScalarNode,
  at: SpecNode & { name: string },
): StepReading {
  ctx.onScope?.(node.span, scope);
  const proposal = readStepPhrase(at.name, node.value, [...ctx.names.integrations.keys()].slice(0, MAX_BOUND));
  flow.proposals.set(at.name, proposal);
  const asked = node === flow.lastProse ? flow.unproduced : [];
  const form =
    asked.length > 0 ? asked.map((field) => ({ ...field, id: `${at.id}/form/${field.name}` })) : [findingOf(at)];
  ctx.reporter.report('FLW5001', at.span, {
    reading: sayProposal(proposal),
    form: asked.map((field) => field.name),
  });
  const result: Type = { kind: 'object', fields: form };
  const step: Step = { ...at, when: null, kind: 'prose', text: node.value, form, candidates: ['operator'] };
  return { step, result, present: [] };
}

/** The one field of a prose step that gives no output: what the person found, at most 2,000 characters. */
function findingOf(step: SpecNode): Field {
  const type: Type = scalar('string', { length: { min: 0, max: 2000 } });
  return {
    id: `${step.id}/form/finding`,
    span: step.span,
    name: 'finding',
    type: { kind: 'optional', of: type },
    typeOrigin: 'default',
    summary: 'What you found. Later tasks show it.',
    protection: null,
  };
}
