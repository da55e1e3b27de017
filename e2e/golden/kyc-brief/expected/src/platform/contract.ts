import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import openapi from '../../openapi.json' with { type: 'json' };
import { type Fault, invalid_input, Problem } from './problems.ts';

/** The API document is the contract: what is published is what is checked, both ways. */
const DOCUMENT = 'openapi.json';

const ajv = new Ajv2020.default({ strictTypes: false });
addFormats.default(ajv);
ajv.addFormat('byte', isBase64);
ajv.addVocabulary(['x-mask', ...Object.keys(openapi)]);
ajv.addSchema({ ...openapi, $id: DOCUMENT }, DOCUMENT, true, false);

export type SchemaName = keyof typeof openapi.components.schemas;

/** The names of components/schemas that `value` may fail, with the first fault of each; empty when it fits. */
export function faultsOf(schema: SchemaName, value: unknown): Fault[] {
  const check = ajv.getSchema(`${DOCUMENT}#/components/schemas/${schema}`);
  if (check === undefined) throw new Error(`the API document has no schema ${schema}`);
  if (check(value)) return [];
  return (check.errors ?? []).map(({ instancePath, keyword, params, message }) => ({
    path: keyword === 'additionalProperties' ? `${instancePath}/${params['additionalProperty']}` : instancePath,
    message: keyword === 'additionalProperties' ? 'is not known' : (message ?? 'is not valid'),
  }));
}

/** Takes what came from outside as a `T`, or refuses it. The schema is the one that `T` was written from. */
export function parsed<T>(schema: SchemaName, value: unknown): T {
  const faults = faultsOf(schema, value);
  if (faults.length > 0) throw new Problem(invalid_input, undefined, faults);
  return value as T;
}

/** An answer that does not fit the contract. It never leaves: the caller reads a plain 500, the metrics count it. */
export class ContractViolation extends Error {
  constructor(schema: SchemaName, faults: readonly Fault[]) {
    super(`${schema}: ${JSON.stringify(faults)}`);
  }
}

/** Lets an answer pass only if it fits its schema. */
export function promised<T>(schema: SchemaName, value: T): T {
  const faults = faultsOf(schema, value);
  if (faults.length > 0) throw new ContractViolation(schema, faults);
  return value;
}

/** RFC 4648 §4 with padding. A loop, because a regular expression runs out of stack on some megabytes. */
export function isBase64(text: string): boolean {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (text.length % 4 !== 0) return false;
  for (let at = 0; at < text.length - padding; at += 1) {
    const code = text.charCodeAt(at);
    const letter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
    if (!letter && !(code >= 48 && code <= 57) && code !== 43 && code !== 47) return false;
  }
  return true;
}
