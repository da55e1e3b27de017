import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from './write-atomically.ts';

const liveRelease = z.object({
  releaseId: z.uuid(),
  releaseNumber: z.int(),
  /** RFC 3339. */
  since: z.string(),
});
export type LiveReleaseState = z.infer<typeof liveRelease>;

const service = z.object({
  /** The gateway's port: once given, it stays. */
  port: z.int().min(1).max(65_535),
  /** What should take traffic; null after a stop. */
  live: liveRelease.nullable(),
  /** Releases whose files are on disk, the latest first. Older ones are sent again if they are needed. */
  kept: z.array(z.uuid()).default([]),
  database: z.object({ name: z.string(), role: z.string(), password: z.string() }),
  /** Base64 of 32 bytes: encrypts what waits in the service's database. */
  dataKey: z.string(),
});
export type ServiceState = z.infer<typeof service>;

const state = z.object({
  version: z.literal(1),
  services: z.record(z.string(), service),
});
export type DaemonState = z.infer<typeof state>;

/** The daemon's memory: which release of which service takes traffic where, and the services' secrets. */
export interface StateStore {
  readonly current: DaemonState;
  /** Changes one service and returns once the change is on disk. */
  put(name: string, changed: ServiceState): Promise<void>;
}

/** Reads the state, or begins an empty one. A file that was damaged by hand is refused rather than overwritten. */
export async function openState(dataFolder: string): Promise<StateStore> {
  const folder = join(dataFolder, 'daemon');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'state.json');
  const text = await readFile(path, 'utf8').catch(() => null);
  const empty: DaemonState = { version: 1, services: {} };
  let current = text === null ? empty : state.parse(JSON.parse(text));
  let writing: Promise<void> = text === null ? writeAtomically(path, JSON.stringify(current)) : Promise.resolve();
  await writing;
  return {
    get current() {
      return current;
    },
    put(name, changed) {
      current = { ...current, services: { ...current.services, [name]: changed } };
      const next = current;
      writing = writing.catch(() => {}).then(() => writeAtomically(path, JSON.stringify(next)));
      return writing;
    },
  };
}
