import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../../core/app-error.ts';
import type { TargetStatus } from '../target.ts';
import { forwardRequest, type Upstream } from './forward-request.ts';
import type { StoredRelease } from './release-store.ts';
import type { Replica } from './replica.ts';

/** How a host starts a replica of its service. */
export type StartReplica = (id: string, release: StoredRelease, onLog: (line: string) => void) => Promise<Replica>;

/** What takes a host's traffic, while it is being answered. */
interface Live {
  replica: Replica;
  upstream: Upstream;
  inFlight: number;
  /** Called when the last request is answered. */
  onIdle: (() => void) | null;
}

const DRAIN_MS = 30_000;
const GRACE_MS = 10_000;
const WAIT_FOR_REPLICA_MS = 10_000;
const PROBE_EVERY_MS = 1_000;
const PROBES_UNTIL_HUNG = 3;
/** Shorter than requests wait, so that even a crash loop answers some. */
const LONGEST_PAUSE_MS = 5_000;
const HEALTHY_MS = 30_000;
const LOG_LINES = 200;

/**
 * One service on this machine: its gateway on its own port, and the replica behind it. A new release takes over only when it
 * is ready; requests wait while a crashed replica comes back; the old replica finishes what it began.
 */
export class ServiceHost {
  readonly name: string;
  readonly port: number;
  readonly #host: string;
  readonly #start: StartReplica;
  readonly #log: string[] = [];
  readonly #waiting = new Set<(upstream: Upstream) => void>();
  readonly #server: Server;
  #live: Live | null = null;
  #wanted: { release: StoredRelease; since: string } | null = null;
  #restarts = 0;
  #starting = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(name: string, host: string, port: number, start: StartReplica) {
    this.name = name;
    this.#host = host;
    this.port = port;
    this.#start = start;
    this.#server = createServer(
      { maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 120_000 },
      (request, response) => {
        forwardRequest(request, response, () => this.#upstream()).catch(() => response.destroy());
      },
    );
    this.#server.maxConnections = 2_000;
    setInterval(() => void this.#probe(), PROBE_EVERY_MS).unref();
  }

  get address(): string {
    const host = this.#host === '0.0.0.0' || this.#host === '::' ? '127.0.0.1' : this.#host;
    return `http://${host.includes(':') ? `[${host}]` : host}:${this.port}`;
  }

  /** Opens the port. Rejects with the system's error if it is taken. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.port, this.#host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  /** Starts a release and gives it all traffic. If it does not get ready, what ran before keeps the traffic. */
  async switchTo(release: StoredRelease, since: string, onProgress: (text: string) => void): Promise<void> {
    const previous = this.#turn;
    const work = previous.catch(() => {}).then(() => this.#switch(release, since, onProgress));
    this.#turn = work;
    return work;
  }

  /** Takes up a release that was live before this process began; keeps trying in the background. */
  restore(release: StoredRelease, since: string): void {
    this.#wanted = { release, since };
    void this.#comeBack(0);
  }

  /** Ends the replica; the port answers 503. */
  async stop(): Promise<void> {
    this.#wanted = null;
    const old = this.#live;
    this.#live = null;
    if (old) await this.#retire(old);
  }

  /** Ends everything, at once. */
  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#wanted = null;
    await this.#live?.replica.stop(1_000);
  }

  status(): TargetStatus {
    const wanted = this.#wanted;
    const state = this.#live ? 'running' : wanted === null ? (this.#starting ? 'starting' : 'absent') : 'restarting';
    return {
      service: this.name,
      state,
      address: wanted ? this.address : null,
      releaseId: wanted?.release.releaseId ?? null,
      releaseNumber: wanted?.release.releaseNumber ?? null,
      since: wanted?.since ?? null,
      restarts: this.#restarts,
      memoryBytes: this.#live?.replica.memoryBytes() ?? null,
      log: [...this.#log],
    };
  }

  async #switch(release: StoredRelease, since: string, onProgress: (text: string) => void): Promise<void> {
    const started = performance.now();
    this.#starting = true;
    try {
      const replica = await this.#start(newReplicaId(), release, (line) => this.#note(release, line));
      onProgress(`Release ${release.releaseNumber} is ready after ${Math.round(performance.now() - started)} ms.`);
      const old = this.#live;
      this.#wanted = { release, since };
      this.#restarts = 0;
      this.#take(replica);
      onProgress('All traffic goes to it.');
      if (old) void this.#retire(old);
    } finally {
      this.#starting = false;
    }
  }

  #take(replica: Replica): void {
    const live: Live = {
      replica,
      inFlight: 0,
      onIdle: null,
      upstream: { dispatcher: replica.pool, enter: () => enter(live) },
    };
    this.#live = live;
    for (const wake of this.#waiting) wake(live.upstream);
    this.#waiting.clear();
    const since = Date.now();
    void replica.ended.then((reason) => {
      if (this.#live !== live) return;
      this.#live = null;
      this.#note(replica.release, `Replica ended: ${reason}.`);
      this.#restarts++;
      const pause =
        Date.now() - since > HEALTHY_MS ? 0 : Math.min(100 * 3 ** Math.min(this.#restarts - 1, 5), LONGEST_PAUSE_MS);
      void this.#comeBack(this.#restarts === 1 ? 0 : pause);
    });
  }

  /**
   * Starts the wanted release again until it runs. Another release may take over meanwhile: then this one is not wanted any
   * more, and a replica that was just being started is ended.
   */
  async #comeBack(pause: number): Promise<void> {
    const wanted = this.#wanted;
    const isWanted = (): boolean => wanted !== null && this.#wanted === wanted && this.#live === null;
    for (let next = pause; isWanted() && wanted !== null; next = Math.min(next * 3 + 100, LONGEST_PAUSE_MS)) {
      await delay(next);
      if (!isWanted()) return;
      try {
        const { release } = wanted;
        const replica = await this.#start(newReplicaId(), release, (line) => this.#note(release, line));
        if (isWanted()) this.#take(replica);
        else await replica.stop(GRACE_MS);
        return;
      } catch (error) {
        this.#note(wanted.release, error instanceof AppError ? error.message : String(error));
      }
    }
  }

  /** Lets the old replica finish what it began, then ends it. */
  async #retire(old: Live): Promise<void> {
    // Requests that chose it in this very turn are only counted after it.
    await delay(20);
    if (old.inFlight > 0) {
      const idle = new Promise<void>((resolve) => {
        old.onIdle = resolve;
      });
      await Promise.race([idle, old.replica.ended, delay(DRAIN_MS, undefined, { ref: false })]);
    }
    await old.replica.stop(GRACE_MS);
    this.#note(old.replica.release, 'Replica drained and stopped.');
  }

  async #upstream(): Promise<Upstream | null> {
    if (this.#live) return this.#live.upstream;
    if (this.#wanted === null) return null;
    return new Promise((resolve) => {
      const giveUp = setTimeout(() => {
        this.#waiting.delete(wake);
        resolve(null);
      }, WAIT_FOR_REPLICA_MS);
      const wake = (upstream: Upstream): void => {
        clearTimeout(giveUp);
        resolve(upstream);
      };
      this.#waiting.add(wake);
    });
  }

  /** A replica that lives but does not answer is ended; its end brings it back. */
  async #probe(): Promise<void> {
    const live = this.#live;
    if (live === null || this.#probing) return;
    this.#probing = true;
    try {
      for (let failures = 0; this.#live === live; ) {
        if (await live.replica.isAlive()) return;
        if (++failures < PROBES_UNTIL_HUNG) continue;
        this.#note(live.replica.release, 'Replica does not answer; it is started again.');
        await live.replica.stop(0);
        return;
      }
    } finally {
      this.#probing = false;
    }
  }
  #probing = false;

  #note(release: StoredRelease, line: string): void {
    this.#log.push(`r${release.releaseNumber} ${line}`);
    if (this.#log.length > LOG_LINES) this.#log.shift();
  }
}

function enter(live: Live): () => void {
  live.inFlight++;
  return () => {
    live.inFlight--;
    if (live.inFlight === 0) live.onIdle?.();
  };
}

function newReplicaId(): string {
  return randomBytes(4).toString('hex');
}
