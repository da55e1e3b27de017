import type { Assignment, Field, Type } from '../../spec/model.ts';
import { fromEntries, isComponent, maskOf, objectSchema, STORED_FILE, schemaOf } from '../openapi/schema.ts';
import type { Plan } from '../plan.ts';
import { type Json, json, Sourced, sourced } from '../text/json.ts';
import { holdsFile } from './file-fields.ts';

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
  const stored = plan.entities.flatMap(({ entity, documents }) =>
    entity.fields.flatMap((field): [string, Field][] => {
      const name = documents.get(field.name);
      return name === undefined ? [] : [[name, field]];
    }),
  );
  const fields = [
    ...stored.map(([, field]) => field),
    ...plan.integrations.flatMap(({ operations }) =>
      operations.flatMap(({ operation }) => [...operation.input, ...operation.output]),
    ),
    ...plan.events.flatMap(({ event }) => event.payload),
    ...plan.inferences.flatMap(({ step }) => step.output),
    ...plan.customs.flatMap(({ step, takes }) => [...(takes === null ? [] : step.input), ...step.output]),
  ];
  const inferred = plan.inferences.flatMap(({ step, takes, gives }): [string, Json][] => [
    [
      takes,
      sourced(step, {
        type: 'object',
        properties: fromEntries(step.features.map((feature) => featureOf(feature, plan))),
      }),
    ],
    [gives, sourced(step, objectSchema(step.output, plan, 'input'))],
  ]);
  const customs = plan.customs.flatMap(({ step, gives, takes }): [string, Json][] => [
    [gives, sourced(step, objectSchema(step.output, plan, 'input'))],
    ...(takes === null ? [] : [[takes, sourced(step, objectSchema(step.input, plan, 'output'))] as [string, Json]]),
  ]);
  const extracted = plan.steps.flatMap((step) => (step.kind === 'extract' && step.as !== null ? [step.as] : []));
  const types = [...fields.map(({ type }) => type), ...extracted.map((name): Type => ({ kind: 'named', name }))];
  const used = namesWithin(types, plan);
  const declared = plan.model.types
    .filter(({ name, type }) => used.has(name) && isComponent(type))
    .map((declaration): [string, Json] => {
      const schema = { ...schemaOf(declaration.type, plan, 'input'), 'x-mask': maskOf(declaration) };
      return [plan.typeNames.get(declaration.name) ?? declaration.name, sourced(declaration, schema)];
    });
  const files = fields.some(({ type }) => holdsFile(type, plan.model))
    ? [['StoredFile', STORED_FILE] as [string, Json]]
    : [];
  const rows = stored.map(([name, field]): [string, Json] => [
    name,
    sourced(field, schemaOf(field.type, plan, 'output')),
  ]);
  const all = [...files, ...declared, ...rows, ...own, ...events, ...inferred, ...customs];
  return json({ components: { schemas: fromEntries(plan.files.documents ? all.map(opened) : all) } });
}

/** Inside of the service a text that holds a document is that document; `x-text` says how the text is. */
function opened([name, schema]: [string, Json]): [string, Json] {
  return [name, withDocuments(schema)];
}

function withDocuments(part: Json | undefined): Json {
  if (part instanceof Sourced) return sourced(part.node, withDocuments(part.value));
  if (Array.isArray(part)) return part.map(withDocuments);
  if (part === null || part === undefined || typeof part !== 'object') return part ?? null;
  const members: Readonly<Record<string, Json | undefined>> = Object(part);
  const { contentSchema, contentMediaType, minLength, maxLength, pattern, 'x-mask': mask, description } = members;
  if (contentSchema !== undefined) {
    const text = { contentMediaType, minLength, maxLength, pattern };
    return { ...Object(withDocuments(contentSchema)), description, 'x-mask': mask, 'x-text': text };
  }
  return Object.fromEntries(
    Object.entries(members).flatMap(([key, value]) => (value === undefined ? [] : [[key, withDocuments(value)]])),
  );
}

/** How a feature is kept: masked, where its type says so. */
function featureOf({ name, value }: Assignment, plan: Plan): [string, Json] {
  const type = value.kind === 'expression' ? value.expr.type : null;
  const named = type?.kind === 'named' ? plan.model.types.find((declared) => declared.name === type.name) : undefined;
  return [name, { 'x-mask': named === undefined ? undefined : maskOf(named) }];
}

/** The types that others name, also within each other. */
function namesWithin(types: readonly Type[], { model }: Plan): Set<string> {
  const found = new Set<string>();
  const visit = (type: Type): void => {
    switch (type.kind) {
      case 'list':
      case 'map':
      case 'optional':
        visit(type.of);
        return;
      case 'scalar':
        if (type.content !== null) visit(type.content.type);
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
  for (const type of types) visit(type);
  return found;
}
