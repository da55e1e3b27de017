import type { FlowPlan } from '../plan.ts';
import { type Doc, hugged } from '../text/doc.ts';
import { notCompiled, value } from './expression.ts';
import { fromFile, type Module } from './module.ts';
import { type Of, once, property } from './steps.ts';

/** `await emit(loanClosedEvent, { loan: loan.id })`. */
export function emit(step: Of<'emit'>, flow: FlowPlan, module: Module): Doc {
  const planned = module.plan.events.find(({ event }) => event.name === step.event);
  if (planned === undefined) return notCompiled(`The event ${step.event}, which is not declared,`);
  module.needs.add('emit');
  fromFile(module, `../events/${planned.file}.ts`, planned.variable);
  const payload = planned.event.payload.map((field): Doc => {
    const given = step.with.find(({ name }) => name === field.name);
    return property(field.name, given === undefined ? 'null' : value(given.value, field.type, module));
  });
  const published = hugged('emit(', [planned.variable], { open: '{', items: payload, close: '}', space: true }, ')');
  return once(step, flow, module, published);
}
