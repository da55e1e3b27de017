import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../core/app-error.ts';
import { authSecret } from '../people/auth-secret.ts';

/** How long a sheet may stay open before it must be opened again. */
export const NONCE_LIFETIME_MS = 10 * 60_000;

/** What a nonce is good for: one person, one run, one digest. */
export interface NonceSubject {
  runId: string;
  personId: string;
  digest: string;
}

/**
 * A nonce that only this workspace can make, as `id.expiry.mac`. `id` is a fresh random id; `now` is the clock. Nothing is
 * stored for it: that it is used once is guaranteed by the unique column of the approvals table.
 */
export function issueNonce(subject: NonceSubject, id: string, now: Date): string {
  const expiry = String(now.getTime() + NONCE_LIFETIME_MS);
  return `${id}.${expiry}.${mac(subject, id, expiry)}`;
}

/** Refuses (`stale`) a nonce that is not ours, was made for something else, or is over its time. */
export function verifyNonce(subject: NonceSubject, nonce: string, now: Date): void {
  const [id = '', expiry = '', given = ''] = nonce.split('.');
  const wanted = Buffer.from(mac(subject, id, expiry));
  const found = Buffer.from(given);
  if (wanted.length !== found.length || !timingSafeEqual(wanted, found)) {
    throw new AppError('stale', 'This form was made for something else. Nothing was signed: open it again.');
  }
  if (now.getTime() > Number(expiry)) {
    throw new AppError('stale', 'This form was open for more than 10 minutes. Nothing was signed: open it again.');
  }
}

function mac({ runId, personId, digest }: NonceSubject, id: string, expiry: string): string {
  const key = createHmac('sha256', authSecret()).update('plumbline signing nonce 1').digest();
  return createHmac('sha256', key).update([runId, personId, digest, id, expiry].join('\n')).digest('base64url');
}
