import type { Field, Integration, IntegrationOperation, Type } from '../model.ts';
import type { ScalarNode, YamlNode } from '../yaml/node.ts';
import { checkNoPassword } from './check-no-password.ts';
import type { ReadContext } from './context.ts';
import { type Declaration, declarations, oneOf, textOf } from './forms.ts';
import { readKeys } from './keys.ts';
import { readFields } from './read-fields.ts';
import { type Request, readRequest } from './read-request.ts';
import { resolve, type TypeTable } from './type-table.ts';

const EFFECTS = ['read', 'idempotent', 'write'] as const;
/** The most operations of one integration. */
const MAX_OPERATIONS = 200;

/** Reads what can be called. An operation whose request cannot be read is kept, so that its uses are still checked. */
export function readOperations(
  ctx: ReadContext,
  table: TypeTable,
  node: YamlNode | undefined,
  protocol: Integration['protocol'],
  integration: string,
): IntegrationOperation[] {
  if (node === undefined) return [];
  const listed = declarations(ctx, node, 'operation', 'dashed');
  const beyond = listed[MAX_OPERATIONS];
  if (beyond !== undefined)
    ctx.reporter.report('SPC2003', beyond.key.span, {
      expected: `An integration of at most ${MAX_OPERATIONS} operations`,
      found: `operation ${MAX_OPERATIONS + 1} of ${listed.length}`,
    });
  return listed
    .slice(0, MAX_OPERATIONS)
    .flatMap((declaration) => readOperation(ctx, table, declaration, protocol, integration) ?? []);
}

function readOperation(
  ctx: ReadContext,
  table: TypeTable,
  declaration: Declaration,
  protocol: Integration['protocol'],
  integration: string,
): IntegrationOperation | null {
  const { name, span } = declaration;
  const id = `integrations/${integration}/operations/${name}`;
  const keys = readKeys(ctx, declaration.value, 'integrationOperation', declaration.key.span);
  if (keys === null) return null;
  const [summary, effectNode, requestNode, outputNode] = ['summary', 'effect', 'request', 'output'].map((key) =>
    keys.get(key),
  );
  const subject = `${integration}.${name}`;
  const input = readFields(ctx, keys.get('input'), `${id}/input`, subject);
  const output = readFields(ctx, outputNode, `${id}/output`, subject);
  const text = requestNode === undefined ? null : textOf(ctx, requestNode, 'A request');
  const request =
    requestNode?.kind === 'scalar' && text !== null ? checkRequest(ctx, table, requestNode, protocol, input) : null;
  if (request !== null && !request.answers && output.length > 0) {
    const at = keys.entry('output')?.key.span ?? span;
    ctx.reporter.report('SPC2034', at, { request: text ?? '', protocol: protocol ?? '' });
  }
  refuseTakenName(ctx, output);
  for (const field of [...input, ...output]) checkNoPassword(ctx, table, field.type, field.name, field.span);
  const effect = effectNode === undefined ? null : oneOf(ctx, effectNode, EFFECTS, 'An effect');
  return {
    id,
    span,
    name,
    summary: summary === undefined ? null : textOf(ctx, summary, 'A sentence'),
    effect: effect ?? request?.effect ?? 'write',
    effectOrigin: effect === null ? 'default' : 'written',
    request: text ?? '',
    input,
    output,
  };
}

/** What the request says; null (reported) if it cannot be read, or if the protocol is not known. */
function checkRequest(
  ctx: ReadContext,
  table: TypeTable,
  node: ScalarNode,
  protocol: Integration['protocol'],
  input: readonly Field[],
): Request | null {
  if (protocol === null) return null;
  const request = readRequest(protocol, node.value);
  if (typeof request === 'string') {
    ctx.reporter.report('SPC2030', node.span, { reason: request });
    return null;
  }
  const fields = new Map(input.map((field) => [field.name, field]));
  const refuse = (reason: string): void => ctx.reporter.report('SPC2030', node.span, { reason });
  for (const name of request.parameters) {
    const field = fields.get(name);
    const inPath = protocol !== 'graphql';
    if (field === undefined)
      refuse(`\`${name}\` of this request is no input of the operation: declare it under \`input\`.`);
    else if (inPath && !isPlain(table, field.type, false))
      refuse(`\`${name}\` stands in the path, so it is one plain value that is never missing.`);
  }
  const unsent = protocol === 'graphql' ? input.filter(({ name }) => !request.parameters.includes(name)) : [];
  for (const { name } of unsent)
    refuse(`The input \`${name}\` is no variable of this document: write \`$${name}\` in it.`);
  if (request.carries === 'plain')
    for (const field of input)
      if (!request.parameters.includes(field.name) && !isPlain(table, field.type, true))
        refuse(`\`${field.name}\` goes into the query, which carries plain values only.`);
  return request;
}

/** Whether a value is one text in an address. A query may leave it out or repeat it. */
function isPlain(table: TypeTable, type: Type, inQuery: boolean): boolean {
  const full = resolve(table, type);
  if (full.kind === 'optional') return inQuery && isPlain(table, full.of, inQuery);
  if (full.kind === 'list') return inQuery && isPlain(table, full.of, false);
  if (full.kind === 'enum' || full.kind === 'ref') return true;
  return full.kind === 'scalar' && !['json', 'base64', 'bytes', 'file', 'password', 'html'].includes(full.name);
}

/** `STEP.degraded` says that a fallback was used; an output cannot have this name as well. */
function refuseTakenName(ctx: ReadContext, output: readonly Field[]): void {
  const taken = output.find(({ name }) => name === 'degraded');
  if (taken === undefined) return;
  const span = { start: taken.span.start, end: taken.span.start + taken.name.length };
  const rule = 'every call says by this name whether its fallback was used';
  ctx.reporter.report('SPC2007', span, { name: taken.name, rule });
}
