import { randomBytes } from 'node:crypto';
import { after, beforeEach } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { buildApp } from '../src/app.ts';
import { bearerTokens } from '../src/platform/auth.ts';
import { type Database, openEmbedded, openPostgres } from '../src/platform/db.ts';
import { Metrics } from '../src/platform/metrics.ts';
import { migrate } from '../src/platform/migrate.ts';
import type { Service } from '../src/platform/operation.ts';
import { sealWith } from '../src/platform/seal.ts';

export const ISSUER = 'https://issuer.test';
export const AUDIENCE = 'kyc-verification-api';

const url = process.env['DATABASE_URL'];

const opened: Database = url === undefined ? await openEmbedded(null) : openPostgres(url);
await migrate(opened);

/** Something was asked of the database since it was emptied. */
let used = true;

/** One database for all tests; every test finds it empty. */
export const db: Database = {
  query: (text, values) => touched().query(text, values),
  script: (text) => touched().script(text),
  transaction: (work) => touched().transaction(work),
  close: () => opened.close(),
};

function touched(): Database {
  used = true;
  return opened;
}

const keys = await generateKeyPair('ES256');
const stranger = await generateKeyPair('ES256');
const jwks = { keys: [await exportJWK(keys.publicKey)] };
const authenticate = bearerTokens({
  issuer: ISSUER,
  audience: AUDIENCE,
  jwksUrl: `data:application/json,${encodeURIComponent(JSON.stringify(jwks))}`,
});

export const seal = sealWith([randomBytes(32)]);

export const service: Service = {
  db,
  seal,
  authenticate,
  metrics: new Metrics(),
};

let app: FastifyInstance = newApp();

beforeEach(async () => {
  if (used) await opened.script(RESET);
  used = false;
});

after(async () => {
  await app.close();
  await db.close();
});

/** In one statement, as rows need each other in any order; few rows go much faster so than by TRUNCATE. */
const RESET = `
  ALTER TABLE platform.audit_log DISABLE TRIGGER audit_log_append_only;
  WITH
    rows_1 AS (DELETE FROM platform.task),
    rows_2 AS (DELETE FROM platform.request)
  DELETE FROM platform.audit_log;
  ALTER TABLE platform.audit_log ENABLE TRIGGER audit_log_append_only;
  UPDATE platform.audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex');
`;

/** Changes the audit log as only the owner of its table can. */
export function tamper(sql: string): Promise<void> {
  const trigger = 'TRIGGER audit_log_append_only';
  return db.script(
    `ALTER TABLE platform.audit_log DISABLE ${trigger}; ${sql}; ALTER TABLE platform.audit_log ENABLE ${trigger}`,
  );
}

/** The service on a server of its own; `of` may have other parts, and it may be about to end. */
export function newApp(of: Service = service, draining?: () => boolean): FastifyInstance {
  return buildApp(of, draining);
}

/** Starts the service anew on the same database, as after a crash. */
export async function restart(): Promise<void> {
  await app.close();
  app = newApp();
}

export interface TokenClaims {
  sub?: string;
  roles?: readonly string[];
  scope?: string;
  issuer?: string;
  audience?: string;
  expires?: string;
  forged?: boolean;
  /** What it says besides. */
  more?: object;
}

/** A token as the issuer would give it, or one that is wrong in one way. */
export function token(claims: TokenClaims = {}): Promise<string> {
  const {
    sub = 'caller',
    roles = [],
    scope = '',
    issuer = ISSUER,
    audience = AUDIENCE,
    expires = '5m',
    forged,
    more,
  } = claims;
  return new SignJWT({ roles: [...roles], scope, ...more })
    .setProtectedHeader({ alg: 'ES256' })
    .setSubject(sub)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(forged === true ? stranger.privateKey : keys.privateKey);
}

export interface Sent {
  body?: unknown;
  /** The body as it is, instead of JSON made of `body`. */
  raw?: string | Buffer;
  headers?: Record<string, string>;
  /** Who calls, by default somebody who may call everything; null sends no token. */
  as?: TokenClaims | null;
}

export interface Got {
  status: number;
  headers: Record<string, unknown>;
  body: Record<string, unknown>;
  text: string;
}

const CALLER: TokenClaims = {};

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Sends one request to the service, by default as a caller with a good token. */
export async function send(
  method: Method,
  path: string,
  { body, raw, headers = {}, as = CALLER }: Sent = {},
): Promise<Got> {
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const sent: Record<string, string> = {
    ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
  if (as !== null) sent['authorization'] ??= `Bearer ${await token(as)}`;
  const answer = await app.inject({ method, url: path, headers: sent, ...(payload === undefined ? {} : { payload }) });
  const json = String(answer.headers['content-type']).includes('json');
  return { status: answer.statusCode, headers: answer.headers, body: json ? answer.json() : {}, text: answer.body };
}

/** The paths of what a refused request got wrong. */
export function faultPaths({ body }: Got): unknown[] {
  return Array.isArray(body['errors']) ? body['errors'].map((fault: { path: unknown }) => fault.path) : [];
}

/** The audit log, oldest record first. */
export function auditLog(): Promise<Record<string, unknown>[]> {
  return db.query('SELECT * FROM platform.audit_log ORDER BY seq');
}
