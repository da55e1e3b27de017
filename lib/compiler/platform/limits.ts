import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/limits.ts: how often operations may be asked. */
export function limitsFile(): string {
  return code`
    ${imports([
      ['node:crypto', 'createHash'],
      ['fastify', 'type FastifyReply'],
      ['./problems.ts', 'Problem', 'too_many'],
    ])}

    /** So many requests in so much time, for each caller, address or value of an input. */
    export interface RateLimit {
      limit: number;
      perMs: number;
      by: 'caller' | 'address' | \`input.\${string}\`;
    }

    /** Who may share a limit. */
    export interface Asker {
      caller: string;
      address: string;
      input: Readonly<Record<string, unknown>>;
    }

    interface Window {
      endsAt: number;
      count: number;
    }

    /** Windows that are kept at the same time; beyond that the oldest are forgotten. */
    const MOST_WINDOWS = 100_000;

    /** Counts requests in memory: each replica of the service counts for itself. A window begins with its first request. */
    export class RateLimits {
      readonly #windows = new Map<string, Window>();
      readonly #most: number;

      constructor(most = MOST_WINDOWS) {
        this.#most = most;
      }

      /** Counts one request and tells the caller what is left; refuses it when nothing is. */
      take(operation: string, { limit, perMs, by }: RateLimit, asker: Asker, reply: FastifyReply): void {
        const now = Date.now();
        const sharer = by === 'caller' || by === 'address' ? asker[by] : asker.input[by.slice('input.'.length)];
        const window = this.#windowOf(JSON.stringify([operation, by, sharer]), now, perMs);
        window.count += 1;
        const seconds = Math.max(1, Math.ceil((window.endsAt - now) / 1000));
        reply.headers({
          'ratelimit-policy': \`"\${operation}";q=\${limit};w=\${Math.ceil(perMs / 1000)}\`,
          ratelimit: \`"\${operation}";r=\${Math.max(0, limit - window.count)};t=\${seconds}\`,
        });
        if (window.count <= limit) return;
        reply.header('retry-after', seconds);
        throw new Problem(too_many);
      }

      /** Forgets what was counted. */
      clear(): void {
        this.#windows.clear();
      }

      #windowOf(name: string, now: number, perMs: number): Window {
        const key = createHash('sha256').update(name).digest('base64url');
        const known = this.#windows.get(key);
        if (known !== undefined && known.endsAt > now) return known;
        this.#windows.delete(key);
        if (this.#windows.size >= this.#most) this.#forget(now);
        const window = { endsAt: now + perMs, count: 0 };
        this.#windows.set(key, window);
        return window;
      }

      #forget(now: number): void {
        for (const [key, { endsAt }] of this.#windows) if (endsAt <= now) this.#windows.delete(key);
        const [oldest] = this.#windows.keys();
        if (this.#windows.size >= this.#most && oldest !== undefined) this.#windows.delete(oldest);
      }
    }
  `;
}
