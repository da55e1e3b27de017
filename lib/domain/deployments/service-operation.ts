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

/** JSON, or the two media types of forms (HTML Living Standard §4.10.21.5 and .6). */
export type BodyMedia = 'application/json' | 'multipart/form-data' | 'application/x-www-form-urlencoded';

/** What a caller's token says that it may do, in the words of the service. */
export interface Rights {
  roles: readonly string[];
  /** OAuth 2.0 scopes (RFC 6749 §3.3). */
  scopes: readonly string[];
}

/** One operation of a deployed service, as its own OpenAPI document describes it, with the rights that it asks for. */
export interface ServiceOperation extends Rights {
  /** The OpenAPI `operationId`. */
  operation: string;
  /** Upper case. */
  method: string;
  /** With `{name}` for path parameters. */
  path: string;
  summary: string;
  parameters: readonly OperationParameter[];
  /** Null if the operation takes no body that is JSON or a form. */
  bodySchema: JsonSchema | null;
  /** How the body travels. */
  bodyMedia: BodyMedia;
  /** A body that the schema accepts as far as its keywords tell; null if there is no body. */
  example: Json;
}
