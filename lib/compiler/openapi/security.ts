import type { SchemePlan } from '../auth-plan.ts';
import type { Plan } from '../plan.ts';
import type { Json } from '../text/json.ts';

type JsonObject = { readonly [key: string]: Json | undefined };

const BEARER: JsonObject = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' };

/** The ways in which callers are known, as the document names them. */
export function securityNames({ auth }: Plan): string[] {
  return auth.schemes.length === 0 ? ['bearer'] : auth.schemes.map(({ name }) => name);
}

/** What each of them is. */
export function securitySchemes({ auth }: Plan): JsonObject {
  if (auth.schemes.length === 0) return { bearer: BEARER };
  return Object.fromEntries(auth.schemes.map((scheme) => [scheme.name, schemeObject(scheme)]));
}

function schemeObject({ carrier, issuer, kind }: SchemePlan): JsonObject {
  if (carrier.kind === 'cookie') return { type: 'apiKey', in: 'cookie', name: carrier.name };
  const plain = carrier.name.toLowerCase() === 'authorization' && carrier.prefix?.toLowerCase() === 'bearer';
  if (!plain)
    return {
      type: 'apiKey',
      in: 'header',
      name: carrier.name,
      description: carrier.prefix === null ? undefined : `The word ${carrier.prefix}, a space, and the token`,
    };
  if (kind !== 'issuer' || issuer?.kind !== 'literal') return BEARER;
  const address = `${issuer.text.replace(/\/$/, '')}/.well-known/openid-configuration`;
  return { type: 'openIdConnect', openIdConnectUrl: address };
}
