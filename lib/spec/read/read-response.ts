import type { Scope } from '../expressions/scope.ts';
import { open, sayType, UNKNOWN } from '../expressions/static-types.ts';
import type { Assignment, Endpoint, Type } from '../model.ts';
import type { YamlNode } from '../yaml/node.ts';
import { checkTemplate } from './check-template.ts';
import type { ReadContext } from './context.ts';
import { declarations, textOf, wholeNumber } from './forms.ts';
import { readKeys } from './keys.ts';
import { readMediaType } from './read-media-type.ts';
import type { OutputDraft } from './read-outputs.ts';
import { readValue } from './read-value.ts';

/** Headers that the service sets by itself, with where they come from. */
const OWN_HEADERS: ReadonlyMap<string, string> = new Map([
  ['content-type', 'Write `contentType`.'],
  ['content-length', 'The service counts the bytes itself.'],
  ['transfer-encoding', 'The service decides it itself.'],
  ['connection', 'The service decides it itself.'],
  ['date', 'The service writes it itself.'],
  ['set-cookie', 'Cookies are set by `issueToken` under `scheme: session`.'],
  ['www-authenticate', 'The service writes it by `auth`.'],
  ['retry-after', 'The service writes it itself.'],
]);

/** What the answer is made of: named outputs, or one value. */
export interface AnswerParts {
  drafts: readonly OutputDraft[];
  whole: { type: Type } | null;
}

/** Reads the status of success, and headers, media type and template where they are said. `scope` is that behind the last step. */
export function readResponse(
  ctx: ReadContext,
  node: YamlNode | undefined,
  endpointId: string,
  scope: Scope,
  answer: AnswerParts,
): Pick<Endpoint, 'status' | 'response'> {
  const keys = node === undefined ? null : readKeys(ctx, node, 'response', node.span);
  if (node === undefined || keys === null) return { status: 200, response: null };
  const [statusNode, headersNode, typeNode, templateNode] = ['status', 'headers', 'contentType', 'template'].map(
    (key) => keys.get(key),
  );
  const status = statusNode === undefined ? null : wholeNumber(ctx, statusNode, 'A status of success', 200, 308);
  if (status === 204 && (answer.drafts.length > 0 || answer.whole !== null || templateNode !== undefined))
    ctx.reporter.report('SPC2054', (statusNode ?? node).span, {
      reason: 'An answer with the status 204 has no body. Remove the output, or choose another status.',
    });
  const headers = headersNode === undefined ? [] : readHeaders(ctx, headersNode, endpointId, scope);
  if (status !== null && status >= 300)
    checkRedirect(
      ctx,
      statusNode ?? node,
      status,
      headers,
      answer.drafts.length > 0 || answer.whole !== null || templateNode !== undefined,
    );
  const contentType = typeNode === undefined ? null : readMediaType(ctx, typeNode);
  const template = templateNode === undefined ? null : readTemplate(ctx, templateNode, scope, answer, contentType);
  if (headersNode === undefined && typeNode === undefined && templateNode === undefined)
    return { status: status ?? 200, response: null };
  return {
    status: status ?? 200,
    response: { id: `${endpointId}/response`, span: node.span, headers, contentType, template },
  };
}

/** A redirect says where to go, and nothing else. */
function checkRedirect(
  ctx: ReadContext,
  node: YamlNode,
  status: number,
  headers: readonly Assignment[],
  hasBody: boolean,
): void {
  const report = (reason: string): void => ctx.reporter.report('SPC2054', node.span, { reason });
  if (![301, 302, 303, 307, 308].includes(status))
    report(`${status} is no status of success. Statuses of redirects are 301, 302, 303, 307 and 308.`);
  else if (!headers.some(({ name }) => name.toLowerCase() === 'location'))
    report(`An answer with the status ${status} needs the header Location.`);
  else if (hasBody) report(`An answer with the status ${status} has no body. Remove the output.`);
}

function readHeaders(ctx: ReadContext, node: YamlNode, endpointId: string, scope: Scope): Assignment[] {
  return declarations(ctx, node, 'header', 'loose').flatMap((declaration) => {
    const { name, key, value, span } = declaration;
    const own = OWN_HEADERS.get(name.toLowerCase());
    if (own !== undefined || !/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) {
      const reason = own ?? 'Names of headers are letters, digits and hyphens.';
      ctx.reporter.report('SPC2054', key.span, { reason: `\`${name}\` cannot be set here. ${reason}` });
      return [];
    }
    const read = readValue(ctx, scope, value, null);
    if (read === null) return [];
    const { type } = open(scope.table, read.type);
    const plain = type.kind === 'scalar' && !['json', 'base64', 'bytes', 'file', 'password'].includes(type.name);
    if (!plain && type.kind !== 'enum' && type !== UNKNOWN)
      ctx.reporter.report('TYP3008', value.span, { expected: 'A plain value', found: sayType(read.type) });
    return [{ id: `${endpointId}/response/headers/${name}`, span, name, value: read.source }];
  });
}

function readTemplate(
  ctx: ReadContext,
  node: YamlNode,
  scope: Scope,
  answer: AnswerParts,
  contentType: string | null,
): string | null {
  const text = textOf(ctx, node, 'A template');
  if (text === null || node.kind !== 'scalar') return null;
  const fields = answer.drafts.map(({ field }) => field);
  const root = answer.whole?.type ?? { kind: 'object' as const, fields };
  checkTemplate(ctx, scope.table, node, root, (contentType ?? 'text/html') === 'text/html');
  return text;
}
