import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** src/platform/time-limit.ts: work that is given up after a time. */
export function timeLimitFile(): string {
  return code`
    ${imports([['./failures.ts', 'CallFailed']])}

    /** What comes of the work, or a failure when it takes too long; \`stop\` then ends it. */
    export async function within<T>(work: Promise<T>, timeoutMs: number, stop: () => void = () => undefined): Promise<T> {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(
          () => {
            reject(new CallFailed('timeout'));
            stop();
          },
          Math.max(1, timeoutMs),
        );
      });
      try {
        return await Promise.race([work, late]);
      } finally {
        clearTimeout(timer);
        // Work that was given up may still fail; nobody waits for it any more.
        work.catch(() => undefined);
      }
    }
  `;
}
