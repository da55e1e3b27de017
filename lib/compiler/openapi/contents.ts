import type { Endpoint, Type } from '../../spec/model.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { isFile } from '../service/file-fields.ts';
import { plainType } from '../service/types.ts';
import { scenarioRequests } from '../tests/scenario-requests.ts';
import type { Json } from '../text/json.ts';
import { fromEntries, ref, schemaOf } from './schema.ts';

const MOST_EXAMPLES = 5;

type JsonObject = { readonly [key: string]: Json | undefined };

/**
 * What a request's body is, by its media type. Parts that are files say which media types they may have; so do those whose type
 * has a name, for not every reader looks behind a reference.
 */
export function requestContent(operation: OperationPlan, plan: Plan): JsonObject {
  const { body, form, type, whole } = operation;
  if (whole !== null) return { [whole]: { schema: { $ref: `#/components/schemas/${type}Input/properties/body` } } };
  const schema = ref(`${type}Input`);
  if (form === null) return { 'application/json': { schema, examples: examplesOf(operation, plan) } };
  if (form !== 'multipart/form-data') return { [form]: { schema } };
  const encoding = body.flatMap((field): [string, Json][] => {
    const media = mediaOfFiles(field.type, plan) ?? mediaOfNamed(field.type, plan);
    return media === null ? [] : [[field.name, { contentType: media.join(', ') }]];
  });
  return { [form]: { schema, encoding: encoding.length > 0 ? fromEntries(encoding) : undefined } };
}

/** Requests of scenarios that can be sent as they are, by the names of the scenarios. */
function examplesOf(operation: OperationPlan, plan: Plan): Json | undefined {
  const requests = scenarioRequests(operation, plan).slice(0, MOST_EXAMPLES);
  return requests.length === 0 ? undefined : fromEntries(requests.map(({ name, body }) => [name, { value: body }]));
}

/** An answer that is a file, by the media types that it may have. */
export function fileContent({ wholeOutput }: Endpoint, plan: Plan): JsonObject {
  const media = (wholeOutput === null ? null : mediaOfFiles(wholeOutput.type, plan)) ?? ['application/octet-stream'];
  return fromEntries(media.map((one) => [one, {}]));
}

/** The media type of a part whose schema is a reference; null for one whose schema is written where it is used. */
function mediaOfNamed(type: Type, plan: Plan): readonly string[] | null {
  if (!('$ref' in schemaOf(type, plan, 'input'))) return null;
  return [plainType(type, plan.model).kind === 'enum' ? 'text/plain' : 'application/json'];
}

/** The media types of a file or of a list of them; null for anything else, and where none is said. */
function mediaOfFiles(type: Type, plan: Plan): readonly string[] | null {
  const plain = plainType(type, plan.model);
  if (plain.kind === 'list') return mediaOfFiles(plain.of, plan);
  return plain.kind === 'scalar' && isFile(plain, plan.model) ? plain.media : null;
}
