import { type ImportContext, resolved } from './import-context.ts';
import { at, type JsonObject, listOf, member, objectOf, textOf } from './json.ts';
import { list, map, openList, type SpecEntry, type SpecValue, text } from './spec-value.ts';

/** How callers of the service are known, as far as a specification can say it. */
export interface ImportedSecurity {
  /** The section `auth`; null: bearer tokens of the issuer that the settings name. */
  auth: SpecEntry | null;
  /** Names of the schemes that were carried over. */
  known: ReadonlySet<string>;
}

const READ = new Set(['type', 'name', 'in', 'scheme', 'bearerFormat', 'openIdConnectUrl', 'flows']);

/** Reads the security schemes. */
export function importSecurity(ctx: ImportContext): ImportedSecurity {
  const components = objectOf(member(ctx.root, 'components')) ?? {};
  const schemes = objectOf(member(components, 'securitySchemes')) ?? {};
  const known = new Set<string>();
  const values = new Map<string, SpecValue | 'bearer'>();
  for (const [name, given] of Object.entries(schemes)) {
    const found = resolved(ctx, given, `/components/securitySchemes${at('', name)}`);
    if (found === null) continue;
    ctx.losses.noteOthers(found.value, found.pointer, READ);
    const value = schemeOf(ctx, found.value, found.pointer);
    if (value === null) continue;
    known.add(name);
    values.set(JSON.stringify(value), value);
  }
  const all = [...values.values()];
  // Bearer tokens alone are what a service expects that says nothing.
  if (all.length === 0 || (all.length === 1 && all[0] === 'bearer')) return { auth: null, known };
  const written = all.map((value) => (value === 'bearer' ? BEARER : value));
  const [only] = written;
  return { auth: ['auth', written.length === 1 && only !== undefined ? only : openList(written)], known };
}

const BEARER = map([
  ['scheme', text('oidc')],
  ['issuer', text('$AUTH_ISSUER')],
]);

function schemeOf(ctx: ImportContext, scheme: JsonObject, pointer: string): SpecValue | 'bearer' | null {
  const refuse = (message: string): null => {
    ctx.losses.note(pointer, message);
    return null;
  };
  const name = textOf(member(scheme, 'name')) ?? '';
  switch (member(scheme, 'type')) {
    case 'http':
      if (textOf(member(scheme, 'scheme'))?.toLowerCase() === 'bearer') return 'bearer';
      return refuse('Only bearer tokens are known in the header Authorization; basic and others are not carried over.');
    case 'oauth2':
      ctx.losses.note(pointer, 'The service checks tokens; where they come from is a setting (AUTH_ISSUER).');
      return 'bearer';
    case 'openIdConnect':
      return openId(member(scheme, 'openIdConnectUrl'));
    case 'apiKey': {
      const place = member(scheme, 'in');
      if (place === 'header')
        return map([
          ['scheme', text('api_key')],
          ['header', map([['name', text(name)]])],
        ]);
      if (place === 'cookie')
        return map([
          ['scheme', text('session')],
          ['cookie', map([['name', text(name)]])],
        ]);
      return refuse('A key in the address would be logged everywhere; it is not carried over. Use a header.');
    }
    case 'mutualTLS':
      return refuse('Certificates of callers are checked in front of the service; they are not carried over.');
    default:
      return refuse('This security scheme is not known.');
  }
}

function openId(url: unknown): SpecValue | 'bearer' {
  const issuer = textOf(url)?.replace(/\/\.well-known\/openid-configuration\/?$/, '') ?? '';
  if (!/^https?:\/\/[^\s]+$/.test(issuer)) return 'bearer';
  return map([
    ['scheme', text('oidc')],
    ['issuer', text(issuer)],
  ]);
}

/** Who may call an operation: what it says itself, else what the document says. */
export function accessOf(
  ctx: ImportContext,
  operation: JsonObject,
  pointer: string,
  security: ImportedSecurity,
): SpecValue {
  const own = member(operation, 'security');
  const given = own ?? member(ctx.root, 'security');
  const place = own === undefined ? '/security' : at(pointer, 'security');
  const alternatives = (listOf(given) ?? []).map((one) => objectOf(one) ?? {});
  if (alternatives.length === 0) return text('public');
  const scopes = scopesOf(ctx, alternatives, place, security);
  if (alternatives.some((one) => Object.keys(one).length === 0)) {
    if (scopes.length > 0) ctx.losses.note(place, 'Scopes are not demanded of callers who may also be nobody.');
    return text('optional');
  }
  return scopes.length === 0 ? text('authenticated') : map([['scopes', list(scopes.map((scope) => text(scope)))]]);
}

function scopesOf(
  ctx: ImportContext,
  alternatives: readonly JsonObject[],
  pointer: string,
  { known }: ImportedSecurity,
): string[] {
  const sets = new Set<string>();
  const all = new Set<string>();
  for (const [i, alternative] of alternatives.entries()) {
    const names = Object.keys(alternative);
    if (names.length > 1)
      ctx.losses.note(at(pointer, i), 'One credential is demanded of a caller, not several at once.');
    for (const name of names)
      if (!known.has(name))
        ctx.losses.note(
          at(at(pointer, i), name),
          `The scheme \`${name.slice(0, 60)}\` was not carried over; another one of the service is demanded.`,
        );
    const scopes = names.flatMap((name) =>
      (listOf(alternative[name]) ?? []).filter((scope) => typeof scope === 'string'),
    );
    for (const scope of scopes) {
      const fit = scope.replace(/[^!#-[\]-~]/g, '_').slice(0, 100) || '_';
      // Replaced rather than left out: nobody gets in who could not before.
      if (fit !== scope)
        ctx.losses.note(
          at(pointer, i),
          `No token has the scope \`${scope.slice(0, 40)}\`; \`${fit.slice(0, 40)}\` is demanded.`,
        );
      all.add(fit);
    }
    if (names.length > 0) sets.add(JSON.stringify(scopes.toSorted()));
  }
  if (sets.size > 1 && all.size > 0)
    ctx.losses.note(pointer, 'The alternatives demand different scopes; here all of them are demanded.');
  return [...all];
}
