import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ISSUER, type TokenIssuer, tokenIssuerIn } from '../../adapters/target/local/token-issuer.ts';
import { localTarget } from '../../adapters/target/local-target.ts';
import type { TokenRequest } from '../../adapters/target/target.ts';
import { AppError } from '../../core/app-error.ts';
import { readSettings } from '../../server/settings.ts';
import { checkSpec } from '../../spec/index.ts';
import { readArguments } from './read-arguments.ts';
import { printable, type Terminal } from './terminal.ts';

const USAGE =
  'token [--service DIR|NAME] --subject ID [--role ROLE]… [--scope SCOPE]… [--expires SECONDS] [--settings] [--json]';
const ROOT = resolve(import.meta.dirname, '../../..');
const DEFAULT_SECONDS = 900;
const MAX_SECONDS = 3600;

/** What `token --json` prints. `settings` are those that make a service in a folder accept the token. */
export interface TokenReport {
  token: string;
  expiresInSeconds: number;
  settings?: Readonly<Record<string, string>>;
}

/**
 * Prints a bearer token for a caller of a sandbox: of a service in a folder (with a key that is made there on first use), or of one
 * that is deployed on this machine (signed by the deployment daemon). Exit code 0, or 2 if there is no such service or role.
 */
export async function token(args: readonly string[], terminal: Terminal): Promise<number> {
  const { flags, values, lists } = readArguments(args, {
    usage: USAGE,
    names: [0, 0],
    flags: ['settings', 'json'],
    values: ['service', 'subject', 'expires'],
    lists: ['role', 'scope'],
  });
  const service = values.get('service') ?? '.';
  const folder = folderOf(service, terminal);
  if (flags.has('settings')) {
    if (folder === null) throw new AppError('invalid', `${service}: a deployed service has its settings already.`);
    terminal.out(settingsText(await settingsOf(folder, await issuerIn(folder))));
    return 0;
  }
  const request = requestOf(values, lists.get('role') ?? [], lists.get('scope') ?? []);
  const report = folder === null ? await ofDeployed(service, request) : await ofFolder(folder, request);
  terminal.out(flags.has('json') ? `${JSON.stringify(report)}\n` : `${report.token}\n`);
  return 0;
}

function requestOf(
  values: ReadonlyMap<string, string>,
  roles: readonly string[],
  scopes: readonly string[],
): TokenRequest {
  const subject = values.get('subject') ?? '';
  if (subject === '' || subject.length > 200)
    throw new AppError('invalid', `--subject: who calls. Usage: plumbline ${USAGE}`);
  const seconds = Number(values.get('expires') ?? DEFAULT_SECONDS);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_SECONDS)
    throw new AppError('invalid', `--expires: a number of seconds from 1 to ${MAX_SECONDS}.`);
  const scope = scopes.length === 0 ? {} : { scope: scopes.join(' ') };
  return { subject, name: subject, roles, expiresInSeconds: seconds, ...scope };
}

/** A folder with a service in it, or null: then it is the name of a deployed one. */
function folderOf(service: string, terminal: Terminal): string | null {
  const folder = resolve(terminal.folder, service);
  if (existsSync(join(folder, 'package.json')) && statSync(folder).isDirectory()) return folder;
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(service)) return null;
  throw new AppError('invalid', `${printable(service)}: there is no service in this folder.`);
}

async function ofDeployed(service: string, request: TokenRequest): Promise<TokenReport> {
  const { dataFolder } = readSettings(process.env, ROOT);
  const signed = await localTarget(dataFolder).token(service, request);
  return { token: signed, expiresInSeconds: request.expiresInSeconds };
}

async function ofFolder(folder: string, request: TokenRequest): Promise<TokenReport> {
  await requireRoles(folder, request.roles);
  const issuer = await issuerIn(folder);
  const settings = await settingsOf(folder, issuer);
  const signed = await issuer.token(settings.AUTH_AUDIENCE, request);
  return { token: signed, expiresInSeconds: request.expiresInSeconds, settings };
}

/** The folder's own key pair. It is for sandboxes, and never part of what is committed. */
async function issuerIn(folder: string): Promise<TokenIssuer> {
  const own = join(folder, '.plumbline');
  await mkdir(own, { recursive: true });
  await writeFile(join(own, '.gitignore'), 'issuer.json\n', { flag: 'wx' }).catch(() => {});
  return tokenIssuerIn(own);
}

interface AuthSettings extends Record<string, string> {
  AUTH_ISSUER: string;
  AUTH_AUDIENCE: string;
  AUTH_JWKS_URL: string;
}

async function settingsOf(folder: string, issuer: TokenIssuer): Promise<AuthSettings> {
  const text = await readFile(join(folder, 'package.json'), 'utf8');
  const read = z.object({ name: z.string().min(1).max(200) }).safeParse(jsonOf(text));
  if (!read.success) throw new AppError('invalid', 'package.json says no name.');
  return { AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: read.data.name, AUTH_JWKS_URL: withoutQuotes(issuer.jwksUrl) };
}

/** The same `data:` address without characters that a shell or an .env file would want in quotes. */
function withoutQuotes(address: string): string {
  const json = Buffer.from(address.split(',')[1] ?? '', 'base64').toString();
  return `data:application/json,${encodeURIComponent(json)}`;
}

function settingsText(settings: AuthSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** A role that the specification does not have is most likely misspelt. A folder without a specification is not asked. */
async function requireRoles(folder: string, roles: readonly string[]): Promise<void> {
  const text = await readFile(join(folder, '.plumbline/specification.yaml'), 'utf8').catch(() => null);
  if (text === null) return;
  const known = checkSpec(text).model?.roles.map(({ name }) => name) ?? [];
  const unknown = roles.find((role) => !known.includes(role));
  if (unknown === undefined) return;
  const others = known.length === 0 ? 'It has no roles.' : `Roles: ${known.join(', ')}.`;
  throw new AppError('invalid', `The service has no role ${printable(unknown)}. ${others}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
