import type { InputField, Type } from '../../spec/model.ts';
import { askedTasks } from '../asked-tasks.ts';
import type { FlowPlan, OperationPlan, Plan } from '../plan.ts';
import { type Json, sourced } from '../text/json.ts';
import { keepsNulls } from '../wire-plan.ts';
import { referenced } from './referenced.ts';
import { PROBLEM } from './responses.ts';
import { fromEntries, isComponent, maskOf, objectSchema, STORED_FILE, schemaOf, sentSchema } from './schema.ts';
import { waitingSchemas } from './waiting.ts';

type JsonObject = { readonly [key: string]: Json | undefined };

/**
 * All components: what the specification names, then each operation's own, then the platform's. Of the first and the last only
 * what is published leads to; an operation's own are what the service checks with.
 */
export function schemas(plan: Plan, published: readonly Json[]): JsonObject {
  const { model } = plan;
  const declared = model.types
    .filter(({ type }) => isComponent(type))
    .map((declaration): [string, Json] => {
      const schema = { ...schemaOf(declaration.type, plan, 'output'), 'x-mask': maskOf(declaration) };
      return [plan.typeNames.get(declaration.name) ?? declaration.name, sourced(declaration, schema)];
    });
  const returned = returnedEntities(plan);
  const rows = plan.entities
    .filter(({ entity }) => returned.has(entity.name))
    .map(({ type, entity }): [string, Json] => [type, sourced(entity, objectSchema(entity.fields, plan, 'output'))]);
  const own = plan.operations.flatMap((operation) => operationSchemas(operation, plan));
  const others = [...plan.processes, ...plan.schedules].flatMap((flow) => formSchemas(flow, plan));
  const checked = new Map([...own, ...others]);
  const all: (readonly [string, Json])[] = [
    ...declared,
    ...rows,
    ...checked,
    ...(plan.waits ? waitingSchemas(plan) : []),
    ...(plan.model.errorBody === null ? [['Problem', PROBLEM] as const] : []),
    ...(plan.files.kept ? [['StoredFile', STORED_FILE] as const] : []),
  ];
  const used = referenced([...published, ...checked.values()], new Map(all));
  return fromEntries(all.filter(([name]) => checked.has(name) || used.has(name)));
}

function operationSchemas(operation: OperationPlan, plan: Plan): [string, Json][] {
  const { endpoint, type, body, parameters } = operation;
  const waiting = waitingSchema(operation, plan);
  const inputs = (name: string, fields: readonly InputField[]): [string, Json][] =>
    fields.length === 0 ? [] : [[name, withDefaults(sentSchema(fields, plan, 'input'), fields)]];
  const whole = endpoint.wholeOutput;
  return [
    ...inputs(`${type}Input`, body),
    ...inputs(`${type}Parameters`, parameters),
    ...answerSchema(operation, plan),
    ...(whole === null || operation.sendsFile
      ? []
      : [[`${type}Output`, sourced(whole, schemaOf(whole.type, plan, 'output'))] as [string, Json]]),
    ...(waiting === null ? [] : [[`${type}Waiting`, waiting] as [string, Json]]),
    ...formSchemas(operation, plan),
  ];
}

/** What the people of a flow answer. */
function formSchemas({ tasks }: FlowPlan, plan: Plan): [string, Json][] {
  return tasks.map(({ formSchema, form }) => [formSchema, sentSchema(form, plan, 'form')]);
}

/** Of an answer with nulls every field is there; of one without them those that are not null. */
function answerSchema({ endpoint, type }: OperationPlan, plan: Plan): [string, Json][] {
  const { output } = endpoint;
  if (output.length === 0) return [];
  if (!keepsNulls(endpoint, plan.model)) return [[`${type}Output`, objectSchema(output, plan, 'answer')]];
  const schema = objectSchema(output, plan, 'output');
  return [[`${type}Output`, { ...schema, required: output.map(({ name }) => name) }]];
}

/** What has a default need not be sent. */
function withDefaults(schema: JsonObject, fields: readonly InputField[]): JsonObject {
  const usual = new Set(fields.filter((field) => field.default !== null).map(({ name }) => name));
  if (usual.size === 0) return schema;
  const required = fields.filter(({ name, type }) => type.kind !== 'optional' && !usual.has(name));
  return { ...schema, required: required.length > 0 ? required.map(({ name }) => name) : undefined };
}

/** The entities of which a whole row leaves the service somewhere. */
function returnedEntities({ model }: Plan): ReadonlySet<string> {
  const names = new Set<string>();
  const look = (type: Type): void => {
    if (type.kind === 'list' || type.kind === 'map' || type.kind === 'optional') look(type.of);
    else if (type.kind === 'object') for (const field of type.fields) look(field.type);
    else if (type.kind === 'entity') names.add(type.name);
  };
  for (const { type } of model.types) look(type);
  for (const { output, wholeOutput } of model.endpoints)
    for (const { type } of wholeOutput === null ? output : [...output, wholeOutput]) look(type);
  return names;
}

/** What steps of people answer while they are waited for. */
function waitingSchema(operation: OperationPlan, plan: Plan): JsonObject | null {
  const tasks = askedTasks(operation, plan).map(({ task }) => task);
  const given = tasks.flatMap(({ step }) => (step.kind === 'userTask' ? (step.respond?.with ?? []) : []));
  if (!tasks.some(({ step }) => step.kind === 'userTask' && step.respond !== null)) return null;
  const properties = given.map(({ name }): [string, Json] => {
    const output = operation.endpoint.output.find((field) => field.name === name);
    return [name, output === undefined ? {} : schemaOf(output.type, plan, 'output')];
  });
  return { type: 'object', additionalProperties: false, properties: fromEntries(properties) };
}
