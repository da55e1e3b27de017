import type { Field, Integration, IntegrationOperation, Model } from '../../../spec/model.ts';
import { bodyLimitOf } from '../../body-limit.ts';
import { holdsFile, isFile, isPart } from '../file-fields.ts';
import { namesOfPath, restRequest } from './request-line.ts';

type Operation = Pick<IntegrationOperation, 'input' | 'output' | 'request'>;

/** How files of a request travel: one is the body, they are parts of a form, base64 within a document, or attached to a mail. */
export type Sent = 'body' | 'parts' | 'text' | 'attached';

/** How files of an answer travel: one is the body, or they are base64 within what is answered. */
export type Brought = 'body' | 'text';

/** How the files of an operation's request travel; null where it has none. */
export function sentAs({ protocol }: Pick<Integration, 'protocol'>, operation: Operation, model: Model): Sent | null {
  const carried = operation.input.filter(({ type }) => holdsFile(type, model));
  if (carried.length === 0) return null;
  if (protocol === 'smtp') return 'attached';
  if (protocol !== null && protocol !== 'rest') return 'text';
  const { method, path } = restRequest(operation.request);
  if (method === 'GET' || method === 'DELETE') return 'text';
  const others = operation.input.filter(({ name }) => !namesOfPath(path).includes(name));
  if (isBody(others, model)) return 'body';
  return carried.every(({ type }) => isPart(type, model)) ? 'parts' : 'text';
}

/** How the files of an operation's answer travel; null where it has none. */
export function broughtAs({ protocol }: Pick<Integration, 'protocol'>, operation: Operation, model: Model) {
  if (!operation.output.some(({ type }) => holdsFile(type, model))) return null;
  const isRest = protocol === null || protocol === 'rest';
  return isRest && isBody(operation.output, model) ? 'body' : ('text' satisfies Brought);
}

/** The only value is a file that is called `body`. */
function isBody(fields: readonly Field[], model: Model): boolean {
  const [only, ...others] = fields;
  return only !== undefined && others.length === 0 && only.name === 'body' && isFile(only.type, model);
}

/** What answers may be as large as in any case, in bytes. */
const USUAL = 8_388_608;

/** How many bytes an answer of a system may have: room for the files that its types allow. */
export function largestAnswer({ protocol, operations }: Integration, model: Model): number {
  const limits = operations.flatMap((operation) => {
    const brought = broughtAs({ protocol }, operation, model);
    return brought === null ? [] : [bodyLimitOf(operation.output, brought === 'text', model)];
  });
  return Math.max(USUAL, ...limits);
}
