import type { Endpoint, EventDeclaration, Field, IntegrationOperation, Schedule } from '../../model.ts';
import type { Flows } from '../read-flows.ts';
import type { TypeTable } from '../type-table.ts';

/** What scenarios refer to: everything that is read before them. */
export interface ScenarioWorld {
  table: TypeTable;
  operations: ReadonlyMap<string, Endpoint>;
  schedules: ReadonlyMap<string, Schedule>;
  /** Steps that people do, by name, with what a person fills in. */
  tasks: ReadonlyMap<string, readonly Field[]>;
  /** Operations of other systems, as `INTEGRATION.OPERATION`, and models that steps ask, as `INTEGRATION.MODEL`. */
  outside: ReadonlyMap<string, OutsideOperation>;
  events: ReadonlyMap<string, EventDeclaration>;
}

export interface OutsideOperation {
  integration: string;
  operation: Pick<IntegrationOperation, 'name' | 'output'>;
}

/** Gathers what scenarios refer to. */
export function scenarioWorld(
  table: TypeTable,
  { endpoints, schedules, steps, integrations, events }: Flows,
): ScenarioWorld {
  const tasks = new Map<string, readonly Field[]>();
  const outside = new Map<string, OutsideOperation>();
  for (const step of steps) {
    if (step.kind === 'infer') {
      const { integration, model, output } = step;
      outside.set(`${integration}.${model}`, { integration, operation: { name: model, output } });
    }
    if (tasks.has(step.name)) continue;
    if (step.kind === 'userTask') tasks.set(step.name, step.result);
    else if (step.kind === 'prose') tasks.set(step.name, step.form);
  }
  for (const { name, operations } of integrations)
    for (const operation of operations) outside.set(`${name}.${operation.name}`, { integration: name, operation });
  return {
    table,
    operations: new Map(endpoints.map((endpoint) => [endpoint.name, endpoint])),
    schedules: new Map(schedules.map((schedule) => [schedule.name, schedule])),
    tasks,
    outside,
    events: new Map(events.map((event) => [event.name, event])),
  };
}
