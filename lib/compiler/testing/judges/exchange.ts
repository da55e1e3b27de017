/** A request that a service was sent, and what it answered. */
export interface Exchange {
  /** Whether a server answered that a test made up of parts of the service, with other people and tasks. */
  madeUp?: boolean;
  method: string;
  /** The path with the query, as it was sent. */
  url: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer | null;
  answer: { status: number; headers: Readonly<Record<string, string>>; body: Buffer };
}

/** An operation of an API document. */
export interface DocumentOperation {
  /** As in the document: `/orders/{id}`. */
  path: string;
  method: string;
  parameters: readonly Parameter[];
  /** The statuses that it says it may answer, without `default`. */
  statuses: readonly number[];
  /** Callers may be nobody. */
  forNobody: boolean;
}

interface Parameter {
  name: string;
  in: string;
  schema: { $ref?: string; format?: string; pattern?: string };
}

interface Described {
  parameters?: Parameter[];
  responses: Readonly<Record<string, unknown>>;
  security?: readonly object[];
}

/** All operations of an API document, which is ours: it is not checked again. */
export function operationsOf(openapi: string): DocumentOperation[] {
  const document = JSON.parse(openapi) as { paths: Readonly<Record<string, Readonly<Record<string, Described>>>> };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], responses, security = [] }]) => ({
      path,
      method: method.toUpperCase(),
      parameters: parameters.map(({ schema, ...parameter }) => ({ ...parameter, schema: resolved(schema, document) })),
      statuses: Object.keys(responses).map(Number).filter(Number.isInteger),
      forNobody: security.some((one) => Object.keys(one).length === 0),
    })),
  );
}

/** What a reference leads to. */
function resolved(schema: Parameter['schema'], document: object): Parameter['schema'] {
  if (schema.$ref === undefined) return schema;
  const names = schema.$ref
    .slice(2)
    .split('/')
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>((inner, name) => Object(inner)[name], document) as Parameter['schema'];
}

/** The operation that a request is for: plain parts of a path win over places. Undefined for paths that are not published. */
export function operationFor(
  { method, url }: Pick<Exchange, 'method' | 'url'>,
  operations: readonly DocumentOperation[],
): DocumentOperation | undefined {
  const [path = ''] = url.split('?');
  return operations
    .filter((operation) => operation.method === method && patternOf(operation.path).test(path))
    .sort((one, other) => placesIn(one.path) - placesIn(other.path))[0];
}

function patternOf(path: string): RegExp {
  const parts = path.split(/\{[^{}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`);
}

function placesIn(path: string): number {
  return path.split('{').length - 1;
}
