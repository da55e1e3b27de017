import type { OutputField } from '../../spec/model.ts';
import { variable } from '../names.ts';
import type { FlowPlan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { origin } from '../text/origin.ts';
import { member } from '../text/quote.ts';
import { value } from './expression.ts';
import type { Module } from './module.ts';
import { OUTERMOST } from './place.ts';
import { RUN_MEMBERS } from './run-members.ts';
import { shaped, sourceTypeOf } from './shape.ts';
import { property, statement } from './steps.ts';
import { isOptional } from './types.ts';

/** How the function of a flow that no request is about looks from outside. */
export interface FlowFunction {
  name: string;
  /** The type of \`input\`. */
  input: string;
  /** What it gives; null: nothing. */
  result: { type: string; outputs: readonly OutputField[] } | null;
  exported: boolean;
}

/** The steps of a schedule or a process, as a function. */
export function stepsFunction(flow: FlowPlan, module: Module, { name, input, result, exported }: FlowFunction): string {
  const blocks = flow.steps.map((step) => statement(step, flow, { ...module, place: OUTERMOST }));
  const outputs = (result?.outputs ?? []).map((field) =>
    origin(field, print([property(field.name, outputValue(field, flow, module)), ','], 4)),
  );
  const taken = RUN_MEMBERS.filter((member) => module.needs.has(member));
  const parameter: Doc = taken.length === 0 ? '' : [list('{', taken, '}', true), `: Run<${input}>`];
  if (parameter !== '') module.platform.add('type Run');
  const start = `${exported ? 'export ' : ''}async function ${name}(`;
  const head = print([start, parameter, `): Promise<${result?.type ?? 'void'}> {`]);
  if (blocks.length + outputs.length === 0) return `${head}}`;
  return code`
    ${head}
      ${blocks.join('\n\n')}

      ${when(outputs.length > 0, `return {\n  ${outputs.join('\n').replaceAll('\n', '\n  ')}\n};`)}
    }
  `;
}

function outputValue({ from, name, type }: OutputField, flow: FlowPlan, module: Module): Doc {
  if (from.kind === 'form') {
    const given = member(variable(from.step), name);
    return isOptional(type, module.plan.model) ? [given, ' ?? null'] : given;
  }
  const given = from.kind === 'step' ? variable(from.step) : value(from, type, module);
  const source = sourceTypeOf(from, flow.steps);
  return source === null ? given : shaped(given, source, type, module);
}
