import type { Expr } from '../spec/expressions/ast.ts';
import type { Endpoint, InputField, Model, OutputField, Step, ValueSource } from '../spec/model.ts';
import { stepsWithin } from './steps-within.ts';

/** What requests and answers of a service need of its platform; each part is there only where some operation calls for it. */
export interface WirePlan {
  /** Some operation may be called by nobody. */
  optional: boolean;
  /** Some right depends on the caller and the input. */
  conditions: boolean;
  /** Some input has a default. */
  defaults: boolean;
  /** Some input has another name on the wire. */
  renames: boolean;
  /** Some input comes from a cookie. */
  cookies: boolean;
  /** Some answer has headers of its own. */
  headers: boolean;
  /** Some request may be sent again and is done once. */
  repeatable: boolean;
  /** Some operation may be asked so often only. */
  limits: boolean;
  /** Some limit is one for each address, which those in between have to tell. */
  addresses: boolean;
}

/** Decides the parts of the platform that requests and answers need. */
export function planWire(model: Model): WirePlan {
  const { endpoints } = model;
  const inputs = endpoints.flatMap(({ input }) => input);
  return {
    optional: endpoints.some(({ access }) => access.kind === 'optional'),
    conditions: endpoints.some(({ access }) => access.kind !== 'public' && access.when !== null),
    defaults: inputs.some((field) => field.default !== null),
    renames: inputs.some(({ as }) => as !== null),
    cookies: inputs.some((field) => field.in === 'cookie'),
    headers:
      model.auth.some(({ scheme }) => scheme === 'session') ||
      model.endpoints.some((endpoint) => hasHeaders(endpoint) || locationOf(endpoint, model) !== null),
    repeatable: endpoints.some(({ idempotency }) => idempotency !== null),
    limits: endpoints.some(({ rateLimit }) => rateLimit !== null),
    addresses: endpoints.some(({ rateLimit }) => rateLimit?.by.kind === 'address'),
  };
}

/** Whether the answer of an operation has headers of its own. */
export function hasHeaders({ response }: Endpoint): boolean {
  return response !== null && response.headers.length > 0;
}

/** Where callers find what an operation created: a path, and the field of the created row that its last hole holds. */
export interface Location {
  kind: 'step';
  /** The step that creates the row. */
  step: string;
  path: string;
  parameter: string;
  column: string;
}

/** The path of the GET for the row that an operation creates; null where there is none. */
export function locationOf(endpoint: Endpoint, { endpoints }: Model): Location | null {
  if (endpoint.status !== 201) return null;
  const created = endpoint.processing.findLast((step) => step.kind === 'create' && step.when === null);
  if (created?.kind !== 'create') return null;
  const known = parametersOf(endpoint.path);
  for (const { method, path, processing } of endpoints) {
    const find = processing.find((step) => step.kind === 'find' && step.entity === created.entity);
    if (method !== 'GET' || find?.kind !== 'find') continue;
    const [parameter, ...more] = parametersOf(path).filter((name) => !known.includes(name));
    const column = parameter === undefined || more.length > 0 ? null : columnFor(find.where, parameter);
    if (parameter !== undefined && column !== null)
      return { kind: 'step', step: created.name, path, parameter, column };
  }
  return null;
}

function parametersOf(path: string): string[] {
  return Array.from(path.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name);
}

/** The field that a condition compares with an input, alone. */
function columnFor(where: Expr, input: string): string | null {
  if (where.kind !== 'binary' || where.operator !== '==') return null;
  const { left, right } = where;
  const asked =
    right.kind === 'member' && right.of.kind === 'name' && right.of.scope === 'input' && right.name === input;
  return asked && left.kind === 'name' && left.scope === 'row' ? left.name : null;
}

/** Whether an operation answers with a body. */
export function givesBody({ output, wholeOutput }: Endpoint): boolean {
  return output.length > 0 || wholeOutput !== null;
}

/** A field under the name that callers know it by. */
export function onWire<F extends InputField | OutputField>(field: F): F {
  return field.as === null ? field : { ...field, name: field.as };
}

type ListStep = Extract<Step, { kind: 'list' }>;

/** The list that the pages of an operation are made of: the one that an output shows. Null where that is not plain. */
export function pagedStep({ processing, output, wholeOutput }: Endpoint): ListStep | null {
  const lists = stepsWithin(processing).filter((step) => step.kind === 'list' && step.limit === null) as ListStep[];
  const shown = lists.filter(({ name }) =>
    [wholeOutput, ...output].some((field) => field !== null && mentions(field.from, name)),
  );
  return shown[0] ?? lists[0] ?? null;
}

function mentions(part: unknown, step: string): boolean {
  if (part === null || typeof part !== 'object') return false;
  const node: Readonly<Record<string, unknown>> = { ...part };
  if (node['kind'] === 'step' && node['step'] === step) return true;
  if (node['kind'] === 'name' && node['scope'] === 'step' && node['name'] === step) return true;
  return Object.entries(node).some(([key, item]) => key !== 'type' && key !== 'span' && mentions(item, step));
}

/** The operation with its pages said in the step that they are made of: `limit` and `offset` are inputs like others. */
export function withPages(endpoint: Endpoint): Endpoint {
  const { paginate, processing } = endpoint;
  const paged = paginate === null || paginate.style === 'cursor' ? null : pagedStep(endpoint);
  if (paged === null) return endpoint;
  const steps = processing.map((step) =>
    step === paged ? { ...paged, limit: inputNamed('limit', endpoint), offset: inputNamed('offset', endpoint) } : step,
  );
  return { ...endpoint, processing: steps };
}

function inputNamed(name: string, { input }: Endpoint): ValueSource | null {
  const field = input.find((one) => one.name === name);
  if (field === undefined) return null;
  const { span, type } = field;
  const of: Expr = { kind: 'name', name: 'input', scope: 'input', type: { kind: 'object', fields: input }, span };
  return { kind: 'expression', expr: { kind: 'member', of, name, type, span }, span };
}
