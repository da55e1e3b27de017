import type { Field, Type } from '../../spec/model.ts';
import { fromEntries, isComponent, maskOf, objectSchema, schemaOf } from '../openapi/schema.ts';
import type { Plan } from '../plan.ts';
import { type Json, json, sourced } from '../text/json.ts';

/** src/internal.json: what is agreed with other systems, and what events hold. It is not published; the service checks with it. */
export function internalContract(plan: Plan): string {
  const own = plan.integrations.flatMap(({ operations }) =>
    operations.flatMap(({ operation, takes, gives }): [string, Json][] => [
      ...(takes === null
        ? []
        : [[takes, sourced(operation, objectSchema(operation.input, plan, 'output'))] as [string, Json]]),
      ...(gives === null
        ? []
        : [[gives, sourced(operation, objectSchema(operation.output, plan, 'input'))] as [string, Json]]),
    ]),
  );
  const events = plan.events.map(({ event, type }): [string, Json] => [
    type,
    sourced(event, objectSchema(event.payload, plan, 'output')),
  ]);
  const fields = [
    ...plan.integrations.flatMap(({ operations }) =>
      operations.flatMap(({ operation }) => [...operation.input, ...operation.output]),
    ),
    ...plan.events.flatMap(({ event }) => event.payload),
  ];
  const used = namesWithin(fields, plan);
  const declared = plan.model.types
    .filter(({ name, type }) => used.has(name) && isComponent(type))
    .map((declaration): [string, Json] => {
      const schema = { ...schemaOf(declaration.type, plan, 'input'), 'x-mask': maskOf(declaration) };
      return [plan.typeNames.get(declaration.name) ?? declaration.name, sourced(declaration, schema)];
    });
  return json({ components: { schemas: fromEntries([...declared, ...own, ...events]) } });
}

/** The types that fields name, also within each other. */
function namesWithin(fields: readonly Field[], { model }: Plan): Set<string> {
  const found = new Set<string>();
  const visit = (type: Type): void => {
    switch (type.kind) {
      case 'list':
      case 'map':
      case 'optional':
        visit(type.of);
        return;
      case 'oneOf':
        for (const of of type.of) visit(of);
        return;
      case 'object':
        for (const field of type.fields) visit(field.type);
        return;
      case 'named': {
        if (found.has(type.name)) return;
        found.add(type.name);
        const declared = model.types.find(({ name }) => name === type.name);
        if (declared !== undefined) visit(declared.type);
        return;
      }
      default:
        return;
    }
  };
  for (const field of fields) visit(field.type);
  return found;
}
