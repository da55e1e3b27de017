import type { Field, Model, Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';

/** Types in each other are looked into this far. */
const MAX_DEPTH = 12;

/** Whether decimals within some fields are JSON numbers on the wire. */
export function holdNumbers(fields: readonly Field[], model: Model): boolean {
  return fields.some(({ type }) => holdsNumber(type, model, 0));
}

/** Whether other systems, or those that are told of events, get or give decimals as JSON numbers. */
export function exchangesNumbers({ model, integrations, events }: Plan): boolean {
  return (
    integrations.some(({ operations }) =>
      operations.some(({ operation }) => holdNumbers([...operation.input, ...operation.output], model)),
    ) || sendsNumbers({ model, events })
  );
}

/** Whether some event holds such a decimal. */
export function sendsNumbers({ model, events }: Pick<Plan, 'model' | 'events'>): boolean {
  return events.some(({ event }) => holdNumbers(event.payload, model));
}

function holdsNumber(type: Type, model: Model, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  const inner = (of: Type): boolean => holdsNumber(of, model, depth + 1);
  switch (type.kind) {
    case 'scalar':
      return type.wire !== null;
    case 'list':
    case 'map':
    case 'optional':
      return inner(type.of);
    case 'oneOf':
      return type.of.some(inner);
    case 'object':
      return type.fields.some((field) => inner(field.type));
    case 'named': {
      const declared = model.types.find(({ name }) => name === type.name);
      return declared !== undefined && inner(declared.type);
    }
    default:
      return false;
  }
}
