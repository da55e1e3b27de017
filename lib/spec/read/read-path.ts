import type { Span } from '../../core/text-range.ts';
import type { HttpMethod } from '../model.ts';
import type { ScalarNode } from '../yaml/node.ts';
import { type ReadContext, spanWithin } from './context.ts';

/** A path and its parameters, in order. */
export interface ReadPath {
  path: string;
  parameters: readonly { name: string; span: Span }[];
}

/** Addresses that every generated service answers itself. */
const RESERVED = ['readyz', 'livez', 'metrics', 'openapi.json', 'requests', 'tasks'];
const MAX_PATH = 200;

/** Reads `/quotes/{id}`. Reports what cannot be an address; gives what is usable of it. */
export function readPath(ctx: ReadContext, node: ScalarNode): ReadPath | null {
  const path = node.value;
  const refuse = (reason: string, span = node.span): null => {
    ctx.reporter.report('SPC2018', span, { reason });
    return null;
  };
  if (path.length > MAX_PATH) return refuse(`A path has at most ${MAX_PATH} characters.`);
  if (!path.startsWith('/')) return refuse('A path starts with `/`.');
  if (path !== '/' && path.endsWith('/')) return refuse('A path does not end with `/`.');
  const parameters: { name: string; span: Span }[] = [];
  let at = 1;
  for (const segment of path.slice(1).split('/')) {
    const span = spanWithin(ctx, node, at, at + segment.length);
    at += segment.length + 1;
    const name = /^\{([A-Za-z][A-Za-z0-9_]{0,62})\}$/.exec(segment)?.[1];
    if (name !== undefined) {
      if (parameters.some((other) => other.name === name))
        return refuse(`The parameter \`${name}\` is in this path twice.`, span);
      parameters.push({ name, span });
    } else if (path !== '/' && !/^[A-Za-z0-9._~-]+$/.test(segment)) {
      return refuse('Between two `/` stand letters, digits and `. _ ~ -`, or one parameter as `{name}`.', span);
    }
  }
  const first = path.split('/')[1] ?? '';
  if (RESERVED.includes(first))
    return refuse(`\`/${first}\` is answered by every service itself. Choose another path.`);
  return { path, parameters };
}

/** The same text for two paths that no request can tell apart. */
export function pathShape(method: HttpMethod, path: string): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;
}

const VERBS =
  /^(verify|check|validate|search|submit|approve|reject|cancel|close|open|confirm|convert|export|import|login|logout|register|renew|refund|release|send|start|stop|transfer|upload)$/;

/** A camelCase name for an operation: `POST /kyc/verify` is verifyKyc, `GET /quotes/{id}` is getQuote. */
export function deriveOperation(method: HttpMethod, path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  const words = segments
    .filter((segment) => !segment.startsWith('{'))
    .map((segment) =>
      segment
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .filter((word) => word !== ''),
    );
  const last = words.at(-1)?.join('') ?? '';
  if (words.length > 0 && VERBS.test(last)) return camel([last, ...words.slice(0, -1).flat()]);
  const one = segments.at(-1)?.startsWith('{') ?? false;
  const verb = { GET: one ? 'get' : 'list', POST: 'create', PUT: 'replace', PATCH: 'update', DELETE: 'delete' }[method];
  const nouns = words.flat();
  const noun = nouns.at(-1);
  const single = one || method === 'POST';
  if (noun !== undefined && single) nouns[nouns.length - 1] = singular(noun);
  return camel([verb, ...nouns]);
}

function singular(noun: string): string {
  if (/ies$/.test(noun)) return `${noun.slice(0, -3)}y`;
  if (/(ss|us|is)$/.test(noun)) return noun;
  return noun.replace(/s$/, '');
}

function camel(words: readonly string[]): string {
  const [first = 'call', ...rest] = words;
  const joined = first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return joined.slice(0, 60);
}
