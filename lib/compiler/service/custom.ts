import type { CustomPlan, FlowPlan, Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { type Doc, hugged } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment, quote } from '../text/quote.ts';
import { notCompiled, value } from './expression.ts';
import { fromFile, type Module, moduleImports, newModule } from './module.ts';
import { type Of, once, property } from './steps.ts';
import { members } from './types.ts';

/** src/custom/<step>.ts: the contract of a step whose code is written by hand. */
export function contractModule({ step, name, type, gives, file }: CustomPlan, plan: Plan): string {
  const module = newModule(plan);
  const input = members(step.input, plan, module.types, false);
  const output = members(step.output, plan, module.types, false);
  const lines: Import[] = [
    [`../../custom/${file}.ts`, name],
    ...moduleImports(module),
    ['../platform/custom.ts', 'type CustomStep'],
  ];
  return code`
    ${imports(lines.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))}

    ${interfaceOf(`${type}Input`, input)}

    ${interfaceOf(`${type}Output`, output)}

    /** ${comment(step.text)}. */
    ${origin(
      step,
      `export const ${name}Step: CustomStep<${type}Input, ${type}Output> = {\n  name: ${quote(file)},\n  gives: ${quote(gives)},\n  run: ${name},\n};`,
    )}
  `;
}

function interfaceOf(name: string, body: string): string {
  if (body === '') return `export type ${name} = Record<string, never>;`;
  return `export interface ${name} {\n  ${body.replaceAll('\n', '\n  ')}\n}`;
}

/** custom/<step>.ts: where the code is to be written. It is made once and then left alone. */
export function customModule({ step, name, type, file }: CustomPlan): string {
  return code`
    ${imports([
      [`../src/custom/${file}.ts`, `type ${type}Input`, `type ${type}Output`],
      ['../src/platform/custom.ts', 'NotWritten'],
    ])}

    /** ${comment(step.text)}. A pure function: the same input gives the same output; no files, no network, no clock. */
    export function ${name}(_input: ${type}Input): ${type}Output {
      throw new NotWritten();
    }
  `;
}

/** `custom(recheckStep, { name: one.name })`. */
export function custom(step: Of<'custom'>, flow: FlowPlan, module: Module): Doc {
  const planned = module.plan.customs.find((one) => one.step.id === step.id);
  if (planned === undefined) return notCompiled(`The step ${step.name}`);
  fromFile(module, `../custom/${planned.file}.ts`, `${planned.name}Step`);
  fromFile(module, '../platform/custom.ts', 'custom');
  const given = step.input.map((field): Doc => {
    const found = step.with.find(({ name }) => name === field.name);
    return property(field.name, found === undefined ? 'null' : value(found.value, field.type, module));
  });
  const work = hugged('custom(', [`${planned.name}Step`], { open: '{', items: given, close: '}', space: true }, ')');
  return once(step, flow, module, work, false);
}

/** The type of what the step gives. */
export function customType(step: Of<'custom'>, module: Module): string | null {
  const planned = module.plan.customs.find((one) => one.step.id === step.id);
  if (planned === undefined) return null;
  return fromFile(module, `../custom/${planned.file}.ts`, `type ${planned.type}Output`).replace('type ', '');
}
