import { z } from 'zod';
import { APP_ERROR_STATUS, AppError, type AppErrorCode } from '../../../core/app-error.ts';

/** What the web application and the daemon say to each other: JSON over HTTP on a unix socket. Every message is checked by both. */

/** Bytes of one request to the daemon: a release with all its files. */
export const MAX_CONTROL_BYTES = 64 * 1024 * 1024;

export const serviceName = z
  .string()
  .max(63)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);

const filePath = z
  .string()
  .max(300)
  .regex(/^(?!\/)(?!.*\/\/)[^\0\\]+$/)
  .refine((path) => path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'), 'leaves its folder')
  .refine((path) => path.split('/')[0] !== 'node_modules', 'is where packages are mounted');

export const deployBody = z.object({
  service: serviceName,
  releaseId: z.uuid(),
  releaseNumber: z.int().min(1),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  files: z
    .array(z.object({ path: filePath, text: z.string().max(8 * 1024 * 1024) }))
    .min(1)
    .max(5_000),
});
export type DeployBody = z.infer<typeof deployBody>;

export const tokenBody = z.object({
  service: serviceName,
  subject: z.string().min(1).max(200),
  name: z.string().max(200),
  roles: z.array(z.string().min(1).max(100)).max(50),
  scope: z.string().max(1_000).optional(),
  expiresInSeconds: z.int().min(1).max(3_600),
  issuer: z.string().min(1).max(2_000).optional(),
  audience: z.string().min(1).max(2_000).optional(),
  secret: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,63}$/)
    .optional(),
});

export const statusAnswer = z.object({
  service: z.string(),
  state: z.enum(['absent', 'starting', 'running', 'restarting', 'unreachable']),
  address: z.string().nullable(),
  releaseId: z.string().nullable(),
  releaseNumber: z.number().nullable(),
  since: z.string().nullable(),
  restarts: z.number(),
  memoryBytes: z.number().nullable(),
  log: z.array(z.string()),
});

export const wireError = z.object({
  code: z.enum(Object.keys(APP_ERROR_STATUS) as [AppErrorCode, ...AppErrorCode[]]),
  message: z.string(),
  internal: z.string().optional(),
});
export type WireError = z.infer<typeof wireError>;

/** One line of the answer to a deploy. The last line is `address` or `error`. */
export const deployLine = z.union([
  z.object({ progress: z.string() }),
  z.object({ address: z.string() }),
  z.object({ error: wireError }),
]);
export type DeployLine = z.infer<typeof deployLine>;

/** What went wrong, as it travels. Our own bugs travel without their inside. */
export function toWire(error: unknown): WireError {
  if (error instanceof AppError) {
    const { code, message, internal } = error;
    return { code, message, ...(internal === undefined ? {} : { internal }) };
  }
  const internal = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 'unavailable', message: 'The deployment daemon failed. What ran before still runs.', internal };
}

export function fromWire({ code, message, internal }: WireError): AppError {
  return new AppError(code, message, internal === undefined ? {} : { internal });
}
