import type { AuthScheme } from '../model.ts';
import { isEmpty, type YamlNode } from '../yaml/node.ts';
import type { ReadContext } from './context.ts';
import { oneOf, textOf, truth } from './forms.ts';
import { type Keys, readKeys } from './keys.ts';
import { readPeriodNode } from './read-promises.ts';
import { readHeaderName } from './read-request-rules.ts';
import { readSetting } from './read-setting.ts';

const SCHEMES = ['oidc', 'jwt', 'api_key', 'session'] as const;
const MAX_SCHEMES = 10;

/** Reads how callers are known: one way, or a list of them that is tried in order. */
export function readAuth(ctx: ReadContext, node: YamlNode): AuthScheme[] {
  if (isEmpty(node)) return [];
  const items = node.kind === 'seq' ? node.items : [node];
  return items.slice(0, MAX_SCHEMES).flatMap((item, i) => {
    const keys = readKeys(ctx, item, 'auth', item.span);
    const scheme = keys === null ? null : readScheme(ctx, keys, `auth/${i + 1}`);
    return scheme === null ? [] : [scheme];
  });
}

/** The entity whose rows callers are, if every way to know them names the same one; else null. */
export function subjectOf(auth: readonly AuthScheme[]): string | null {
  const [first] = auth;
  return first !== undefined && auth.every(({ subject }) => subject === first.subject) ? first.subject : null;
}

function readScheme(ctx: ReadContext, keys: Keys, id: string): AuthScheme | null {
  const [schemeNode, issuerNode, audienceNode, secretNode, subjectNode, expiresNode] = [
    'scheme',
    'issuer',
    'audience',
    'secret',
    'subject',
    'expires',
  ].map((key) => keys.get(key));
  const scheme = schemeNode === undefined ? null : oneOf(ctx, schemeNode, SCHEMES, 'A scheme');
  if (scheme === null) return null;
  refuseForeign(ctx, keys, scheme);
  const issuer = issuerNode === undefined ? null : readIssuer(ctx, issuerNode);
  const secret = secretNode === undefined ? null : readSetting(ctx, secretNode, 'secret', 'AUTH_SECRET');
  if (scheme === 'jwt' && issuerNode === undefined && secretNode === undefined)
    ctx.reporter.report('SPC2058', keys.node.span, {
      reason:
        'How tokens are checked is not said. Write `secret: $AUTH_SECRET`, or `issuer` for tokens of somebody else.',
    });
  return {
    id,
    span: keys.node.span,
    scheme,
    issuer,
    audience: audienceNode === undefined ? null : textOf(ctx, audienceNode, 'A name'),
    secret,
    header: readHeader(ctx, keys),
    cookie: readCookie(ctx, keys),
    subject: subjectNode === undefined ? null : readSubject(ctx, subjectNode),
    expires: expiresNode === undefined ? null : readPeriodNode(ctx, expiresNode),
  };
}

/** Keys that mean nothing under a scheme. */
const FOREIGN: Readonly<Record<AuthScheme['scheme'], readonly string[]>> = {
  oidc: ['secret', 'cookie', 'expires'],
  jwt: ['cookie'],
  api_key: ['issuer', 'audience', 'cookie', 'expires'],
  session: ['issuer', 'audience', 'header'],
};

function refuseForeign(ctx: ReadContext, keys: Keys, scheme: AuthScheme['scheme']): void {
  for (const key of FOREIGN[scheme]) {
    const entry = keys.entry(key);
    if (entry !== undefined)
      ctx.reporter.report('SPC2058', entry.key.span, {
        reason: `\`${key}\` has no meaning under \`scheme: ${scheme}\`.`,
      });
  }
}

/** A setting, or an HTTPS address (OpenID Connect Discovery 1.0 §3: no query and no fragment). */
function readIssuer(ctx: ReadContext, node: YamlNode): AuthScheme['issuer'] {
  const text = textOf(ctx, node, 'An address, or a setting such as $AUTH_ISSUER');
  if (text === null) return null;
  const setting = /^\$([A-Z][A-Z0-9_]{0,62})$/.exec(text)?.[1];
  if (setting !== undefined) return { kind: 'setting', name: setting };
  if (/^https:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(text)) return { kind: 'literal', text };
  ctx.reporter.report('SPC2058', node.span, {
    reason: 'An issuer is an https address without a query, or a setting such as $AUTH_ISSUER.',
  });
  return null;
}

function readHeader(ctx: ReadContext, keys: Keys): AuthScheme['header'] {
  const node = keys.get('header');
  const header = node === undefined ? null : readKeys(ctx, node, 'authHeader', node.span);
  const [nameNode, prefixNode] = ['name', 'prefix'].map((key) => header?.get(key));
  const name = nameNode === undefined ? null : readHeaderName(ctx, nameNode);
  if (name === null) return null;
  return { name, prefix: prefixNode === undefined ? null : textOf(ctx, prefixNode, 'A word') };
}

function readCookie(ctx: ReadContext, keys: Keys): AuthScheme['cookie'] {
  const node = keys.get('cookie');
  const cookie = node === undefined ? null : readKeys(ctx, node, 'authCookie', node.span);
  const [nameNode, siteNode, secureNode] = ['name', 'sameSite', 'secure'].map((key) => cookie?.get(key));
  const name = nameNode === undefined ? null : readCookieName(ctx, nameNode);
  if (name === null) return null;
  const sameSite = siteNode === undefined ? null : oneOf(ctx, siteNode, ['strict', 'lax', 'none'] as const, 'A rule');
  const secure = secureNode === undefined ? null : truth(ctx, secureNode);
  if (sameSite === 'none' && secure === false)
    ctx.reporter.report('SPC2058', node?.span ?? keys.node.span, {
      reason: 'A cookie that other sites may send has to be secure: browsers drop it otherwise.',
    });
  return { name, sameSite: sameSite ?? 'lax', secure };
}

/** RFC 6265 §4.1.1: a token. */
function readCookieName(ctx: ReadContext, node: YamlNode): string | null {
  const text = textOf(ctx, node, 'The name of a cookie');
  if (text === null || /^[A-Za-z0-9_-]{1,63}$/.test(text)) return text;
  ctx.reporter.report('SPC2058', node.span, { reason: 'The name of a cookie is letters, digits, `_` and `-`.' });
  return null;
}

/** The name of a declared entity. Entities are read later, so only the name is looked at. */
function readSubject(ctx: ReadContext, node: YamlNode): string | null {
  const name = textOf(ctx, node, 'The name of an entity');
  if (name === null || ctx.names.entities.has(name)) return name;
  const suggestion = ctx.reporter.suggest(name, ctx.names.entities.keys());
  const fixes =
    suggestion === null ? [] : [{ title: `Write ${suggestion}`, edits: [{ span: node.span, text: suggestion }] }];
  ctx.reporter.report('SPC2013', node.span, { what: 'entity', name, suggestion }, fixes);
  return null;
}
