import type { Control, Model, Requirement } from '../model.ts';
import type { TypeTable } from '../read/type-table.ts';
import { allSteps, flowsOf, type StepFlow } from '../step-tree.ts';
import type { Facts } from './facts.ts';
import type { IsoDay } from './rule.ts';

/** What a check looks at. */
export interface Subject {
  model: Model;
  table: TypeTable;
  /** Operations, processes and schedules, each with all its steps, nested ones behind those that hold them. */
  work: readonly StepFlow[];
  /** About the institution, by the framework of the rule. */
  facts: Facts;
  /** The day for which is judged; null: none is given, and nothing that depends on one can be said. */
  on: IsoDay | null;
}

/** What all checks of one model share. */
export function subjectOf(model: Model, on: IsoDay | null): Omit<Subject, 'facts'> {
  return {
    model,
    table: {
      types: new Map(model.types.map((type) => [type.name, type])),
      entities: new Map(model.entities.map((entity) => [entity.name, entity])),
    },
    work: flowsOf(model).map((flow) => ({ ...flow, steps: allSteps(flow.steps) })),
    on,
  };
}

/** The requirements whose meaning is of one kind, with where they stand. */
export function controlsOf<K extends Control['kind']>(
  model: Model,
  kind: K,
): readonly { requirement: Requirement; control: Extract<Control, { kind: K }> }[] {
  return model.requirements.flatMap((requirement) => {
    const { control } = requirement;
    return control !== null && isOfKind(control, kind) ? [{ requirement, control }] : [];
  });
}

function isOfKind<K extends Control['kind']>(control: Control, kind: K): control is Extract<Control, { kind: K }> {
  return control.kind === kind;
}
