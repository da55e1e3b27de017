import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { AuthSettings } from './platform/auth.ts';
import { type Database, openEmbedded, openPostgres } from './platform/db.ts';
import { folderKey } from './platform/seal.ts';

/** Everything that the service reads from its environment; .env.example says what each setting is for. */
export interface Config {
  listen: { path: string } | { host: string; port: number };
  auth: AuthSettings;
  databaseUrl: string | null;
  dataFolder: string | null;
  dataKey: string | null;
  /** Keys of before: they open what is not sealed anew yet. */
  oldKeys: readonly string[];
}

/** Reads the settings, or refuses to start and names all that are wrong. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const wrong: string[] = [];
  const text = (name: string): string | null => env[name]?.trim() || null;
  const needed = (name: string, why: string): string => {
    const value = text(name);
    if (value === null) wrong.push(`${name} is missing: ${why}`);
    return value ?? '';
  };
  const port = Number(text('PORT') ?? '8080');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) wrong.push('PORT must be a number from 0 to 65535');
  const socket = text('SOCKET');
  const databaseUrl = text('DATABASE_URL');
  const config: Config = {
    listen: socket === null ? { host: text('HOST') ?? '127.0.0.1', port } : { path: socket },
    auth: {
      issuer: needed('AUTH_ISSUER', 'the issuer of the tokens'),
      audience: needed('AUTH_AUDIENCE', 'the audience of the tokens'),
      jwksUrl: needed('AUTH_JWKS_URL', 'where the public keys of the issuer are'),
    },
    databaseUrl,
    dataFolder: text('DATA_DIR'),
    dataKey:
      databaseUrl === null ? text('DATA_KEY') : needed('DATA_KEY', '32 bytes in base64, encrypts waiting requests'),
    oldKeys: (text('DATA_KEYS_OLD') ?? '').split(/\s+/).filter((key) => key !== ''),
  };
  if (config.auth.jwksUrl !== '' && !URL.canParse(config.auth.jwksUrl)) wrong.push('AUTH_JWKS_URL must be a URL');
  if (wrong.length > 0)
    throw new Error(`The settings are not complete:\n${wrong.map((line) => `- ${line}`).join('\n')}`);
  return config;
}

/** Opens the database that the settings name: PostgreSQL, or an embedded one in a folder or in memory. */
export async function openDatabase({ databaseUrl, dataFolder }: Config): Promise<Database> {
  if (databaseUrl !== null) return openPostgres(databaseUrl);
  if (dataFolder !== null) await mkdir(dataFolder, { recursive: true });
  return openEmbedded(dataFolder);
}

/** The keys that stored values are encrypted with, the current one first. An embedded database keeps its own beside it. */
export async function dataKeys({ dataKey: given, dataFolder, oldKeys }: Config): Promise<Buffer[]> {
  const fresh = (): string => randomBytes(32).toString('base64');
  const text = given ?? (dataFolder === null ? fresh() : await folderKey(dataFolder, fresh));
  return [text, ...oldKeys].map((key) => Buffer.from(key, 'base64'));
}
