import type { Endpoint, HttpMethod } from '../model.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import { isEmpty } from '../yaml/node.ts';
import { lineNumber, type ReadContext } from './context.ts';
import { expected, oneOf, textOf, visibleSpan, wholeNumber } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { checkName } from './names.ts';
import { readAccess } from './read-access.ts';
import { readInputs } from './read-inputs.ts';
import { readOutputFields, readOutputs, unproduced } from './read-outputs.ts';
import { deriveOperation, pathShape, type ReadPath, readPath } from './read-path.ts';
import { readAudit, readSla } from './read-promises.ts';
import { readSteps } from './read-steps.ts';
import { callerType, inputType } from './request-types.ts';
import type { World } from './world.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Reads all endpoints. Names and addresses are unique; the second use is reported. */
export function readEndpoints(ctx: ReadContext, world: World, node: YamlNode): Endpoint[] {
  if (node.kind !== 'seq') {
    if (!isEmpty(node)) expected(ctx, node, 'A list of endpoints');
    return [];
  }
  const names = new Map<string, number>();
  const addresses = new Map<string, number>();
  return node.items.flatMap((item) => {
    const keys = readKeys(ctx, item, 'endpoint', firstLine(ctx, item));
    return keys === null ? [] : [readEndpoint(ctx, world, keys, names, addresses)];
  });
}

function readEndpoint(
  ctx: ReadContext,
  world: World,
  keys: Keys,
  names: Map<string, number>,
  addresses: Map<string, number>,
): Endpoint {
  const method = readMethod(ctx, keys);
  const pathNode = keys.get('path');
  const path =
    pathNode?.kind === 'scalar'
      ? readPath(ctx, pathNode)
      : pathNode === undefined
        ? null
        : expected(ctx, pathNode, 'A path such as /quotes/{id}');
  if (path !== null && pathNode !== undefined && keys.has('method')) {
    const address = pathShape(method, path.path);
    const before = addresses.get(address);
    if (before !== undefined) ctx.reporter.report('SPC2019', pathNode.span, { line: lineNumber(ctx, before) });
    else addresses.set(address, pathNode.span.start);
  }
  const name = readOperation(ctx, keys, method, path, names);
  const id = `endpoints/${name.name}`;
  const inputs = readInputs(ctx, world.types, keys.get('input'), name.name, method, path);
  const [accessNode, sla, audit, summary, response] = ['access', 'sla', 'audit', 'summary', 'response'].map((key) =>
    keys.get(key),
  );
  const access = accessNode === undefined ? assumedAccess(ctx, keys, id, name.name) : readAccess(ctx, accessNode);
  const drafts = readOutputFields(ctx, keys.get('output'), id, name.name);
  const node = keys.get('processing');
  const steps = readSteps(ctx, world, {
    id,
    node,
    input: inputType(inputs),
    caller: callerType(access.kind === 'public'),
    unproduced: unproduced(drafts, node),
  });
  return {
    id,
    span: keys.node.span,
    ...name,
    method,
    path: path?.path ?? '/',
    summary: summary === undefined ? null : textOf(ctx, summary, 'A sentence'),
    access,
    renamedFrom: null,
    idempotency: null,
    rateLimit: null,
    paginate: null,
    body: null,
    wholeOutput: null,
    response: null,
    errors: [],
    nulls: null,
    input: inputs,
    processing: steps.steps,
    output: readOutputs(ctx, drafts, steps),
    status: response === undefined ? 200 : readStatus(ctx, response),
    sla: sla === undefined ? null : readSla(ctx, sla, id, name.name),
    audit: audit === undefined ? null : readAudit(ctx, audit, id, name.name),
  };
}

function readMethod(ctx: ReadContext, keys: Keys): HttpMethod {
  const node = keys.get('method');
  return (node === undefined ? null : oneOf(ctx, node, METHODS, 'A method')) ?? 'POST';
}

function readOperation(
  ctx: ReadContext,
  keys: Keys,
  method: HttpMethod,
  path: ReadPath | null,
  names: Map<string, number>,
): Pick<Endpoint, 'name' | 'nameOrigin'> {
  const node = keys.get('operation');
  const start = node?.span.start ?? keys.node.span.start;
  if (node?.kind === 'scalar' && checkName(ctx, node, 'camel')) {
    const before = names.get(node.value);
    if (before === undefined) {
      names.set(node.value, start);
      return { name: node.value, nameOrigin: 'written' };
    }
    ctx.reporter.report('SPC2006', node.span, {
      what: 'The operation',
      name: node.value,
      line: lineNumber(ctx, before),
    });
  } else if (node !== undefined && node.kind !== 'scalar') expected(ctx, node, 'A camelCase name');
  const derived = unused(deriveOperation(method, path?.path ?? '/'), names, start);
  names.set(derived, start);
  const at = keys.entry('path')?.span ?? firstLine(ctx, keys.node);
  const text = `The operation has no name; it is called \`${derived}\` after its method and path.`;
  if (node === undefined)
    ctx.reporter.assume('SPC2014', { id: `endpoints/${derived}`, span: at, subject: derived, text });
  return { name: derived, nameOrigin: 'assumed' };
}

/** The name, with a number behind it if it is taken. Gives up after 50 and takes the place in the text instead. */
function unused(name: string, names: ReadonlyMap<string, number>, start: number): string {
  if (!names.has(name)) return name;
  for (let number = 2; number < 50; number++) if (!names.has(`${name}${number}`)) return `${name}${number}`;
  return `${name}At${start}`;
}

function assumedAccess(ctx: ReadContext, keys: Keys, id: string, operation: string): Endpoint['access'] {
  const span = keys.entry('path')?.span ?? firstLine(ctx, keys.node);
  const text = `Who may call \`${operation}\` is not said: any signed-in caller may.`;
  const subject = `${operation}.access`;
  ctx.reporter.assume('SEC7001', { id: `${id}/access`, span, subject, text });
  return { kind: 'authenticated', roles: [], scopes: [], when: null, origin: 'assumed' };
}

function readStatus(ctx: ReadContext, node: YamlNode): number {
  const status = readKeys(ctx, node, 'response', node.span)?.get('status');
  return status === undefined ? 200 : (wholeNumber(ctx, status, 'A status of success', 200, 299) ?? 200);
}

/** The first line of a node: a whole endpoint underlined would hide everything else. */
function firstLine(ctx: ReadContext, node: YamlNode | ScalarNode): { start: number; end: number } {
  const { start, end } = visibleSpan(ctx, node);
  const line = ctx.text.slice(start, end).search(/[\r\n]/);
  return { start, end: line < 0 ? end : start + line };
}
