import type { Json } from '../../core/canonical-json.ts';
import { exampleOf } from './example-of.ts';
import { isList, listOf, objectOf } from './json-parts.ts';
import type { BodyMedia, JsonSchema, OperationParameter, Rights, ServiceOperation } from './service-operation.ts';

const BODIES: readonly BodyMedia[] = ['application/json', 'multipart/form-data', 'application/x-www-form-urlencoded'];
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];
/** References inside references, and schemas inside schemas, deeper than this are left as they are. */
const MAX_DEPTH = 12;

/**
 * Reads the operations of an OpenAPI 3.1 document, references resolved, in the document's order.
 * @param document the parsed document; what does not look like one gives no operations
 * @param rightsOf what each of the specification's own operations asks for; others (tasks, waiting requests) are left out
 */
export function operationsOf(document: unknown, rightsOf: ReadonlyMap<string, Rights>): ServiceOperation[] {
  const root = objectOf(asJson(document));
  return Object.entries(objectOf(root['paths'])).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const described = objectOf(item)[method];
      const operation = text(objectOf(described)['operationId']);
      const rights = rightsOf.get(operation);
      return rights === undefined ? [] : [operationOf(root, path, objectOf(item), method, rights)];
    }),
  );
}

function operationOf(
  root: JsonSchema,
  path: string,
  item: JsonSchema,
  method: string,
  { roles, scopes }: Rights,
): ServiceOperation {
  const described = objectOf(item[method]);
  const parameters = [...listOf(item['parameters']), ...listOf(described['parameters'])].flatMap((each) =>
    parameterOf(root, each),
  );
  const contents = objectOf(objectOf(resolved(root, described['requestBody']))['content']);
  const bodyMedia = BODIES.find((media) => contents[media] !== undefined) ?? 'application/json';
  const content = objectOf(contents[bodyMedia]);
  const bodySchema = content['schema'] === undefined ? null : objectOf(resolved(root, content['schema']));
  return {
    operation: text(described['operationId']),
    method: method.toUpperCase(),
    path,
    summary: text(described['summary']),
    parameters,
    bodySchema,
    bodyMedia,
    example: bodySchema === null ? null : (content['example'] ?? firstOf(content) ?? exampleOf(bodySchema)),
    roles,
    scopes,
  };
}

/** The first of the named examples of a content; undefined where it has none. */
function firstOf(content: JsonSchema): Json | undefined {
  const [first] = Object.values(objectOf(content['examples']));
  return objectOf(first)['value'];
}

function parameterOf(root: JsonSchema, given: Json): OperationParameter[] {
  const parameter = objectOf(resolved(root, given));
  const place = parameter['in'];
  if (place !== 'path' && place !== 'query' && place !== 'header') return [];
  const schema = objectOf(resolved(root, parameter['schema']));
  const description = parameter['description'];
  return [
    {
      name: text(parameter['name']),
      in: place,
      required: parameter['required'] === true,
      description: typeof description === 'string' ? description : null,
      schema,
    },
  ];
}

/** A value with every `$ref` inside replaced by what it points to. Keywords beside a reference stay, as 2020-12 has it. */
function resolved(root: JsonSchema, value: Json | undefined, depth = 0): Json {
  if (value === undefined) return {};
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map((each) => resolved(root, each, depth + 1));
  const { $ref, ...beside } = value;
  const target = typeof $ref === 'string' ? objectOf(resolved(root, pointedAt(root, $ref), depth + 1)) : {};
  const own = Object.entries(beside).map(([key, member]) => [key, resolved(root, member, depth + 1)] as const);
  return { ...target, ...Object.fromEntries(own) };
}

/** What a local reference such as `#/components/schemas/Quote` points to. */
function pointedAt(root: JsonSchema, reference: string): Json | undefined {
  if (!reference.startsWith('#/')) return undefined;
  return reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Json | undefined>((at, part) => (at === undefined ? undefined : objectOf(at)[part]), root);
}

function asJson(value: unknown): Json {
  // What JSON.parse gives is JSON; anything else has no operations.
  return typeof value === 'object' ? (value as Json) : null;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
