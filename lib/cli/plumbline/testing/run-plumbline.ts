import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const MAIN = resolve(import.meta.dirname, '../../main.ts');

/** How a process ended. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A folder of its own, and the command as a process in it, as any program would run it. */
export interface Workplace {
  folder: string;
  plumbline(args: readonly string[], more?: { env?: Record<string, string>; input?: string }): Ended;
  remove(): void;
}

export function newWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-cli-'));
  return {
    folder,
    plumbline(args, more = {}) {
      const { npm_lifecycle_event: _, INIT_CWD: __, ...env } = process.env;
      const ended = spawnSync(process.execPath, [MAIN, ...args], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...env, NO_COLOR: '1', ...more.env },
        ...(more.input === undefined ? {} : { input: more.input }),
      });
      return { code: ended.status, out: ended.stdout, err: ended.stderr };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
