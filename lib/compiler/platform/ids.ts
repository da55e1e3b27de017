import { code } from '../text/code.ts';

/** src/platform/ids.ts: texts that cannot be guessed; only for services that need it. */
export function idsFile(): string {
  return code`
    import { randomBytes } from 'node:crypto';

    /** 256 random bits in base64url: 43 characters. */
    export function newToken(): string {
      return randomBytes(32).toString('base64url');
    }
  `;
}
