import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../core/app-error.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { TargetStatus, TokenRequest } from '../target.ts';
import type { DeployBody } from './control-protocol.ts';
import { localSettings } from './local-settings.ts';
import {
  releaseFolder,
  releaseModules,
  releaseSettings,
  removeRelease,
  type StoredRelease,
  storeRelease,
} from './release-store.ts';
import { FILES, startReplica } from './replica.ts';
import { ensureServiceDatabase, instanceOf, newServiceDatabase } from './service-database.ts';
import { ServiceHost } from './service-host.ts';
import { type LiveReleaseState, openState, type ServiceState, type StateStore } from './service-state.ts';
import type { Sockets } from './sockets.ts';
import { ISSUER, openTokenIssuer, signedWith, type TokenIssuer } from './token-issuer.ts';

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
/** The live release, the one that may still be draining, and one more. */
const KEPT_RELEASES = 3;

/** Takes up what ran before, in parallel, and is ready for orders at once; requests wait at the gateways meanwhile. */
export async function openDaemon(settings: DaemonSettings): Promise<Daemon> {
  // Whatever a killed daemon left: its replicas died with it.
  for (const folder of [settings.sockets.replicas, settings.sockets.taken]) await removeContents(folder);
  const state = await openState(settings.dataFolder);
  const issuer = await openTokenIssuer(settings.dataFolder);
  const daemon = new LocalDaemon(settings, state, issuer);
  daemon.restore();
  return daemon;
}

class LocalDaemon implements Daemon {
  readonly #settings: DaemonSettings;
  readonly #state: StateStore;
  readonly #issuer: TokenIssuer;
  readonly #hosts = new Map<string, ServiceHost>();
  readonly #deploying = new Map<string, Promise<{ address: string }>>();
  #finding: Promise<unknown> = Promise.resolve();

  constructor(settings: DaemonSettings, state: StateStore, issuer: TokenIssuer) {
    this.#settings = settings;
    this.#state = state;
    this.#issuer = issuer;
  }

  deploy(request: DeployBody, onProgress: (text: string) => void): Promise<{ address: string }> {
    const key = `${request.service} ${request.releaseId}`;
    const running =
      this.#deploying.get(key) ?? this.#bringUp(request, onProgress).finally(() => this.#deploying.delete(key));
    this.#deploying.set(key, running);
    return running;
  }

  status(service: string): TargetStatus {
    return this.#hosts.get(service)?.status() ?? absent(service);
  }

  async stop(service: string): Promise<void> {
    await this.#state.put(service, { ...this.#stateOf(service), live: null });
    await this.#hosts.get(service)?.stop();
  }

  async token(service: string, request: TokenRequest): Promise<string> {
    if (request.secret === undefined) return this.#issuer.token(service, request);
    const { live } = this.#stateOf(service);
    if (live === null) throw new AppError('unavailable', `${service} is not running.`);
    const release = { ...live, folder: releaseFolder(this.#settings.dataFolder, live.releaseId) };
    const secret = (await this.#madeUp(service, release))[request.secret];
    if (secret === undefined) throw new AppError('invalid', `${service} has no setting ${request.secret}.`);
    return signedWith(secret, service, request);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#hosts.values()].map((host) => host.close()));
  }

  /** Brings back in the background whatever was live. */
  restore(): void {
    for (const [service, { live }] of Object.entries(this.#state.current.services)) {
      if (live === null) continue;
      const release: StoredRelease = { ...live, folder: releaseFolder(this.#settings.dataFolder, live.releaseId) };
      const say = (text: string): void => this.#settings.say(`${service}: ${text}`);
      void reopen(() => this.#hostOf(service), say).then((host) => host.restore(release, live.since));
    }
  }

  async #bringUp(request: DeployBody, onProgress: (text: string) => void): Promise<{ address: string }> {
    const { service, releaseId, releaseNumber } = request;
    const host = await this.#hostOf(service);
    const status = host.status();
    if (status.releaseId === releaseId && status.state === 'running') return { address: host.address };
    const [release] = await Promise.all([
      this.#layOut(request, onProgress),
      ensureServiceDatabase(this.#settings.databaseUrl, this.#stateOf(service).database),
    ]);
    onProgress(`Own database is there. Starting in the sandbox (${this.#settings.sandbox.level}).`);
    const since = this.#settings.now().toISOString();
    await host.switchTo(release, since, onProgress);
    await this.#remember(service, { releaseId, releaseNumber, since });
    this.#settings.say(`${service}: release ${releaseNumber} at ${host.address}`);
    return { address: host.address };
  }

  async #layOut(request: DeployBody, onProgress: (text: string) => void): Promise<StoredRelease> {
    const { dataFolder } = this.#settings;
    const stored = await storeRelease(dataFolder, request);
    await releaseModules(dataFolder, stored);
    onProgress(`Files of release ${request.releaseNumber}: ${request.files.length}. Packages are there.`);
    return stored;
  }

  async #remember(service: string, live: LiveReleaseState): Promise<void> {
    const before = this.#stateOf(service);
    const kept = [live.releaseId, ...before.kept.filter((id) => id !== live.releaseId)];
    await this.#state.put(service, { ...before, live, kept: kept.slice(0, KEPT_RELEASES) });
    for (const old of kept.slice(KEPT_RELEASES)) await removeRelease(this.#settings.dataFolder, old);
  }

  #stateOf(service: string): ServiceState {
    const found = this.#state.current.services[service];
    if (found === undefined) throw new AppError('not_found', `${service} is not deployed here.`);
    return found;
  }

  /** One at a time: two first releases of one service must not get a port each. */
  #hostOf(service: string): Promise<ServiceHost> {
    const found = this.#finding.catch(() => {}).then(() => this.#findHost(service));
    this.#finding = found;
    return found;
  }

  async #findHost(service: string): Promise<ServiceHost> {
    const open = this.#hosts.get(service);
    if (open) return open;
    const { services } = this.#state.current;
    const known = services[service];
    if (known) return this.#openHost(service, known.port);
    const { firstPort } = this.#settings;
    const taken = new Set(Object.values(services).map((each) => each.port));
    for (let port = firstPort; port < firstPort + PORTS; port++) {
      if (taken.has(port)) continue;
      const host = await this.#openHost(service, port).catch(onlyIfTaken);
      if (host === null) continue;
      const database = newServiceDatabase(instanceOf(this.#settings.databaseUrl), service);
      const dataKey = randomBytes(32).toString('base64');
      await this.#state.put(service, { port, live: null, kept: [], database, dataKey });
      return host;
    }
    throw new AppError('unavailable', `No port is free between ${firstPort} and ${firstPort + PORTS - 1}.`);
  }

  #filesOf(service: string): string {
    return join(this.#settings.dataFolder, 'files', service);
  }

  /** The settings of every service here. */
  #given(service: string): Record<string, string> {
    const { dataKey } = this.#stateOf(service);
    return { DATA_KEY: dataKey, AUTH_ISSUER: ISSUER, AUTH_AUDIENCE: service, AUTH_JWKS_URL: this.#issuer.jwksUrl };
  }

  /** The settings that a release asks for besides. */
  async #madeUp(service: string, release: StoredRelease): Promise<Record<string, string>> {
    const given = { ...this.#given(service), PUBLIC_URL: '' };
    const files = this.#settings.sandbox.level === 'process-only' ? this.#filesOf(service) : FILES;
    return localSettings(await releaseSettings(release), this.#stateOf(service).dataKey, given, files);
  }

  async #openHost(service: string, port: number): Promise<ServiceHost> {
    const { dataFolder, sandbox, sockets, databaseUrl: serverUrl } = this.#settings;
    const host = new ServiceHost(service, this.#settings.host, port, async (id, release, onLog) => {
      const { database } = this.#stateOf(service);
      const made = await this.#madeUp(service, release);
      const env = { ...made, ...this.#given(service), PUBLIC_URL: host.address };
      const modules = await releaseModules(dataFolder, release);
      return startReplica({
        ...{ id, release, modules, sandbox, sockets, serverUrl, database, env, onLog },
        files: this.#filesOf(service),
      });
    });
    await host.open();
    this.#hosts.set(service, host);
    return host;
  }
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
