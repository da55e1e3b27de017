import type { Json } from '../../core/canonical-json.ts';

/** A JSON Schema as it stands in an OpenAPI 3.1 document, with references resolved. */
export type JsonSchema = { readonly [key: string]: Json };

/** One value that goes into the address or the headers of a request. */
export interface OperationParameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description: string | null;
  schema: JsonSchema;
}

/** One operation of a deployed service, as its own OpenAPI document describes it. */
export interface ServiceOperation {
  /** The OpenAPI `operationId`. */
  operation: string;
  /** Upper case. */
  method: string;
  /** With `{name}` for path parameters. */
  path: string;
  summary: string;
  parameters: readonly OperationParameter[];
  /** Null if the operation takes no JSON body. */
  bodySchema: JsonSchema | null;
  /** A body that the schema accepts as far as its keywords tell; null if there is no body. */
  example: Json;
  /** Roles that may call it; empty if the document does not say. */
  roles: readonly string[];
}
