import type { Fix } from '../../diagnostic.ts';
import { UNKNOWN } from '../../expressions/static-types.ts';
import type { Field, Integration, IntegrationOperation, Type } from '../../model.ts';
import type { ScalarNode } from '../../yaml/node.ts';
import type { ReadContext } from '../context.ts';
import { settingName } from '../read-setting.ts';
import type { World } from '../world.ts';

/** An operation with the integration that it belongs to. */
export interface FoundOperation {
  integration: Integration;
  operation: IntegrationOperation;
  /** `INTEGRATION.OPERATION`. */
  name: string;
}

/** A value that a step gives to an operation, by the name that it gives it. */
export type Given = Pick<Field, 'name' | 'type'>;

/**
 * Finds `INTEGRATION.OPERATION`. Null if there is none (reported, with what was most likely meant). `given` is asked for the
 * values of the step where a fix declares the operation.
 */
export function findOperation(
  ctx: ReadContext,
  world: World,
  node: ScalarNode,
  given: () => readonly Given[] = () => [],
): FoundOperation | null {
  const [first = '', second = ''] = split(node.value);
  const integration = world.integrations.get(first);
  const start = node.content.start;
  const firstSpan = { start, end: Math.min(node.content.end, start + first.length) };
  if (integration === undefined) {
    const suggestion = ctx.reporter.suggest(first, ctx.names.integrations.keys());
    const fixes = suggestion === null ? [] : [write(suggestion, firstSpan)];
    ctx.reporter.report('SPC2013', firstSpan, { what: 'integration', name: first, suggestion }, fixes);
    return null;
  }
  const operation = integration.operations.find(({ name }) => name === second);
  if (operation !== undefined) return { integration, operation, name: node.value };
  const names = integration.operations.map(({ name }) => name);
  const span = { start: Math.min(node.content.end, firstSpan.end + 1), end: node.content.end };
  const shown = span.end > span.start ? span : node.span;
  if (names.length === 0) {
    const fixes = second === '' ? [] : skeleton(ctx, integration, second, given());
    ctx.reporter.report('FLW5021', shown, { integration: first, operation: second || 'name' }, fixes);
    return null;
  }
  const suggestion = ctx.reporter.suggest(second, names);
  const fixes = suggestion === null || second === '' ? [] : [write(suggestion, span)];
  ctx.reporter.report('FLW5020', shown, { integration: first, operation: second, suggestion }, fixes);
  return null;
}

/** The part before the first point, and the rest. */
export function split(text: string): [string, string] {
  const point = text.indexOf('.');
  return point < 0 ? [text, ''] : [text.slice(0, point), text.slice(point + 1)];
}

function write(text: string, span: Fix['edits'][number]['span']): Fix {
  return { title: `Write ${text}`, edits: [{ span, text }] };
}

const REQUESTS: Readonly<Record<NonNullable<Integration['protocol']>, (operation: string) => string>> = {
  rest: (operation) => `POST /${operation}`,
  webhook: (operation) => `POST /${operation}`,
  soap: (operation) => operation,
  graphql: (operation) => `'mutation { ${operation} }'`,
  kafka: (operation) => operation,
  sftp: (operation) => `PUT /${operation}`,
  smtp: (operation) => operation,
};

/** Replaces an integration's phrase by its precise form with one operation that is still to be filled in. */
function skeleton(ctx: ReadContext, integration: Integration, operation: string, given: readonly Given[]): Fix[] {
  const { name, span, summary } = integration;
  const written = ctx.text.slice(span.start, span.end);
  const colon = /^[A-Za-z][A-Za-z0-9_-]*\s*:\s*/.exec(written)?.[0].length;
  // Only a phrase in one line is replaced: what a map or several lines say should not be lost.
  if (
    colon === undefined ||
    summary === '' ||
    /[\r\n]/.test(written) ||
    !/^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(operation)
  )
    return [];
  const protocol = integration.protocol ?? 'rest';
  const auth = integration.auth === null ? '' : `, auth: ${integration.auth}`;
  const request = REQUESTS[protocol](operation);
  const inputs = given.map(({ name: input, type }) => `${input}: ${notationOf(type)}`).join(', ');
  const input = inputs === '' ? '' : `, input: {${inputs}}`;
  const said = `'${summary.replaceAll("'", "''")}'`;
  const text = `{protocol: ${protocol}, baseUrl: $${settingName(name, 'URL')}${auth}, summary: ${said}, operations: {${operation}: {request: ${request}${input}}}}`;
  const at = { start: span.start + colon, end: span.end };
  return [{ title: `Declare ${operation} of ${name}`, edits: [{ span: at, text }] }];
}

/** A type that takes such a value, in notation that can stand in braces: without the constraints, which are a guess here. */
function notationOf(type: Type): string {
  if (type === UNKNOWN) return 'json';
  if (type.kind === 'named') return type.name;
  if (type.kind === 'enum') return 'string';
  if (type.kind === 'scalar') return type.name;
  if (type.kind === 'list') return `list<${notationOf(type.of)}>`;
  return type.kind === 'optional' ? `${notationOf(type.of)}?` : 'json';
}
