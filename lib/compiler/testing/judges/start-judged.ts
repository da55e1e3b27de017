import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Model } from '../../../spec/model.ts';
import type { GeneratedFile } from '../../generated-file.ts';
import type { Plan } from '../../plan.ts';
import { subscribersOf } from '../../service/event.ts';
import { addressOf } from '../../service/integrations/adapter.ts';
import { authSettingsOf } from '../../tests/config.ts';
import { subjectId } from '../../tests/fixture-auth.ts';
import { NODE } from '../service-folder.ts';
import { proxyText } from './proxy-text.ts';

/** A running service with all that its operations need, to be asked through a proxy that knows a good caller. */
export interface JudgedService {
  url: string;
  stop(): Promise<void>;
}

const READY_MS = 120_000;
const SECRET = 'a secret of at least thirty-two bytes';
const KEY = 'a key that only this run knows';

/** Starts the service of a folder on a PostgreSQL database, with stand-ins for all other systems, and the proxy before it. */
export async function startJudged(
  folder: string,
  plan: Plan,
  files: readonly GeneratedFile[],
  database: string,
): Promise<JudgedService> {
  const keys = await generateKeyPair('ES256');
  const published = encodeURIComponent(JSON.stringify({ keys: [await exportJWK(keys.publicKey)] }));
  const env = {
    NODE_ENV: 'test' as const,
    PATH: process.env['PATH'],
    DATABASE_URL: database,
    DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    HASH_KEY: 'a key of at least thirty-two bytes',
    PORT: '0',
    ...settingsOf(plan),
    AUTH_JWKS_URL: `data:application/json,${published}`,
  };
  const service = spawn(NODE, ['src/main.ts'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const started: ChildProcess[] = [service];
  const stop = async (): Promise<void> => {
    for (const child of started) child.kill();
    await Promise.all(started.map((child) => child.exitCode ?? once(child, 'exit')));
  };
  try {
    const upstream = await listening(service);
    mkdirSync(join(folder, 'judged'), { recursive: true });
    writeFileSync(join(folder, 'judged/proxy.ts'), proxyText(plan, files));
    const shown = JSON.stringify(await shownBy(plan, keys.privateKey));
    const proxy = spawn(NODE, ['judged/proxy.ts'], {
      cwd: folder,
      env: { ...env, UPSTREAM: upstream, SHOWN: shown },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(proxy);
    return { url: await listening(proxy), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listening(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('it says nothing');
  const said = once(child.stdout, 'data', { signal: AbortSignal.timeout(READY_MS) });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`it did not start: ${code}`)));
  ended.catch(() => {});
  const [line] = await Promise.race([said, ended]);
  const { listening: url } = JSON.parse(String(line));
  // What it says further on is of no interest here, but somebody has to read it.
  child.stdout.resume();
  return String(url);
}

function settingsOf(plan: Plan): Record<string, string> {
  const told = plan.events.flatMap(({ event }) => subscribersOf(event).map(({ url }) => url));
  const addresses = plan.integrations.map(({ integration }) => addressOf(integration));
  const digest = createHash('sha256').update(KEY).digest('hex');
  const keys = `${subjectId(plan)}:${rightsOf(plan.model).roles.join(',')}:${digest}`;
  const own = authSettingsOf(plan).map(([name, value]) => [name, value.startsWith('someone:') ? keys : value]);
  return Object.fromEntries([...own, ...[...addresses, ...told].map((name) => [name, 'simulator:'])]);
}

/** The header that shows a caller with every role and scope that some operation asks for. */
async function shownBy(plan: Plan, key: CryptoKey): Promise<Record<string, string>> {
  const { auth } = plan;
  const carrier = auth.tested?.carrier ?? { kind: 'header', name: 'Authorization', prefix: 'Bearer' };
  const token = auth.tested?.kind === 'keys' ? KEY : await tokenOf(plan, key);
  if (carrier.kind === 'cookie') return { cookie: `${carrier.name}=${token}` };
  return { [carrier.name.toLowerCase()]: carrier.prefix === null ? token : `${carrier.prefix} ${token}` };
}

function tokenOf({ auth, model, ...plan }: Plan, key: CryptoKey): Promise<string> {
  const secret = auth.tested?.kind === 'secret';
  const { roles, scopes } = rightsOf(model);
  const issuer = auth.tested?.issuer?.kind === 'literal' ? auth.tested.issuer.text : 'https://issuer.test';
  return new SignJWT({ roles, scope: scopes.join(' ') })
    .setProtectedHeader({ alg: secret ? 'HS256' : 'ES256' })
    .setSubject(subjectId({ auth, model, ...plan }))
    .setIssuer(secret && auth.issues !== null ? model.service.name : issuer)
    .setAudience(auth.tested?.audience ?? model.service.name)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(secret ? new TextEncoder().encode(SECRET) : key);
}

function rightsOf({ endpoints }: Model): { roles: string[]; scopes: string[] } {
  const guarded = endpoints.flatMap(({ access }) => (access.kind === 'public' ? [] : [access]));
  const all = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];
  return { roles: all(guarded.map(({ roles }) => roles)), scopes: all(guarded.map(({ scopes }) => scopes)) };
}
