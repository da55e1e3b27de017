import type { AppErrorCode } from './app-error.ts';

/** What a failed use case tells a browser: a code to branch on, a sentence for people, and small safe data. */
export interface ActionFailure {
  code: AppErrorCode;
  message: string;
  data?: Readonly<Record<string, unknown>>;
}

/** What every server action answers. Failures are values: Next hides the message of an error that is thrown. */
export type ActionResult<T> = { ok: true; value: T } | { ok: false; error: ActionFailure };
