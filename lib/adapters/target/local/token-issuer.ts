import { randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { TokenRequest } from '../target.ts';
import { writeAtomically } from './write-atomically.ts';

/** Who signs the tokens of the local environment. */
export const ISSUER = 'https://local.plumbline.invalid';

/** Signs tokens for services of this machine. */
export interface TokenIssuer {
  /** The public keys as a `data:` address, which a replica without a network can read. */
  readonly jwksUrl: string;
  token(service: string, request: TokenRequest): Promise<string>;
}

/** Takes up the local environment's ES256 key, made on first use and kept in the data folder for its owner only. */
export function openTokenIssuer(dataFolder: string): Promise<TokenIssuer> {
  return tokenIssuerIn(join(dataFolder, 'daemon'));
}

/** Takes up the ES256 key of a folder, made on first use and kept there for its owner only. */
export async function tokenIssuerIn(folder: string): Promise<TokenIssuer> {
  const jwk = await ownKey(folder);
  const key = await importJWK(jwk, 'ES256');
  const { d: _secret, ...publicKey } = jwk;
  const jwks = JSON.stringify({ keys: [publicKey] });
  return {
    jwksUrl: `data:application/json;base64,${Buffer.from(jwks).toString('base64')}`,
    token: (service, request) =>
      claims(service, request)
        .setProtectedHeader({ alg: 'ES256', kid: jwk.kid ?? '', typ: 'JWT' })
        .sign(key),
  };
}

/** A token that a service's own secret signs. */
export function signedWith(secret: string, service: string, request: TokenRequest): Promise<string> {
  return claims(service, request)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(new TextEncoder().encode(secret));
}

function claims(
  service: string,
  { subject, name, roles, scope, expiresInSeconds, issuer = ISSUER, audience = service }: TokenRequest,
): SignJWT {
  return new SignJWT({ name, roles: [...roles], ...(scope === undefined ? {} : { scope }) })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(subject)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${expiresInSeconds}s`);
}

async function ownKey(folder: string): Promise<JWK> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'issuer.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text !== null) return JSON.parse(text);
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk: JWK = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'ES256', use: 'sig' };
  await writeAtomically(path, JSON.stringify(jwk));
  return jwk;
}
