import type { FlowPlan, Plan } from '../plan.ts';
import type { TaskPlan } from '../tasks-plan.ts';
import { code, when } from '../text/code.ts';
import { print, said } from '../text/doc.ts';
import { origin } from '../text/origin.ts';
import { key, quote } from '../text/quote.ts';
import { interval } from './period.ts';
import { members } from './types.ts';

/** What the steps of a flow that people do ask of them, as a constant; empty where people do none. */
export function taskDefinitions({ name, tasks }: FlowPlan): string {
  if (tasks.length === 0) return '';
  const entries = tasks.map((task) => origin(task.step, definition(task)));
  return code`
    /** The steps that people do${when(
      tasks.every(({ step }) => step.kind === 'prose'),
      ', because the specification says them in prose',
    )}. */
    export const ${name}Tasks = {
      ${entries}
    } satisfies Record<string, TaskDefinition>;
  `;
}

function definition({ step, title, instruction, formSchema }: TaskPlan): string {
  return code`
    ${key(step.name)}: {
      step: ${quote(step.name)},
      title: ${quote(title)},
      ${print([said('instruction', quote(instruction)), ','], 4)}
      candidates: [${step.candidates.map(quote).join(', ')}],
      form: ${quote(formSchema)},
      ${when(step.kind === 'userTask', 'signed: true,')}
      ${dueOf(step)}
    },
  `;
}

function dueOf(step: TaskPlan['step']): string {
  if (step.kind !== 'userTask' || step.due === null) return '';
  const { within, escalate } = step.due;
  return `due: { within: ${quote(interval(within))}, escalate: ${escalate === null ? 'null' : quote(escalate)} },`;
}

/** The types of what people answer, as the flow's module says them. Notes the types of the specification that they use. */
export function formTypes({ tasks }: FlowPlan, plan: Plan, types: Set<string>): string {
  return tasks
    .map(({ step, formType, form }) => {
      // What a precise step was not given is null; of prose, outputs say so where they read it.
      const body = members(form, plan, types, step.kind === 'prose');
      return origin(step, `interface ${formType} {\n  ${body.replaceAll('\n', '\n  ')}\n}`);
    })
    .join('\n\n');
}
