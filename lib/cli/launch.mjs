#!/usr/bin/env node
// `plumbline` from any folder, on any Node from 20 on: the command itself runs on the Node that the project brings along.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const child = spawn(packagedNode(), [join(here, 'main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  process.stderr.write(`plumbline cannot be started: ${error.message}\n`);
  process.exitCode = 2;
});
child.on('close', (code, signal) => {
  for (const name of signals) process.removeAllListeners(name);
  // Ends as the command ended, also by a signal.
  if (signal !== null) process.kill(process.pid, signal);
  else process.exitCode = code ?? 2;
});

/** The Node of the package `node`, or this one where it is new enough to read TypeScript. */
function packagedNode() {
  try {
    const root = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const path = join(root, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(path)) return path;
  } catch {
    // Not installed.
  }
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= 24) return process.execPath;
  process.stderr.write('plumbline needs Node 24: run npm ci in its folder, or start it with a newer Node.\n');
  process.exit(2);
}
