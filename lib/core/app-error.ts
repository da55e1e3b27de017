/** What a caller may do about a failure; each has one HTTP status. */
export const APP_ERROR_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 409,
  too_large: 413,
  unprocessable: 422,
  too_many: 429,
  unavailable: 503,
} as const;

export type AppErrorCode = keyof typeof APP_ERROR_STATUS;

/**
 * A failure that the caller can understand and act on. `message` is shown to people: it says what happened, what was kept
 * and what to do. `internal` is for the log and never leaves the server. `data` is small, JSON, and safe to show.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly internal: string | undefined;
  readonly data: Readonly<Record<string, unknown>> | undefined;

  constructor(code: AppErrorCode, message: string, more: { internal?: string; data?: Record<string, unknown> } = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.internal = more.internal;
    this.data = more.data;
  }

  get status(): number {
    return APP_ERROR_STATUS[this.code];
  }
}
