import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { serviceModules } from '../../sandbox/service-modules.ts';
import type { DeployBody } from './control-protocol.ts';

/** A release on disk. */
export interface StoredRelease {
  releaseId: string;
  releaseNumber: number;
  /** The release's files; readable by everyone below the private data folder, because a replica is nobody. */
  folder: string;
}

/** Where a release's files are. */
export function releaseFolder(dataFolder: string, releaseId: string): string {
  return join(dataFolder, 'releases', releaseId);
}

/** Writes a release's files, whole or not at all. A release that is there already is left as it is: releases never change. */
export async function storeRelease(dataFolder: string, release: DeployBody): Promise<StoredRelease> {
  const folder = releaseFolder(dataFolder, release.releaseId);
  const stored = { releaseId: release.releaseId, releaseNumber: release.releaseNumber, folder };
  if (await exists(folder)) return stored;
  const draft = join(dataFolder, 'releases', `.draft-${randomUUID()}`);
  try {
    await mkdir(join(draft, 'node_modules'), { recursive: true, mode: 0o755 });
    for (const { path, text } of release.files) {
      await mkdir(dirname(join(draft, path)), { recursive: true, mode: 0o755 });
      await writeFile(join(draft, path), text, { mode: 0o644, flag: 'wx' });
    }
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return stored;
}

/** Forgets a release's files. */
export async function removeRelease(dataFolder: string, releaseId: string): Promise<void> {
  await rm(releaseFolder(dataFolder, releaseId), { recursive: true, force: true });
}

/** The packages that a stored release locks, laid out; null for a release without a lock file. */
export async function releaseModules(dataFolder: string, release: StoredRelease): Promise<string | null> {
  const lock = await readFile(join(release.folder, 'package-lock.json'), 'utf8').catch(() => null);
  return lock === null ? null : serviceModules(lock, dataFolder);
}

/** What a stored release says of its settings; empty for a release that says nothing. */
export function releaseSettings(release: StoredRelease): Promise<string> {
  return readFile(join(release.folder, '.env.example'), 'utf8').catch(() => '');
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
