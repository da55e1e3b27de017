import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** A password that a person chooses: 12 to 200 characters, no other rules (NIST SP 800-63B). */
export const newPassword = z
  .string()
  .min(12, 'A password has at least 12 characters.')
  .max(200, 'A password has at most 200 characters.');

/** OWASP's scrypt parameters (N = 2^15, r = 8, p = 3): 32 MiB and some 0.2 s for one guess. */
const COST = { log2N: 15, r: 8, p: 3 };
const KEY_BYTES = 32;

/** Hashes a password with a salt of its own. The parameters are in the text, so that they can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.log2N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/**
 * Whether a password belongs to a hash. A person who does not exist or has no password (`null`) costs the same time as a
 * wrong guess and is never right.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const stored = hash === null ? null : parse(hash);
  const { salt, key, ...cost } = stored ?? { ...COST, salt: Buffer.alloc(16), key: Buffer.alloc(KEY_BYTES) };
  const derived = await derive(password, salt, cost);
  return timingSafeEqual(derived, key) && stored !== null;
}

const Stored = z
  .tuple([
    z.literal('scrypt'),
    z.coerce.number().int().min(14).max(20),
    z.coerce.number().int().min(1).max(32),
    z.coerce.number().int().min(1).max(16),
    z.base64url(),
    z.base64url(),
  ])
  .transform(([, log2N, r, p, salt, key]) => ({
    log2N,
    r,
    p,
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  }))
  .refine(({ key }) => key.length === KEY_BYTES);

function parse(hash: string): z.infer<typeof Stored> | null {
  return Stored.safeParse(hash.split('$')).data ?? null;
}

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  const N = 2 ** cost.log2N;
  const options: ScryptOptions = { N, r: cost.r, p: cost.p, maxmem: 2 * 128 * N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
