import type { Span } from '../../core/text-range.ts';
import { remember } from '../incremental/remember.ts';
import type { Endpoint, HttpMethod, Type } from '../model.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import { entryOf, isEmpty } from '../yaml/node.ts';
import { lineNumber, type ReadContext } from './context.ts';
import { emptyScope } from './empty-scope.ts';
import { expected, oneOf, scalarsOf, visibleSpan } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { readAccess } from './read-access.ts';
import { readBody } from './read-body.ts';
import { readErrorName } from './read-error-name.ts';
import { readInputs } from './read-inputs.ts';
import { readOperation } from './read-operation.ts';
import { readOutputFields, readOutputs, unproduced } from './read-outputs.ts';
import { checkPages, pageInputs, readPaginate } from './read-paginate.ts';
import { pathShape, type ReadPath, readPath } from './read-path.ts';
import { readAudit, readSla } from './read-promises.ts';
import { readRenamedFrom } from './read-renamed-from.ts';
import { readIdempotency, readRateLimit } from './read-request-rules.ts';
import { readResponse } from './read-response.ts';
import { readSteps } from './read-steps.ts';
import { readSummary } from './read-type.ts';
import { isWholeOutput, readWholeOutput, readWholeOutputType } from './read-whole-output.ts';
import { callerType, inputType } from './request-types.ts';
import type { World } from './world.ts';

const NOBODY: ReadonlySet<string> = new Set();
/** More operations than this no person reviews as one service; compiling as many takes seconds. */
const MAX_ENDPOINTS = 2000;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Reads all endpoints, the first 2,000 of more. Names and addresses are unique; the second use is reported. */
export function readEndpoints(ctx: ReadContext, world: World, node: YamlNode): Endpoint[] {
  if (node.kind !== 'seq') {
    if (!isEmpty(node)) expected(ctx, node, 'A list of endpoints');
    return [];
  }
  const around: Around = { world, names: new Map(), addresses: new Map() };
  const beyond = node.items[MAX_ENDPOINTS];
  if (beyond !== undefined)
    ctx.reporter.report('SPC2003', firstLine(ctx, beyond), {
      expected: 'A service of at most 2,000 operations',
      found: `operation ${MAX_ENDPOINTS + 1} of ${node.items.length}`,
    });
  const read = node.items.slice(0, MAX_ENDPOINTS).map((item) => ({
    item,
    endpoints: remember(ctx, 'endpoint', item, around, (at, inside) => readItem(at, inside, item)),
  }));
  const endpoints = read.flatMap((one) => one.endpoints);
  const names = new Set(endpoints.map((endpoint) => endpoint.name));
  for (const { item, endpoints: own } of read) for (const endpoint of own) refuseTakenName(ctx, item, endpoint, names);
  return endpoints;
}

/** An earlier name has to be free, also of operations further down. */
function refuseTakenName(ctx: ReadContext, item: YamlNode, endpoint: Endpoint, names: ReadonlySet<string>): void {
  const { name, renamedFrom } = endpoint;
  const written = item.kind === 'map' ? entryOf(item, 'renamedFrom')?.value : undefined;
  if (renamedFrom === null || renamedFrom === name || written === undefined || !names.has(renamedFrom)) return;
  ctx.reporter.report('SPC2050', written.span, {
    reason: `\`${renamedFrom}\` is still an operation, so this was not renamed from it. Remove one of the two.`,
  });
}

interface Around {
  world: World;
  /** Where each operation and each address was written. */
  names: Map<string, Span>;
  addresses: Map<string, Span>;
}

function readItem(ctx: ReadContext, { world, names, addresses }: Around, item: YamlNode): Endpoint[] {
  const keys = readKeys(ctx, item, 'endpoint', firstLine(ctx, item));
  return keys === null ? [] : [readEndpoint(ctx, world, keys, names, addresses)];
}

function readEndpoint(
  ctx: ReadContext,
  world: World,
  keys: Keys,
  names: Map<string, Span>,
  addresses: Map<string, Span>,
): Endpoint {
  const method = readMethod(ctx, keys);
  const path = readAddress(ctx, keys, method, addresses);
  const heading = firstLine(ctx, keys.node);
  const name = readOperation(ctx, keys, method, path?.path ?? '/', heading, names);
  const id = `endpoints/${name.name}`;
  const taken = readTaken(ctx, world, keys, { id, operation: name.name, method, path });
  const scope = { ...emptyScope(world.types), input: taken.type, caller: callerType('signedIn', world.subject) };
  const accessNode = keys.get('access');
  const access =
    accessNode === undefined ? assumedAccess(ctx, keys, id, name.name) : readAccess(ctx, accessNode, scope);
  const caller = callerType(access.kind === 'authenticated' ? 'signedIn' : 'anybody', world.subject);
  const answer = readAnswer(ctx, world, keys, {
    id,
    operation: name.name,
    input: taken.type,
    caller,
    paginate: taken.paginate,
  });
  return {
    id,
    span: keys.node.span,
    ...name,
    renamedFrom: readRenamedFrom(ctx, keys, 'camel', name.name, NOBODY),
    method,
    path: path?.path ?? '/',
    summary: readSummary(ctx, keys),
    access,
    idempotency: readIdempotency(ctx, keys, id, method),
    rateLimit: readRateLimit(ctx, keys, id, access, taken.input),
    paginate: taken.paginate,
    body: taken.body,
    errors: readErrorNames(ctx, keys),
    nulls: readNulls(ctx, keys),
    input: taken.input,
    ...answer,
    ...readPromises(ctx, keys, id, name.name),
  };
}

/** What the caller gives, with the type of `input`. */
function readTaken(
  ctx: ReadContext,
  world: World,
  keys: Keys,
  at: { id: string; operation: string; method: HttpMethod; path: ReadPath | null },
): Pick<Endpoint, 'body' | 'input' | 'paginate'> & { type: Type } {
  const { id, operation, method } = at;
  const node = keys.get('body');
  const body = node === undefined ? null : readBody(ctx, world.types, node, id, operation, method);
  const listed = readInputs(ctx, world.types, keys.get('input'), { ...at, wholeBody: node !== undefined });
  const paginate = readPaginate(ctx, keys, id, method, listed);
  const input = [...listed, ...pageInputs(paginate, id)];
  return { body, input, paginate, type: inputType(input, body?.type ?? null) };
}

/** The steps, and what the caller gets. */
function readAnswer(
  ctx: ReadContext,
  world: World,
  keys: Keys,
  at: { id: string; operation: string; input: Type; caller: Type; paginate: Endpoint['paginate'] },
): Pick<Endpoint, 'processing' | 'output' | 'wholeOutput' | 'status' | 'response'> {
  const { id, operation, input, caller, paginate } = at;
  const [output, node, response] = ['output', 'processing', 'response'].map((key) => keys.get(key));
  const whole = isWholeOutput(output) ? readWholeOutputType(ctx, output, id, operation) : null;
  const drafts = isWholeOutput(output) ? [] : readOutputFields(ctx, output, id, operation);
  const fields = drafts.map(({ field }) => field);
  const steps = readSteps(ctx, world, {
    id,
    node,
    input,
    caller,
    unproduced: unproduced(drafts, node),
    outputs: fields,
  });
  const outputs = readOutputs(ctx, drafts, steps);
  const wholeOutput = whole === null ? null : readWholeOutput(ctx, whole, steps, id);
  if (paginate !== null) checkPages(ctx, world.types, paginate, [...fields, ...(whole === null ? [] : [whole])]);
  return {
    processing: steps.steps,
    output: outputs,
    wholeOutput,
    ...readResponse(ctx, response, id, steps.scope, { drafts, whole }),
  };
}

function readAddress(ctx: ReadContext, keys: Keys, method: HttpMethod, addresses: Map<string, Span>): ReadPath | null {
  const node = keys.get('path');
  if (node === undefined) return null;
  if (node.kind !== 'scalar') return expected(ctx, node, 'A path such as /quotes/{id}');
  const path = readPath(ctx, node);
  if (path === null || !keys.has('method')) return path;
  const address = pathShape(method, path.path);
  const before = addresses.get(address);
  if (before !== undefined) ctx.reporter.report('SPC2019', node.span, { line: lineNumber(ctx, before.start) });
  else addresses.set(address, node.span);
  return path;
}

function readMethod(ctx: ReadContext, keys: Keys): HttpMethod {
  const node = keys.get('method');
  return (node === undefined ? null : oneOf(ctx, node, METHODS, 'A method')) ?? 'POST';
}

function assumedAccess(ctx: ReadContext, keys: Keys, id: string, operation: string): Endpoint['access'] {
  const span = keys.entry('path')?.span ?? firstLine(ctx, keys.node);
  const text = `Who may call \`${operation}\` is not said: any signed-in caller may.`;
  const subject = `${operation}.access`;
  ctx.reporter.assume('SEC7001', { id: `${id}/access`, span, subject, text });
  return { kind: 'authenticated', roles: [], scopes: [], when: null, origin: 'assumed' };
}

function readErrorNames(ctx: ReadContext, keys: Keys): string[] {
  const node = keys.get('errors');
  const names = node === undefined ? [] : scalarsOf(ctx, node, 'errors').map((item) => readErrorName(ctx, item));
  return [...new Set(names.filter((name) => name !== null))];
}

/** Whether null outputs are sent; null: nothing is said. */
export function readNulls(ctx: ReadContext, keys: Keys): 'keep' | 'omit' | null {
  const node = keys.get('nulls');
  return node === undefined ? null : oneOf(ctx, node, ['keep', 'omit'] as const, 'A rule for nulls');
}

function readPromises(ctx: ReadContext, keys: Keys, id: string, operation: string): Pick<Endpoint, 'sla' | 'audit'> {
  const [sla, audit] = ['sla', 'audit'].map((key) => keys.get(key));
  return {
    sla: sla === undefined ? null : readSla(ctx, sla, id, operation),
    audit: audit === undefined ? null : readAudit(ctx, audit, id, operation),
  };
}

/** The first line of a node: a whole endpoint underlined would hide everything else. */
function firstLine(ctx: ReadContext, node: YamlNode | ScalarNode): { start: number; end: number } {
  const { start, end } = visibleSpan(ctx, node);
  const line = ctx.text.slice(start, end).search(/[\r\n]/);
  return { start, end: line < 0 ? end : start + line };
}
