import type { Expr } from '../spec/expressions/ast.ts';
import { someExpr } from '../spec/expressions/expr-parts.ts';
import type { Access, Endpoint, InputField, Model, OutputField, Type } from '../spec/model.ts';
import { scalarsOf } from './files-plan.ts';
import { cursorStep, linksPages } from './page-plan.ts';
import { isOptional } from './service/types.ts';
import { stepsWithin } from './steps-within.ts';

/** What requests and answers of a service need of its platform; each part is there only where some operation calls for it. */
export interface WirePlan {
  /** Some operation may be called by nobody. */
  optional: boolean;
  /** Some right depends on the caller and the input. */
  conditions: boolean;
  /** Some input is a list in the query. */
  lists: boolean;
  /** Some input has a default. */
  defaults: boolean;
  /** Some input with a default may be sent as null, which counts as not sent. */
  nullable: boolean;
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
  /** Some list goes on after the last row of a page. */
  pages: boolean;
  /** A page says in a header where the next one is. */
  pageLinks: boolean;
  /** Some record keeps classified values as they are. */
  plainRecords: boolean;
  /** Some decimal is a JSON number on the wire. */
  numbers: boolean;
  /** Some answer leaves out what is null. */
  omits: boolean;
}

/** Decides the parts of the platform that requests and answers need. */
export function planWire(model: Model): WirePlan {
  const { endpoints } = model;
  const inputs = endpoints.flatMap(({ input }) => input);
  return {
    optional: endpoints.some(({ access }) => access.kind === 'optional'),
    conditions: endpoints.some(({ access }) => conditionOf(access) !== null && !asksForRow(access)),
    lists: inputs.some(isQueryList),
    defaults: inputs.some((field) => field.default !== null),
    nullable: inputs.some((field) => field.default !== null && isOptional(field.type, model)),
    renames: inputs.some(({ as }) => as !== null),
    cookies: inputs.some((field) => field.in === 'cookie'),
    headers:
      givesCookie(model) ||
      model.endpoints.some(
        (endpoint) => hasHeaders(endpoint) || linksPages(endpoint) || locationOf(endpoint, model) !== null,
      ),
    repeatable: endpoints.some(({ idempotency }) => idempotency !== null),
    limits: endpoints.some(({ rateLimit }) => rateLimit !== null),
    addresses: endpoints.some(({ rateLimit }) => rateLimit?.by.kind === 'address'),
    pages: endpoints.some((endpoint) => cursorStep(endpoint) !== null),
    pageLinks: endpoints.some(linksPages),
    plainRecords: endpoints.some(keepsPlain),
    numbers: scalarsOf(model).some(({ wire }) => wire !== null),
    omits: endpoints.some((endpoint) => omitsNulls(endpoint, model)),
  };
}

/** Whether tokens are issued to browsers, which keep them. */
function givesCookie({ auth, endpoints }: Model): boolean {
  const steps = endpoints.flatMap(({ processing }) => stepsWithin(processing));
  return auth.some(({ scheme }) => scheme === 'session') && steps.some(({ kind }) => kind === 'issueToken');
}

/** Whether some operation reads a value from that part of a request. */
export function readsFrom(
  place: InputField['in'],
  { operations }: { operations: readonly { parameters: readonly InputField[] }[] },
): boolean {
  const known = READ_FROM.get(operations);
  if (known !== undefined) return known.has(place);
  const places = new Set(operations.flatMap(({ parameters }) => parameters.map((field) => field.in)));
  READ_FROM.set(operations, places);
  return places.has(place);
}

/** Every operation asks; the operations are looked through once. */
const READ_FROM = new WeakMap<object, ReadonlySet<InputField['in']>>();

/** Whether values come from paths only: one that does not fit is not found, whatever it is called. */
export function readsOnlyPaths(plan: Parameters<typeof readsFrom>[1]): boolean {
  return !(['query', 'header', 'cookie'] as const).some((place) => readsFrom(place, plan));
}

/** What must hold besides roles and scopes; null: nothing. */
export function conditionOf(access: Access): Expr | null {
  return access.kind === 'public' ? null : access.when;
}

/** Whether a right depends on the row that the caller is: then the steps look at it, which read that row. */
export function asksForRow(access: Access): boolean {
  const condition = conditionOf(access);
  return condition !== null && someExpr(condition, isCallerRow);
}

function isCallerRow(part: Expr): boolean {
  return part.kind === 'member' && part.of.kind === 'name' && part.of.scope === 'caller' && part.name === 'subject';
}

/** Whether an input is sent by naming it in the query once for each item. */
export function isQueryList({ in: place, type }: InputField): boolean {
  return place === 'query' && (type.kind === 'optional' ? type.of : type).kind === 'list';
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

/** Whether the record of an operation keeps classified values as they are. */
export function keepsPlain({ audit }: Endpoint): boolean {
  return audit?.redact === 'none';
}

/** Whether nulls of an answer are sent. */
export function keepsNulls({ nulls }: Endpoint, model: Model): boolean {
  return (nulls ?? model.nulls) === 'keep';
}

/** Whether an answer may hold null in some field, which is left out. */
export function omitsNulls(endpoint: Endpoint, model: Model): boolean {
  const seen = new Set<string>();
  const isField = ({ type }: { type: Type }): boolean => isOptional(type, model) || holds(type);
  const holds = (type: Type): boolean => {
    switch (type.kind) {
      case 'list':
      case 'map':
      case 'optional':
        return holds(type.of);
      case 'oneOf':
        return type.of.some(holds);
      case 'object':
        return type.fields.some(isField) || (typeof type.others === 'object' && holds(type.others));
      case 'named':
      case 'entity': {
        if (seen.has(`${type.kind} ${type.name}`)) return false;
        seen.add(`${type.kind} ${type.name}`);
        if (type.kind === 'entity')
          return model.entities.find(({ name }) => name === type.name)?.fields.some(isField) ?? false;
        const declared = model.types.find(({ name }) => name === type.name);
        return declared !== undefined && holds(declared.type);
      }
      default:
        return false;
    }
  };
  const { output, wholeOutput } = endpoint;
  return !keepsNulls(endpoint, model) && (output.some(isField) || (wholeOutput !== null && holds(wholeOutput.type)));
}

/** Whether an operation answers with a body. */
export function givesBody({ output, wholeOutput }: Endpoint): boolean {
  return output.length > 0 || wholeOutput !== null;
}

/** A field under the name that callers know it by. */
export function onWire<F extends InputField | OutputField>(field: F): F {
  return field.as === null ? field : { ...field, name: field.as };
}

/** The name that the specification gives an output, whatever callers know it by: people are asked for it by that. */
export function ownName({ id, name, as }: Pick<OutputField, 'id' | 'name' | 'as'>): string {
  return as === null ? name : (id.split('/').at(-1) ?? name);
}
