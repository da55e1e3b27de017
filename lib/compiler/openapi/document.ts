import type { Access } from '../../spec/model.ts';
import { askedTasks } from '../asked-tasks.ts';
import { mediaOf, type Writing } from '../media-plan.ts';
import { linksPages } from '../page-plan.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { interval } from '../service/period.ts';
import { type Json, sourced } from '../text/json.ts';
import { locationOf } from '../wire-plan.ts';
import { schemas } from './components.ts';
import { fileContent, requestContent } from './contents.ts';
import { problemRefs, responses } from './responses.ts';
import { fromEntries, ref, schemaOf } from './schema.ts';
import { securityNames, securitySchemes } from './security.ts';
import { waitingPaths } from './waiting.ts';

type JsonObject = { readonly [key: string]: Json | undefined };

/** openapi.json: the contract that callers read and that the service checks, OpenAPI 3.1. */
export function openapiDocument(plan: Plan): JsonObject {
  const { model } = plan;
  const paths = { ...operationPaths(plan), ...(plan.waits ? waitingPaths(plan) : {}) };
  const answers = responses(plan);
  return {
    openapi: '3.1.0',
    info: {
      title: sourced(model.service, model.service.name),
      version: model.version,
      description: model.summary ?? undefined,
    },
    servers: [{ url: '/' }],
    security: securityNames(plan).map((name) => ({ [name]: [] })),
    paths,
    components: {
      securitySchemes: securitySchemes(plan),
      responses: answers,
      schemas: schemas(plan, [paths, answers]),
    },
  };
}

function operationPaths(plan: Plan): JsonObject {
  const paths = new Map<string, [string, Json][]>();
  for (const operation of plan.operations) {
    const { path, method } = operation.endpoint;
    const methods = paths.get(path) ?? [];
    methods.push([method.toLowerCase(), sourced(operation.endpoint, operationObject(operation, plan))]);
    paths.set(path, methods);
  }
  return fromEntries([...paths].map(([path, methods]) => [path, fromEntries(methods)]));
}

function operationObject(operation: OperationPlan, plan: Plan): JsonObject {
  const { endpoint, body } = operation;
  return {
    operationId: endpoint.name,
    summary: endpoint.summary ?? endpoint.name,
    'x-sla': slaOf(endpoint),
    security: securityOf(endpoint.access, plan),
    description: accessText(endpoint.access),
    parameters: parameterList(operation, plan),
    requestBody: body.length > 0 ? { required: true, content: requestContent(operation, plan) } : undefined,
    responses: {
      [String(endpoint.status)]: operation.answers
        ? { ...answerObject(operation, plan), ...headersOf(operation, plan) }
        : { description: 'Done', ...headersOf(operation, plan) },
      ...(operation.waits ? acceptedBy(operation, plan) : {}),
      ...problemRefs(operation, plan),
    },
  };
}

/** What is promised about time and availability. */
function slaOf({ sla }: OperationPlan['endpoint']): JsonObject | undefined {
  if (sla === null || (sla.latency === null && sla.availability === null)) return undefined;
  const { availability, window } = sla;
  return {
    latency: sla.latency ?? undefined,
    availability: availability ?? undefined,
    window: window === null ? undefined : interval(window),
  };
}

function securityOf({ kind }: Access, plan: Plan): Json[] | undefined {
  if (kind === 'public') return [];
  return kind === 'optional' ? [{}, ...securityNames(plan).map((name) => ({ [name]: [] }))] : undefined;
}

/** Headers that the answer has besides. */
function headersOf({ endpoint }: OperationPlan, { model }: Plan): JsonObject {
  const own = (endpoint.response?.headers ?? []).map(({ name }): [string, Json] => [name, TEXT_HEADER]);
  const next: [string, Json][] = linksPages(endpoint)
    ? [
        [
          'Link',
          { ...TEXT_HEADER, description: 'The next page, by `rel="next"` (RFC 8288); not there on the last one' },
        ],
      ]
    : [];
  const place: [string, Json][] =
    locationOf(endpoint, model) === null
      ? []
      : [['Location', { description: 'Where it is', schema: { type: 'string' } }]];
  return own.length + place.length + next.length === 0 ? {} : { headers: fromEntries([...place, ...next, ...own]) };
}

const TEXT_HEADER: JsonObject = { schema: { type: 'string' } };

function accessText(access: Access): string | undefined {
  if (access.kind === 'public' || access.roles.length + access.scopes.length === 0) return undefined;
  const roles = access.roles.length > 0 ? [`role ${access.roles.join(' or ')}`] : [];
  const scopes = access.scopes.map((scope) => `scope ${scope}`);
  return `For callers with ${[...roles, ...scopes].join(' and ')}.`;
}

function parameterList(operation: OperationPlan, plan: Plan): Json[] | undefined {
  const { endpoint, parameters } = operation;
  const own = parameters.map((field) => parameterObject(field, operation, plan));
  const rule = endpoint.idempotency;
  if (rule === null) return own.length > 0 ? own : undefined;
  const description = 'Names the request: the same one with the same key is done once';
  const schema = { type: 'string', minLength: 1, maxLength: 255 };
  return [...own, sourced(rule, { name: rule.header, in: 'header', description, required: true, schema })];
}

function parameterObject(field: OperationPlan['parameters'][number], { type }: OperationPlan, plan: Plan): Json {
  const required = field.in === 'path' || (field.type.kind !== 'optional' && field.default === null);
  const plain = schemaOf(field.type, plan, 'input');
  // Few tools follow a reference into an object to another reference.
  const schema =
    '$ref' in plain && field.protection === null
      ? plain
      : { $ref: `#/components/schemas/${type}Parameters/properties/${pointer(field.name)}` };
  const parameter = { name: field.name, in: field.in, description: field.summary ?? undefined, required, schema };
  return plan.operations.length > 0 ? sourced(field, parameter) : parameter;
}

function pointer(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** What the caller reads while the request waits: what the steps of people say, or where to ask again. */
function acceptedBy(operation: OperationPlan, plan: Plan): JsonObject {
  const { type } = operation;
  const tasks = askedTasks(operation, plan).map(({ task }) => task);
  const responds = tasks.flatMap(({ step }) =>
    step.kind === 'userTask' && step.respond !== null ? [step.respond] : [],
  );
  const plain = responds.length < tasks.length || tasks.length === 0;
  const statuses = [...new Set([...responds.map(({ status }) => status), ...(plain ? [202] : [])])].sort();
  return fromEntries(
    statuses.map((status) => {
      const own = responds.some((respond) => respond.status === status) ? [ref(`${type}Waiting`)] : [];
      const schemas = [...(plain && status === 202 ? [ref('Accepted')] : []), ...own];
      const [only = {}, ...others] = schemas;
      return [
        String(status),
        {
          description: tasks.length > 0 ? 'A person has to act first' : 'It goes on later',
          headers: { Location: { description: 'Where the answer will be', schema: { type: 'string' } } },
          content: { 'application/json': { schema: others.length === 0 ? only : { anyOf: schemas } } },
        },
      ];
    }),
  );
}

function answer(description: string, schema: string): JsonObject {
  return { description, content: content(schema) };
}

/** What a template makes is a text; everything else is the answer itself. */
function writtenContent(writing: Writing, schema: string): JsonObject {
  return { [mediaOf(writing)]: { schema: writing.template === null ? ref(schema) : { type: 'string' } } };
}

function answerObject(operation: OperationPlan, plan: Plan): JsonObject {
  const { writing } = operation;
  if (writing !== null)
    return { description: 'The answer', content: writtenContent(writing, `${operation.type}Output`) };
  if (!operation.sendsFile) return answer('The answer', `${operation.type}Output`);
  return { description: 'The file', content: fileContent(operation.endpoint, plan) };
}

function content(schema: string): JsonObject {
  return { 'application/json': { schema: ref(schema) } };
}
