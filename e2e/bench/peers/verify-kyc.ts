import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createLocalJWKSet, jwtVerify } from 'jose';
import pg from 'pg';

/**
 * The work of the KYC brief's route, written by hand and without a framework: the same checks, rows and evidence as the generated
 * service has. The peers share it, so that they differ in the framework and in nothing else.
 */

/** What goes wrong on purpose, with the status that the caller reads. */
export class Refusal extends Error {
  readonly status: number;
  readonly faults: readonly { path: string; message: string }[];

  constructor(status: number, title: string, faults: Refusal['faults'] = []) {
    super(title);
    this.status = status;
    this.faults = faults;
  }
}

/** A problem document (RFC 9457); what is not a refusal is not told. */
export function problemOf(error: unknown): { status: number; title: string; type: string } {
  if (error instanceof Refusal)
    return { type: `urn:problem:${error.status}`, title: error.message, status: error.status, ...errorsOf(error) };
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return { type: `urn:problem:${status}`, title: status < 500 ? 'Not valid' : 'The service failed', status };
}

function errorsOf({ faults }: Refusal): { errors?: Refusal['faults'] } {
  return faults.length === 0 ? {} : { errors: faults };
}

const env = (name: string): string => process.env[name] ?? '';
const keys = createLocalJWKSet(JSON.parse(decodeURIComponent(env('AUTH_JWKS_URL').replace(/^[^,]*,/, ''))));
const TOKEN = {
  issuer: env('AUTH_ISSUER'),
  audience: env('AUTH_AUDIENCE'),
  algorithms: ['ES256'],
  requiredClaims: ['sub', 'exp'],
};

/** Callers by tokens that were good within the last minute: the generated service believes them for as long. */
const known = new Map<string, { caller: string; until: number }>();

/** Who calls: the subject of a valid bearer token. */
export async function callerOf(authorization: string | undefined): Promise<string> {
  const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new Refusal(401, 'A valid token is needed');
  const seen = known.get(token);
  if (seen !== undefined && Date.now() < seen.until) return seen.caller;
  const { payload } = await jwtVerify(token, keys, TOKEN).catch(() => {
    throw new Refusal(401, 'A valid token is needed');
  });
  if (known.size >= 1000) known.clear();
  const caller = payload.sub ?? '';
  known.set(token, { caller, until: Math.min(Date.now() + 60_000, (payload.exp ?? 0) * 1000) });
  return caller;
}

/** A body as JSON: valid UTF-8, no reserved names, no U+0000, not too deep. */
export function readJson(body: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (isSafe(value, 64)) return value;
  } catch {
    throw new Refusal(400, 'The request is not valid');
  }
  throw new Refusal(400, 'The request is not valid');
}

function isSafe(value: unknown, left: number): boolean {
  if (typeof value === 'string') return !value.includes('\u0000');
  if (value === null || typeof value !== 'object') return true;
  if (left === 0) return false;
  for (const [name, item] of Object.entries(value))
    if (name === '__proto__' || name.includes('\u0000') || !isSafe(item, left - 1)) return false;
  return true;
}

interface Input {
  document_images: string[];
  customer_id: string;
  verification_type: 'basic' | 'enhanced' | 'ultimate';
}

const ajv = new Ajv2020({ strict: true });
ajv.addFormat('byte', (text: string) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text));
const isInput = ajv.compile<Input>({
  type: 'object',
  additionalProperties: false,
  required: ['document_images', 'customer_id', 'verification_type'],
  properties: {
    document_images: { type: 'array', items: { type: 'string', format: 'byte' } },
    customer_id: { type: 'string' },
    verification_type: { enum: ['basic', 'enhanced', 'ultimate'] },
  },
});

const pool = new pg.Pool({ connectionString: env('DATABASE_URL'), max: 10, statement_timeout: 10_000 });
const dataKey = Buffer.from(env('DATA_KEY'), 'base64');

/** Checks the body, then stores the request (encrypted), its first task and the audit record in one transaction. */
export async function verifyKyc(caller: string, id: string, body: unknown): Promise<{ id: string; state: string }> {
  if (!isInput(body)) {
    const faults = (isInput.errors ?? []).map((one) => ({ path: one.instancePath, message: one.message ?? '' }));
    throw new Refusal(400, 'The request is not valid', faults);
  }
  const now = new Date().toISOString();
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `INSERT INTO platform.request (id, operation, caller, state, sealed, created_at)
       VALUES ($1, 'verifyKyc', $2, 'waiting', $3, $4)`,
      [id, caller, sealed(id, { input: body, caller }), now],
    );
    await client.query(
      `INSERT INTO platform.task (id, request, operation, step, state, created_at)
       VALUES ($1, $2, 'verifyKyc', 'extract_text_ocr', 'open', $3)`,
      [randomUUID(), id, now],
    );
    await audit(client, id, caller, now, body);
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    await client.query('ROLLBACK').then(
      () => client.release(),
      () => client.release(true),
    );
    throw error;
  }
  return { id, state: 'waiting' };
}

function sealed(name: string, value: unknown): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', dataKey, nonce).setAAD(Buffer.from(name));
  const bytes = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), bytes]);
}

async function audit(client: pg.PoolClient, request: string, actor: string, at: string, body: Input): Promise<void> {
  const id = randomUUID();
  // Contents of documents do not belong into a log; the order of the members is fixed here.
  const input = JSON.stringify({
    customer_id: body.customer_id,
    document_images: body.document_images.map(({ length }) => `[${length} characters omitted]`),
    verification_type: body.verification_type,
  });
  const output = JSON.stringify({ id: request, operation: 'verifyKyc', state: 'waiting' });
  const leaf = createHash('sha256')
    .update(JSON.stringify([id, at, request, 'verifyKyc', actor, 202, input, output]))
    .digest();
  await client.query(
    `WITH head AS (
       UPDATE platform.audit_head SET seq = seq + 1, hash = sha256(hash || $8::bytea) RETURNING seq, hash
     )
     INSERT INTO platform.audit_log
       (seq, id, at, request, operation, spec_version, actor, status, input, output, leaf_hash, chain_hash)
     SELECT seq, $1, $2, $3, 'verifyKyc', $4, $5, 202, $6::jsonb, $7::jsonb, $8, hash FROM head`,
    [id, at, request, '0.1.0', actor, input, output, leaf],
  );
}

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const histogram = new Map<string, { buckets: number[]; sum: number; count: number }>();

/** Counts one answered request by its status and duration in seconds. */
export function measure(status: number, seconds: number): void {
  const key = `method="POST",route="/kyc/verify",status="${status}"`;
  const seen = histogram.get(key) ?? { buckets: BOUNDS.map(() => 0), sum: 0, count: 0 };
  for (const [at, bound] of BOUNDS.entries()) if (seconds <= bound) seen.buckets[at] = (seen.buckets[at] ?? 0) + 1;
  seen.sum += seconds;
  seen.count += 1;
  histogram.set(key, seen);
}

process.once('SIGTERM', () => process.exit());
