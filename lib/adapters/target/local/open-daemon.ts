import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { AppError } from '../../../core/app-error.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { TargetStatus, TokenRequest } from '../target.ts';
import type { DeployBody } from './control-protocol.ts';
import { releaseFolder, releaseModules, type StoredRelease, storeRelease } from './release-store.ts';
import { startReplica } from './replica.ts';
import { ensureServiceDatabase, newServiceDatabase } from './service-database.ts';
import { ServiceHost } from './service-host.ts';
import { openState, type ServiceState } from './service-state.ts';
import type { Sockets } from './sockets.ts';
import { ISSUER, openTokenIssuer } from './token-issuer.ts';

/** What the daemon is started with. */
export interface DaemonSettings {
  /** Absolute; private to this user. */
  dataFolder: string;
  /** The platform's PostgreSQL, as a role that may create databases. */
  databaseUrl: string;
  /** Where gateways listen. */
  host: string;
  /** The first port for services; 100 are tried from there. */
  firstPort: number;
  sandbox: Sandbox;
  sockets: Sockets;
  now: () => Date;
  say: (line: string) => void;
}

/** The running daemon, before any protocol. */
export interface Daemon {
  deploy(request: DeployBody, onProgress: (text: string) => void): Promise<{ address: string }>;
  status(service: string): TargetStatus;
  stop(service: string): Promise<void>;
  token(service: string, request: TokenRequest): Promise<string>;
  close(): Promise<void>;
}

const PORTS = 100;

/** Takes up what ran before, in parallel, and is ready for orders at once; requests wait at the gateways meanwhile. */
export async function openDaemon(settings: DaemonSettings): Promise<Daemon> {
  const { dataFolder, sockets, say } = settings;
  const state = await openState(dataFolder);
  const issuer = await openTokenIssuer(dataFolder);
  const hosts = new Map<string, ServiceHost>();
  const deploying = new Map<string, Promise<{ address: string }>>();
  // Whatever a killed daemon left: its replicas died with it.
  for (const folder of [sockets.replicas, sockets.taken]) await removeContents(folder);

  const stateOf = (service: string): ServiceState => {
    const found = state.current.services[service];
    if (found === undefined) throw new AppError('not_found', `${service} is not deployed here.`);
    return found;
  };

  const openHost = async (service: string, port: number): Promise<ServiceHost> => {
    const host = new ServiceHost(service, settings.host, port, async (id, release, onLog) => {
      const { database, dataKey } = stateOf(service);
      const env = {
        DATA_KEY: dataKey,
        AUTH_ISSUER: ISSUER,
        AUTH_AUDIENCE: service,
        AUTH_JWKS_URL: issuer.jwksUrl,
        PUBLIC_URL: host.address,
      };
      const modules = await releaseModules(dataFolder, release);
      const { sandbox, databaseUrl: serverUrl } = settings;
      return startReplica({ id, release, modules, sandbox, sockets, serverUrl, database, env, onLog });
    });
    await host.open();
    hosts.set(service, host);
    return host;
  };

  const hostOf = async (service: string): Promise<ServiceHost> => {
    const open = hosts.get(service);
    if (open) return open;
    const known = state.current.services[service];
    if (known) return openHost(service, known.port);
    const taken = new Set(Object.values(state.current.services).map((each) => each.port));
    for (let port = settings.firstPort; port < settings.firstPort + PORTS; port++) {
      if (taken.has(port)) continue;
      const host = await openHost(service, port).catch(onlyIfTaken);
      if (host === null) continue;
      const database = newServiceDatabase(state.current.instance, service);
      await state.put(service, { port, live: null, database, dataKey: randomBytes(32).toString('base64') });
      return host;
    }
    throw new AppError(
      'unavailable',
      `No port is free between ${settings.firstPort} and ${settings.firstPort + PORTS - 1}.`,
    );
  };

  const bringUp = async (request: DeployBody, onProgress: (text: string) => void): Promise<{ address: string }> => {
    const host = await hostOf(request.service);
    const before = host.status();
    if (before.releaseId === request.releaseId && before.state === 'running') return { address: host.address };
    const release = await storeRelease(dataFolder, request);
    onProgress(`Files of release ${request.releaseNumber}: ${request.files.length}.`);
    await ensureServiceDatabase(settings.databaseUrl, stateOf(request.service).database);
    onProgress(`Own database is there. Starting in the sandbox (${settings.sandbox.level}).`);
    const since = settings.now().toISOString();
    await host.switchTo(release, since, onProgress);
    const live = { releaseId: request.releaseId, releaseNumber: request.releaseNumber, since };
    await state.put(request.service, { ...stateOf(request.service), live });
    say(`${request.service}: release ${request.releaseNumber} at ${host.address}`);
    return { address: host.address };
  };

  for (const [service, { port, live }] of Object.entries(state.current.services)) {
    if (live === null) continue;
    const release: StoredRelease = { ...live, folder: releaseFolder(dataFolder, live.releaseId) };
    void reopen(
      () => openHost(service, port),
      (text) => say(`${service}: ${text}`),
    ).then((host) => host.restore(release, live.since));
  }

  return {
    deploy: (request, onProgress) => {
      const key = `${request.service} ${request.releaseId}`;
      const running = deploying.get(key) ?? bringUp(request, onProgress).finally(() => deploying.delete(key));
      deploying.set(key, running);
      return running;
    },
    status: (service) => hosts.get(service)?.status() ?? absent(service),
    stop: async (service) => {
      const known = stateOf(service);
      await state.put(service, { ...known, live: null });
      await hosts.get(service)?.stop();
    },
    token: (service, request) => issuer.token(service, request),
    close: async () => {
      await Promise.all([...hosts.values()].map((host) => host.close()));
    },
  };
}

/** A port that was given stays the service's: if someone else holds it now, we wait for it. */
async function reopen(open: () => Promise<ServiceHost>, say: (text: string) => void): Promise<ServiceHost> {
  for (let told = false; ; told = true) {
    try {
      return await open();
    } catch (error) {
      if (!told) say(`its port cannot be opened (${error instanceof Error ? error.message : error}); trying again`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

function onlyIfTaken(error: unknown): null {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE') return null;
  throw error;
}

async function removeContents(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(`${folder}/${name}`, { recursive: true, force: true });
}

function absent(service: string): TargetStatus {
  return {
    service,
    state: 'absent',
    address: null,
    releaseId: null,
    releaseNumber: null,
    since: null,
    restarts: 0,
    memoryBytes: null,
    log: [],
  };
}
