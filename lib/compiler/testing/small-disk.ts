import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmptyDatabase } from './empty-database.ts';

/** A database whose tables are on a disk of their own, of a few megabytes; the server's log of writes is elsewhere. */
export interface SmallDisk {
  url: string;
  /** Fills the disk until the server says that there is no room. */
  fill(): Promise<void>;
  /** Makes room again. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Whether this process may mount file systems, as only root may on most machines. */
export function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return mounted;
}

/**
 * Opens one on the server of `beside`, the embedded one of the tests, on a file system in memory of so many megabytes. Needs the
 * right to mount, and the server's superuser, whose password is that of the tests' role.
 */
export async function openSmallDisk(beside: EmptyDatabase, megabytes: number): Promise<SmallDisk> {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'));
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  const tables = join(folder, 'tables');
  mkdirSync(tables);
  const superuser = new URL(beside.url);
  superuser.username = 'postgres';
  superuser.pathname = '/postgres';
  const admin = beside.at(superuser.href);
  const [{ data_directory: data } = {}] = await admin.query('SHOW data_directory');
  const { uid, gid } = statSync(String(data));
  for (const one of [folder, tables]) chownSync(one, uid, gid);
  const name = `small_${process.pid}`;
  await admin.query(`CREATE TABLESPACE ${name} LOCATION '${tables}'`);
  await admin.query(`CREATE DATABASE ${name} OWNER "${new URL(beside.url).username}" TABLESPACE ${name}`);
  const url = new URL(beside.url);
  url.pathname = `/${name}`;
  const own = beside.at(url.href);
  return {
    url: url.href,
    fill: async () => {
      await own.query('CREATE TABLE filler (text text)');
      for (const kilobytes of [256, 8]) await untilFull(own, kilobytes);
    },
    clear: async () => {
      await own.query('DROP TABLE filler');
      // What is dropped is given back with the next checkpoint.
      await admin.query('CHECKPOINT');
    },
    close: async () => {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.query(`DROP TABLESPACE ${name}`);
      spawnSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Adds rows of a size, each in a transaction of its own, until there is no room for one. */
async function untilFull({ query }: Pick<EmptyDatabase, 'query'>, kilobytes: number): Promise<void> {
  const row = `INSERT INTO filler SELECT string_agg(md5(random()::text), '') FROM generate_series(1, ${kilobytes * 32})`;
  const refused = async (): Promise<unknown> => {
    try {
      await query(row);
      return null;
    } catch (error) {
      return Object(error).code;
    }
  };
  for (let rows = 0; rows < 10_000; rows += 1) {
    const code = await refused();
    if (code === '53100') return;
    if (code !== null) throw new Error(`the server refuses with ${code}`);
  }
  throw new Error('the disk does not get full');
}
