import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../core/app-error.ts';

/** What the production build is made of. Tests and the like do not change it, but telling them apart is not worth a bug. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'db',
  'public',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
  'proxy.ts',
];
const STAMP = 'plumbline-build';

/**
 * Makes the production build in `<root>/<distDir>` when there is none or when a source changed since. An interrupted
 * build leaves no stamp, so it is made again. Throws AppError with the end of the output when it fails.
 */
export async function buildWeb(root: string, distDir: string, onStart: () => void): Promise<void> {
  const stamp = join(root, distDir, STAMP);
  const digest = sourcesDigest(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  onStart();
  rmSync(stamp, { force: true });
  await runBuild(root);
  writeFileSync(stamp, digest);
}

function sourcesDigest(root: string): string {
  const hash = createHash('sha256').update(process.version);
  for (const source of SOURCES) addToDigest(hash, root, source);
  return hash.digest('hex');
}

function addToDigest(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const full = join(root, path);
  if (!existsSync(full)) return;
  const entries = path.includes('.') ? null : readdirSync(full, { recursive: true, withFileTypes: true });
  const files = entries
    ? entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    : [full];
  for (const file of files.sort())
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
}

async function runBuild(root: string): Promise<void> {
  const next = join(root, 'node_modules/next/dist/bin/next');
  const build = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-20_000);
  };
  build.stdout.on('data', keep);
  build.stderr.on('data', keep);
  const stop = (): void => void build.kill('SIGKILL');
  process.once('exit', stop);
  const code = await new Promise<number | null>((resolve, reject) => {
    build.once('error', reject);
    build.once('close', resolve);
  });
  process.off('exit', stop);
  if (code !== 0) throw new AppError('unavailable', `The production build failed:\n${output}`);
}
