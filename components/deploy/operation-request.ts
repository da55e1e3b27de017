import { AppError } from '#lib/core/app-error.ts';
import type { Json } from '#lib/core/canonical-json.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { exampleOf as exampleOfSchema } from '#lib/domain/deployments/example-of.ts';
import { type PreparedRequest, requestOf } from '#lib/domain/deployments/request-of.ts';
import type { ServiceOperation } from '#lib/domain/deployments/service-operation.ts';
import { type FormField, fieldOf, fieldsOf, readValues, type Texts, textsOf } from './form-values.ts';

/** The form of an operation: what goes into the address and headers, and what goes into the body. */
export interface OperationForm {
  parameters: readonly FormField[];
  /** Empty if the body is no object with known properties: it is then written as JSON. */
  body: readonly FormField[];
}

/** What a person filled in. `json` is used instead of the body's fields when it is not null. */
export interface Filled {
  parameters: Texts;
  body: Texts;
  json: string | null;
}

/** A request as it can be sent through the server (`parameters` by name) or written as a command (the rest). */
export interface OperationRequest extends PreparedRequest {
  parameters: Readonly<Record<string, string>>;
  /** What the body says, as JSON whatever it travels as; null for none. */
  json: string | null;
}

/** The form that an operation's own API document asks for. */
export function formOf(operation: ServiceOperation): OperationForm {
  return {
    parameters: operation.parameters.map(({ name, schema, required }) => fieldOf(name, schema, required)),
    body: operation.bodySchema === null ? [] : fieldsOf(operation.bodySchema),
  };
}

/** The header that names a request, by the IETF draft that services follow unless their specification says another. */
const KEY_HEADER = 'idempotency-key';

/**
 * The form with the operation's example in it. What must be said besides gets an example too, but for the address: only a
 * person knows which row is meant. `newKey` names the request; another one makes it another request.
 */
export function exampleOf(operation: ServiceOperation, form: OperationForm, newKey: string): Filled {
  const needsJson = operation.bodySchema !== null && form.body.length === 0;
  const parameters = operation.parameters.map(({ name, in: place, required, schema }, at): [string, string] => {
    const field = form.parameters[at];
    if (field === undefined || !required || place === 'path') return [name, ''];
    return [
      name,
      name.toLowerCase() === KEY_HEADER ? newKey : (textsOf([field], { [name]: exampleOfSchema(schema) })[name] ?? ''),
    ];
  });
  return {
    parameters: Object.fromEntries(parameters),
    body: textsOf(form.body, operation.example),
    json: needsJson ? JSON.stringify(operation.example, null, 2) : null,
  };
}

/** The request that was filled in, or what is wrong by field name; `''` is what belongs to no field. */
export function fillIn(
  operation: ServiceOperation,
  form: OperationForm,
  filled: Filled,
): Result<OperationRequest, Record<string, string>> {
  const read = readValues(form.parameters, filled.parameters);
  const body = readBody(operation, form, filled);
  const wrong = { ...(read.ok ? {} : read.error), ...(body.ok ? {} : body.error) };
  if (!body.ok || !read.ok) return err(wrong);
  const parameters = Object.fromEntries(Object.entries(filled.parameters).filter(([, text]) => text !== ''));
  try {
    return ok({ ...requestOf(operation, { parameters, body: body.value }), parameters, json: body.value });
  } catch (error) {
    if (error instanceof AppError) return err({ '': error.message });
    throw error;
  }
}

function readBody(
  operation: ServiceOperation,
  form: OperationForm,
  { body, json }: Filled,
): Result<string | null, Record<string, string>> {
  if (operation.bodySchema === null) return ok(null);
  if (json !== null) return readJsonText(json);
  const values = readValues(form.body, body);
  return values.ok ? ok(JSON.stringify(values.value)) : values;
}

function readJsonText(json: string): Result<string, Record<string, string>> {
  try {
    const value: Json = JSON.parse(json);
    return ok(JSON.stringify(value));
  } catch (error) {
    return err({ '': `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.` });
  }
}
