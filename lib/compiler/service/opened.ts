import type { Field, Model, Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { documentText, plainType } from './types.ts';

/** Types in each other are looked into this far. */
const MAX_DEPTH = 12;

/** Whether some text within a type holds a document. */
export function holdsDocument(type: Type, model: Model, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const inner = (of: Type): boolean => holdsDocument(of, model, depth + 1);
  if (documentText(type, model) !== null) return true;
  const plain = plainType(type, model);
  if (plain.kind === 'list' || plain.kind === 'map') return inner(plain.of);
  if (plain.kind === 'oneOf') return plain.of.some(inner);
  return plain.kind === 'object' && plain.fields.some((field) => inner(field.type));
}

/** Whether some event tells texts that hold documents. */
export function tellsDocuments({ model, events }: Pick<Plan, 'model' | 'events'>): boolean {
  const published = new Set(events.map(({ event }) => event.name));
  const told = model.events.filter(({ name }) => published.has(name));
  return told.some(({ payload }) => payload.some(({ type }) => holdsDocument(type, model)));
}

/** A type as values of it are within the service: documents instead of the texts that hold them. */
export function opened(type: Type, model: Model, depth = 0): Type {
  if (depth > MAX_DEPTH || !holdsDocument(type, model)) return type;
  const inner = (of: Type): Type => opened(of, model, depth + 1);
  switch (type.kind) {
    case 'named':
      return inner(model.types.find(({ name }) => name === type.name)?.type ?? plainType(type, model));
    case 'optional':
    case 'list':
    case 'map':
      return { ...type, of: inner(type.of) };
    case 'object':
      return { ...type, fields: openedFields(type.fields, model, depth + 1) };
    case 'oneOf':
      return { ...type, of: type.of.map(inner) };
    default:
      return type.kind === 'scalar' && type.content !== null ? inner(type.content.type) : type;
  }
}

/** The same for fields. */
export function openedFields<F extends Field>(fields: readonly F[], model: Model, depth = 0): F[] {
  return fields.map((field) => ({ ...field, type: opened(field.type, model, depth) }));
}

/**
 * The plan as tests of single functions see it: what is stored, told and asked holds documents there, not the texts that hold
 * them on the wire.
 */
export function openedPlan(plan: Plan): Plan {
  const { model } = plan;
  if (!plan.files.documents) return plan;
  return {
    ...plan,
    entities: plan.entities.map((planned) => ({
      ...planned,
      entity: { ...planned.entity, fields: openedFields(planned.entity.fields, model) },
    })),
    events: plan.events.map((planned) => ({
      ...planned,
      event: { ...planned.event, payload: openedFields(planned.event.payload, model) },
    })),
    integrations: plan.integrations.map((planned) => ({
      ...planned,
      operations: planned.operations.map((one) => {
        const { input, output } = one.operation;
        const operation = {
          ...one.operation,
          input: openedFields(input, model),
          output: openedFields(output, model),
        };
        return { ...one, operation };
      }),
    })),
  };
}
