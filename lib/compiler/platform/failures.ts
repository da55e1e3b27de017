import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/failures.ts: how work outside fails, and what a caller reads then. */
export function failuresFile(): string {
  return code`
    ${imports([['./problems.ts', 'type NamedError', 'Problem', 'unavailable']])}

    /** How a call of another system fails. */
    export type Failure = 'timeout' | 'unavailable' | 'rate_limited' | 'rejected' | 'invalid_response';

    /** What a caller reads if nothing catches the failure. It tells nothing of the other system. */
    export const FAILURES: Readonly<Record<Failure, NamedError>> = {
      timeout: { name: 'timeout', status: 504, title: 'Another system did not answer in time' },
      unavailable: { ...unavailable, title: 'Another system is not available' },
      rate_limited: { name: 'rate_limited', status: 503, title: 'Another system is asked too often' },
      rejected: { name: 'rejected', status: 502, title: 'Another system refused the request' },
      invalid_response: { name: 'invalid_response', status: 502, title: 'Another system gave an unreadable answer' },
    };

    /** A call that failed. */
    export class CallFailed extends Problem {
      readonly failure: Failure;
      /** How long the other system asks to be left alone. */
      readonly retryAfterMs: number;

      constructor(failure: Failure, retryAfterMs = 0) {
        super(FAILURES[failure]);
        this.failure = failure;
        this.retryAfterMs = retryAfterMs;
      }
    }
  `;
}
