import { code } from '../text/code.ts';

/** src/platform/breaker.ts: stops asking a system that keeps failing. */
export function breakerFile(): string {
  return code`
    /** When to stop asking. */
    export interface BreakerPolicy {
      /** Of the last \`window\` calls, so many percent failed. */
      failureRatePercent: number;
      window: number;
      /** How long nobody asks after that. */
      openMs: number;
    }

    /** Closed: all calls go out. Open: none does. After that one goes out as a probe, and closes or opens it again. */
    export class Breaker {
      readonly #policy: BreakerPolicy;
      #outcomes: boolean[] = [];
      #openUntil: number | null = null;
      #probing = false;

      constructor(policy: BreakerPolicy) {
        this.#policy = policy;
      }

      /** Whether a call may go out now. Each call that may must be noted afterwards. */
      allows(now: number): boolean {
        if (this.#openUntil === null) return true;
        if (now < this.#openUntil || this.#probing) return false;
        this.#probing = true;
        return true;
      }

      /** Notes whether the other system worked. */
      note(worked: boolean, now: number): void {
        const { failureRatePercent, window, openMs } = this.#policy;
        if (this.#openUntil !== null) {
          // Calls that were under way when it opened say nothing new; the probe decides.
          if (!this.#probing) return;
          this.#probing = false;
          this.#outcomes = [];
          this.#openUntil = worked ? null : now + openMs;
          return;
        }
        this.#outcomes = [...this.#outcomes, worked].slice(-window);
        const failures = this.#outcomes.filter((outcome) => !outcome).length;
        const full = this.#outcomes.length === window;
        if (full && failures * 100 >= failureRatePercent * window) this.#openUntil = now + openMs;
      }
    }
  `;
}
