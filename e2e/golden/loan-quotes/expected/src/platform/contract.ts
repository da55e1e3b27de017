import Ajv2020 from 'ajv/dist/2020.js';
import type { DataValidationCxt } from 'ajv/dist/types/index.js';
import addFormats from 'ajv-formats';
import openapi from '../../openapi.json' with { type: 'json' };
import { compare, type Decimal, exactly } from './decimal.ts';
import { type Fault, invalid_input, Problem } from './problems.ts';

/** The API document is the contract: what is published is what is checked, both ways. */
const DOCUMENT = 'openapi.json';

const ajv = new Ajv2020.default({ strictTypes: false });
addFormats.default(ajv);
ajv.addKeyword({
  keyword: 'x-decimal',
  modifying: true,
  schemaType: 'object',
  validate: writeExactly,
  error: { message: 'must be a decimal number within its bounds, with no more digits than its scale' },
});
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

interface DecimalBounds {
  scale?: number;
  min?: Decimal;
  max?: Decimal;
}

/** Characters. Longer ones would take seconds to compute with. */
const LONGEST_DECIMAL = 200;

/** Checks a decimal, and writes it with all its digits: 12.5 becomes "12.50" where the scale is 2. */
function writeExactly(
  { scale, min, max }: DecimalBounds,
  value: Decimal | number,
  _parent?: unknown,
  at?: DataValidationCxt,
): boolean {
  try {
    if (String(value).length > LONGEST_DECIMAL) return false;
    const text = exactly(value, scale);
    if (min !== undefined && compare(text, min) < 0) return false;
    if (max !== undefined && compare(text, max) > 0) return false;
    if (at?.parentData) at.parentData[at.parentDataProperty] = text;
    return true;
  } catch {
    return false;
  }
}
