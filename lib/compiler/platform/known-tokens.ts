import { code } from '../text/code.ts';

/** Part of src/platform/auth.ts: the signature of a token costs more than all the rest of a small request. */
export const KNOWN_TOKENS = code`
  const BELIEVED_MS = 60_000;
  const MOST_KNOWN = 1000;

  /**
   * Verifies tokens, and believes those that were good within the last minute: a signature costs more than the rest of a small
   * request. So a key that the issuer withdraws still counts for that minute; no token counts for longer than it lasts.
   */
  export function remembering(verify: (token: string) => Promise<JWTPayload>): (token: string) => Promise<JWTPayload> {
    const known = new Map<string, { payload: JWTPayload; until: number }>();
    return async (token) => {
      const seen = known.get(token);
      if (seen !== undefined && Date.now() < seen.until) return seen.payload;
      const payload = await verify(token);
      known.delete(token);
      const [oldest] = known.keys();
      if (oldest !== undefined && known.size >= MOST_KNOWN) known.delete(oldest);
      known.set(token, { payload, until: Math.min(Date.now() + BELIEVED_MS, (payload.exp ?? 0) * 1000) });
      return payload;
    };
  }
`;

/** Part of src/platform/auth.ts: whose fault it is when a token cannot be verified. */
export const REFUSE_TOKEN = code`
  /** What keys that cannot be had are told by; everything else that goes wrong with a token is the token's fault. */
  const OUTAGES = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];

  function refuseToken(error: unknown): never {
    const isOutage = !(error instanceof errors.JOSEError) || OUTAGES.includes(error.code);
    if (isOutage) throw new Problem(unavailable, 'The keys of the issuer cannot be had at the moment');
    throw new Problem(unauthenticated, 'The token is not valid');
  }
`;
