import type { Plan, ProcessPlan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment } from '../text/quote.ts';
import { stepsFunction } from './flow.ts';
import { type Module, moduleImports, newModule } from './module.ts';
import { formTypes, taskDefinitions } from './task-definitions.ts';
import { members } from './types.ts';

/** src/processes/<process>.ts: steps that others run. */
export function processModule(planned: ProcessPlan, plan: Plan): string {
  const { process, name, type, tasks } = planned;
  const module: Module = { ...newModule(plan), before: process.processing };
  const input = members(process.input, plan, module.types, false);
  const output = members(process.output, plan, module.types, false);
  const forms = formTypes(planned, plan, module.types);
  const gives = process.output.length > 0;
  const result = gives ? { type: `${type}Output`, outputs: process.output } : null;
  const body = stepsFunction(planned, module, { name, input: `${type}Input`, result, exported: true });
  return code`
    ${imports(moduleImports(module, tasks.length > 0))}

    ${interfaceOf(`${type}Input`, input)}

    ${when(gives, interfaceOf(`${type}Output`, output))}

    ${taskDefinitions(planned)}

    ${forms}

    /** ${comment(process.summary ?? `The process ${process.name}`)}. */
    ${origin(process, body)}
  `;
}

function interfaceOf(name: string, body: string): string {
  if (body === '') return `export type ${name} = Record<string, never>;`;
  return `export interface ${name} {\n  ${body.replaceAll('\n', '\n  ')}\n}`;
}
