import { resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../core/app-error.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const blankIsUnset = (value: unknown): unknown => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(type: T) => z.preprocess(blankIsUnset, type.optional());

const environment = z.object({
  PORT: optional(port),
  HOST: optional(z.string().max(255)),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')),
  PLUMBLINE_DATA: optional(z.string().max(4_096)),
  PLUMBLINE_WORKSPACE: optional(z.enum(['demo', 'real'])),
  PLUMBLINE_SERVICE_PORTS: optional(port),
  PLUMBLINE_DIST_DIR: optional(z.string().max(255)),
  NEXTAUTH_URL: optional(z.url()),
});

/** How this instance was asked to run. Everything else that reads the environment has its own schema beside its use. */
export interface Settings {
  port: number;
  host: string;
  /** Null: the embedded PostgreSQL is started in the data folder. */
  databaseUrl: string | null;
  /** Absolute. Holds secrets, the embedded database, deployed services. */
  dataFolder: string;
  /** `demo` has five people with a known password and examples; `real` has nobody until its administrator is set up. */
  workspace: 'demo' | 'real';
  /** The first port that the gateway gives to deployed services. */
  firstServicePort: number;
  /** The address that browsers use. */
  publicUrl: string;
}

/**
 * Reads the settings from an environment; `root` is the checkout that relative folders start from.
 * Throws an AppError that names each wrong variable and never repeats its value (it may hold a password).
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>, root: string): Settings {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new AppError('invalid', parsed.error.issues.map(describe).join('\n'));
  const given = parsed.data;
  const host = given.HOST ?? '127.0.0.1';
  const httpPort = given.PORT ?? 3000;
  const firstServicePort = given.PLUMBLINE_SERVICE_PORTS ?? httpPort + 100;
  if (firstServicePort > 65_435) {
    throw new AppError('invalid', 'PLUMBLINE_SERVICE_PORTS: must leave room for 100 ports below 65536');
  }
  return {
    port: httpPort,
    host,
    databaseUrl: given.DATABASE_URL ?? null,
    dataFolder: resolve(root, given.PLUMBLINE_DATA ?? '.plumbline'),
    workspace: given.PLUMBLINE_WORKSPACE ?? (given.DATABASE_URL ? 'real' : 'demo'),
    firstServicePort,
    publicUrl: given.NEXTAUTH_URL ?? `http://${browserHost(host)}:${httpPort}`,
  };
}

function describe(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.')}: ${issue.message}`;
}

/** A listening address that means "all interfaces" is not one that a browser can open. */
function browserHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
