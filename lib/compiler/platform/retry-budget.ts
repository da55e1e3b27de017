import { code } from '../text/code.ts';

/** src/platform/retry-budget.ts: how much may be tried again. */
export function retryBudgetFile(): string {
  return code`
    const MOST = 10;
    const EARNED_BY_SUCCESS = 0.1;

    /**
     * What may be tried again with one system: a few attempts at any time, and in the long run one for every ten calls that
     * succeed. A system that is down is not asked several times as much as one that is up.
     */
    export class RetryBudget {
      #left = MOST;

      /** Takes one attempt, if there is one. */
      take(): boolean {
        if (this.#left < 1) return false;
        this.#left -= 1;
        return true;
      }

      /** Notes a call that succeeded. */
      earn(): void {
        this.#left = Math.min(MOST, this.#left + EARNED_BY_SUCCESS);
      }
    }
  `;
}
