import type { Expr } from '../../spec/expressions/ast.ts';
import type { FlowPlan } from '../plan.ts';
import { type Doc, hugged, list } from '../text/doc.ts';
import { member } from '../text/quote.ts';
import { expression, value } from './expression.ts';
import type { Module } from './module.ts';
import { keyOf } from './place.ts';
import { isRead } from './reads.ts';
import { type Of, property } from './steps.ts';

/** `await person<ReviewForm>(verifyKycTasks.review)`, with what else the step says of the task. */
export function person(step: Of<'prose'> | Of<'userTask'>, flow: FlowPlan, module: Module): Doc {
  module.needs.add('person');
  const task = flow.tasks.find((planned) => planned.step.id === step.id);
  const declared = member(`${flow.name}Tasks`, step.name);
  const round = module.place.loops.length > 0;
  const definition: Doc = round
    ? list('{', [`...${declared}`, `step: ${keyOf(step.name, module)}`], '}', true)
    : declared;
  const form = task?.formType ?? 'never';
  const alone = (type: string): Doc =>
    round ? [`await person<${type}>(`, definition, ')'] : list(`await person<${type}>(`, [definition], ')');
  if (step.kind === 'prose') return alone(form);
  const type = isRead(step, flow, module.plan) ? `${form} & { by: string; at: string }` : form;
  const about = aboutOf(step, flow, module);
  if (about.length === 0) return alone(type);
  if (round) return list(`await person<${type}>(`, [definition, list('{', about, '}', true)], ')');
  return hugged(`await person<${type}>(`, [definition], { open: '{', items: about, close: '}', space: true }, ')');
}

function aboutOf(step: Of<'userTask'>, flow: FlowPlan, module: Module): Doc[] {
  const { notBy, show, respond } = step;
  const people = notBy.map(
    (expr): Doc => (expr.type.kind === 'list' ? ['...', expression(expr, module)] : expression(expr, module)),
  );
  const shown = show.map((expr, at): Doc => property(labelOf(expr) ?? `value ${at + 1}`, expression(expr, module)));
  const given = respond?.with.map((one): Doc => {
    const output = outputOf(one.name, flow);
    return property(one.name, value(one.value, output, module));
  });
  return [
    ...(people.length > 0 ? [['notBy: ', list('[', people, ']')]] : []),
    ...(shown.length > 0 ? [['show: ', list('{', shown, '}', true)]] : []),
    ...(respond === null
      ? []
      : [
          [
            'respond: ',
            list('{', [`status: ${respond.status}`, ['body: ', list('{', given ?? [], '}', true)]], '}', true),
          ],
        ]),
  ];
}

/** The type of the output that a value stands in for. */
function outputOf(name: string, { outputs }: FlowPlan): Parameters<typeof value>[1] {
  return outputs.find((field) => field.name === name)?.type ?? null;
}

/** What a value is called on the page: `screening hits` for `screening.hits`. */
export function labelOf(expr: Expr): string | null {
  if (expr.kind === 'name') return expr.name;
  const of = expr.kind === 'member' ? labelOf(expr.of) : null;
  return of === null || expr.kind !== 'member' ? null : `${of} ${expr.name}`;
}
