import { allTasks } from '../asked-tasks.ts';
import { hasOwnBodies } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { awaitedFiles } from '../service/awaited-files.ts';
import { isPart } from '../service/file-fields.ts';
import type { TaskPlan } from '../tasks-plan.ts';
import type { Json } from '../text/json.ts';
import { ref, schemaOf } from './schema.ts';

type JsonObject = { readonly [key: string]: Json | undefined };

const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };

/** How callers follow a request that waits, and how people do their tasks. */
export function waitingPaths(plan: Plan): JsonObject {
  const requests = { ...requestPath(), ...(awaitedFiles(plan).length > 0 ? resultFilePath() : {}) };
  if (!plan.people) return requests;
  return {
    ...requests,
    '/tasks': {
      get: {
        operationId: 'listTasks',
        summary: 'The tasks that the caller may do',
        parameters: [{ name: 'offset', in: 'query', schema: { type: 'integer', minimum: 0, maximum: 999999 } }],
        responses: { '200': tasksAnswer(), ...problems(400, 401, 403) },
      },
    },
    '/tasks/{id}': {
      get: {
        operationId: 'readTask',
        summary: 'A task',
        parameters: [ID],
        responses: { '200': answer('The task', 'Task'), ...problems(401, 403, 404) },
      },
    },
    ...(plan.files.shown ? filePath() : {}),
    '/tasks/{id}/claim': {
      post: {
        operationId: 'claimTask',
        summary: 'Take a task',
        parameters: [ID],
        responses: { '200': answer('The task, now of the caller', 'Task'), ...problems(401, 403, 404, 409) },
      },
    },
    '/tasks/{id}/complete': {
      post: {
        operationId: 'completeTask',
        summary: 'Give the answer of a task',
        parameters: [ID],
        requestBody: {
          required: true,
          content: answersOfTasks(plan),
        },
        responses: {
          '200': answer('The answer is stored', 'CompletedTask'),
          ...problems(400, 401, 403, 404, 409, 413, 415),
        },
      },
    },
  };
}

/** What people send: JSON, or a form where files are asked for. */
function answersOfTasks(plan: Plan): JsonObject {
  const tasks = allTasks(plan);
  const withFiles = tasks.filter(({ form }) => form.some(({ type }) => isPart(type, plan.model)));
  const schemaFor = (some: readonly TaskPlan[]): Json => {
    const forms = some.map(({ formSchema }) => ref(formSchema));
    return { schema: forms.length === 1 ? (forms[0] ?? {}) : { anyOf: forms } };
  };
  const plain = tasks.filter((task) => !withFiles.includes(task));
  return {
    ...(plain.length > 0 ? { 'application/json': schemaFor(plain) } : {}),
    ...(withFiles.length > 0 ? { 'multipart/form-data': schemaFor(withFiles) } : {}),
  };
}

const SHA256 = { name: 'sha256', in: 'path', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } };

function filePath(): JsonObject {
  return {
    '/tasks/{id}/files/{sha256}': {
      get: {
        operationId: 'readTaskFile',
        summary: 'A file that a task shows to whoever has claimed it',
        parameters: [ID, SHA256],
        responses: {
          '200': { description: 'The file', content: { 'application/octet-stream': {} } },
          ...problems(401, 403, 404),
        },
      },
    },
  };
}

function resultFilePath(): JsonObject {
  return {
    '/requests/{id}/files/{sha256}': {
      get: {
        operationId: 'readRequestFile',
        summary: 'A file of the answer of a request that waited',
        parameters: [ID, SHA256],
        responses: {
          '200': { description: 'The file', content: { 'application/octet-stream': {} } },
          ...problems(401, 404),
        },
      },
    },
  };
}

function requestPath(): JsonObject {
  return {
    '/requests/{id}': {
      get: {
        operationId: 'readRequest',
        summary: 'How a request stands that waits or waited for a person',
        parameters: [ID],
        responses: {
          '200': answer('The state of the request; with the answer once it is there', 'Request'),
          ...problems(401, 404),
        },
      },
    },
  };
}

const NAMES: Readonly<Record<number, string>> = {
  400: 'invalid_input',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  415: 'unsupported',
};

function problems(...statuses: number[]): JsonObject {
  const refs = statuses.map((status) => [String(status), { $ref: `#/components/responses/${NAMES[status]}` }]);
  return { ...Object.fromEntries(refs), default: { $ref: '#/components/responses/failed' } };
}

/** Browsers are shown a page, which asks for the tasks itself. */
function tasksAnswer(): JsonObject {
  const { description, content } = answer('Open and claimed tasks, oldest first', 'Tasks');
  return { description, content: { ...Object(content), 'text/html': { schema: TEXT } } };
}

function answer(description: string, schema: string): JsonObject {
  return { description, content: { 'application/json': { schema: ref(schema) } } };
}

/** What those paths take and give. */
export function waitingSchemas(plan: Plan): [string, Json][] {
  const answered = plan.operations
    .filter((operation) => operation.waits && operation.answers)
    .map(({ type, sendsFile }) => (sendsFile ? 'StoredFile' : `${type}Output`));
  const results = [...new Set(answered)].map(ref);
  const [only, ...others] = results;
  const result: Json = others.length === 0 ? (only ?? {}) : { anyOf: results };
  const states = plan.drives ? ['waiting', 'running', 'succeeded', 'failed'] : ['waiting', 'succeeded', 'failed'];
  const tasks: [string, Json][] = [
    ['Task', plan.dues ? TASK_DUE : TASK],
    [
      'Tasks',
      object({ tasks: { type: 'array', maxItems: 50, items: ref('Task') }, next: { type: ['integer', 'null'] } }),
    ],
    ['CompletedTask', object({ id: UUID, request: UUID, state: oneOf('completed') })],
  ];
  return [
    ['Accepted', object({ id: UUID, operation: TEXT, state: oneOf('waiting') })],
    [
      'Request',
      {
        ...object({ id: UUID, operation: TEXT, state: oneOf(...states) }),
        properties: {
          id: UUID,
          operation: TEXT,
          state: oneOf(...states),
          result,
          problem: problemSchema(plan),
        },
      },
    ],
    ...(plan.people ? tasks : []),
  ];
}

/** Errors that end a request later have any of the shapes that errors have. */
function problemSchema(plan: Plan): JsonObject {
  const { errorBody } = plan.model;
  if (!hasOwnBodies(plan.model)) return ref('Problem');
  const alike = errorBody !== null && plan.model.errors.every(({ body }) => body === null);
  return alike ? schemaOf(errorBody, plan, 'output') : { type: 'object' };
}

const UUID: JsonObject = { type: 'string', format: 'uuid' };
const TEXT: JsonObject = { type: 'string' };

function oneOf(...values: string[]): JsonObject {
  return { type: 'string', enum: values };
}

function object(properties: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: false, required: Object.keys(properties), properties };
}

const TASK_MEMBERS: JsonObject = {
  id: UUID,
  request: UUID,
  operation: TEXT,
  step: TEXT,
  title: TEXT,
  instruction: TEXT,
  state: oneOf('open', 'claimed', 'completed'),
  claimedBy: { type: ['string', 'null'] },
  createdAt: { type: 'string', format: 'date-time' },
  input: { type: 'object' },
  findings: { type: 'array', items: object({ step: TEXT, finding: TEXT }) },
  form: { type: 'object' },
};

const TASK = object(TASK_MEMBERS);

const TASK_DUE = object({ ...TASK_MEMBERS, dueAt: { type: ['string', 'null'], format: 'date-time' } });
