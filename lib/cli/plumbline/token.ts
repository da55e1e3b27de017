import { createHash, randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ISSUER, signedWith, type TokenIssuer, tokenIssuerIn } from '../../adapters/target/local/token-issuer.ts';
import { localTarget } from '../../adapters/target/local-target.ts';
import type { TokenRequest } from '../../adapters/target/target.ts';
import { BY_SETTINGS, type CallerProof, callerProof } from '../../compiler/caller-proof.ts';
import { AppError } from '../../core/app-error.ts';
import { jsonOrNull } from '../../core/json-or-null.ts';
import { readSettings } from '../../server/settings.ts';
import { checkSpec } from '../../spec/index.ts';
import type { Model } from '../../spec/model.ts';
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
 * Prints a token (or key) for a caller of a sandbox, as the service's specification wants it: of a service in a folder (with a key
 * or secret that is made there on first use), or of one that is deployed on this machine (signed by the deployment daemon). Exit
 * code 0, or 2 if there is no such service or role.
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
    const who = values.get('subject');
    const asked = who === undefined ? null : { subject: who, roles: lists.get('role') ?? [] };
    const settings = await settingsOf(folder, asked);
    if (Object.keys(settings).length === 0)
      throw new AppError(
        'invalid',
        '--subject and --role: callers of this service have keys, and a key says whose it is.',
      );
    terminal.out(settingsText(settings));
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
  const { proof, name } = await callersOf(folder);
  const settings = await settingsOf(folder, request);
  const { expiresInSeconds } = request;
  if (proof.kind === 'keys') return { token: await ownSecret(folder), expiresInSeconds, settings };
  const { issuer, audience, secret } = proof;
  const asked = { ...request, issuer: issuer ?? undefined, audience: audience ?? undefined };
  const token =
    secret === null
      ? await (await issuerIn(folder)).token(name, asked)
      : await signedWith(await ownSecret(folder), name, asked);
  return { token, expiresInSeconds, settings };
}

interface FolderCallers {
  name: string;
  proof: CallerProof;
}

/** How callers of the service in a folder are known. Without a specification beside it: by an issuer that its settings name. */
async function callersOf(folder: string): Promise<FolderCallers> {
  const read = z.object({ name: z.string().min(1).max(200) });
  const named = read.safeParse(jsonOrNull(await readFile(join(folder, 'package.json'), 'utf8')));
  if (!named.success) throw new AppError('invalid', 'package.json says no name.');
  const { name } = named.data;
  const model = await modelIn(folder);
  return { name, proof: model === null ? BY_SETTINGS : callerProof(model) };
}

async function modelIn(folder: string): Promise<Model | null> {
  const text = await readFile(join(folder, '.plumbline/specification.yaml'), 'utf8').catch(() => null);
  return text === null ? null : checkSpec(text).model;
}

/** The folder's own key pair. It is for sandboxes, and never part of what is committed. */
async function issuerIn(folder: string): Promise<TokenIssuer> {
  return tokenIssuerIn(await ownFolder(folder));
}

/** The folder's own secret: 32 bytes in base64, made once. */
async function ownSecret(folder: string): Promise<string> {
  const path = join(await ownFolder(folder), 'secret.txt');
  await writeFile(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 }).catch(() => {});
  return (await readFile(path, 'utf8')).trim();
}

const SECRETS = ['issuer.json', 'secret.txt'];

/** Where a folder keeps what sandboxes sign with; Git never takes it along. */
async function ownFolder(folder: string): Promise<string> {
  const own = join(folder, '.plumbline');
  await mkdir(own, { recursive: true });
  const path = join(own, '.gitignore');
  const ignored = await readFile(path, 'utf8').catch(() => '');
  const missing = SECRETS.filter((name) => !ignored.split('\n').includes(name));
  if (missing.length > 0)
    await writeFile(path, `${ignored === '' ? '' : `${ignored.trimEnd()}\n`}${missing.join('\n')}\n`);
  return own;
}

/** The settings with which the service believes the tokens; of keys, the one that is asked for. */
async function settingsOf(folder: string, request: Pick<TokenRequest, 'subject' | 'roles'> | null) {
  const { name, proof } = await callersOf(folder);
  const settings: Record<string, string> = {};
  if (proof.kind === 'keys') {
    const digest = createHash('sha256')
      .update(await ownSecret(folder))
      .digest('hex');
    if (proof.secret !== null && request !== null)
      settings[proof.secret] = `${request.subject}:${request.roles.join(',')}:${digest}`;
    return settings;
  }
  if (proof.secret !== null) return { [proof.secret]: await ownSecret(folder) };
  if (proof.issuerSetting !== null) settings[proof.issuerSetting] = ISSUER;
  if (proof.audience === null) settings['AUTH_AUDIENCE'] = name;
  settings['AUTH_JWKS_URL'] = withoutQuotes((await issuerIn(folder)).jwksUrl);
  return settings;
}

/** The same `data:` address without characters that a shell or an .env file would want in quotes. */
function withoutQuotes(address: string): string {
  const json = Buffer.from(address.split(',')[1] ?? '', 'base64').toString();
  return `data:application/json,${encodeURIComponent(json)}`;
}

function settingsText(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** A role that the specification does not have is most likely misspelt. A folder without a specification is not asked. */
async function requireRoles(folder: string, roles: readonly string[]): Promise<void> {
  const model = await modelIn(folder);
  if (model === null) return;
  const known = model.roles.map(({ name }) => name);
  const unknown = roles.find((role) => !known.includes(role));
  if (unknown === undefined) return;
  const others = known.length === 0 ? 'It has no roles.' : `Roles: ${known.join(', ')}.`;
  throw new AppError('invalid', `The service has no role ${printable(unknown)}. ${others}`);
}
