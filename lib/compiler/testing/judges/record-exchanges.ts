import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE } from '../service-folder.ts';
import type { Exchange } from './exchange.ts';

const NOTE = join(import.meta.dirname, 'note-exchanges.ts');

/** Runs the tests that were generated with a service, and gives all that they sent and what it answered. */
export async function recordExchanges(folder: string): Promise<Exchange[]> {
  const file = join(folder, 'exchanges.jsonl');
  const flags = ['--test', '--test-isolation=none', '--test-force-exit', '--test-timeout=60000'];
  const child = spawn(NODE, ['--import', NOTE, ...flags, 'test/**/*.test.ts'], {
    cwd: folder,
    env: { NODE_ENV: 'test', PATH: process.env['PATH'], EXCHANGES: file },
    stdio: 'ignore',
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`its own tests ended with ${code}`);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split('\n').map(readLine);
}

/** A line of note-exchanges.ts. */
function readLine(line: string): Exchange {
  const { method, url, headers, body, answer, madeUp } = JSON.parse(line);
  const sent = Object.entries({ ...headers }).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    madeUp,
    method,
    url,
    headers: Object.fromEntries(sent),
    body: body === null ? null : Buffer.from(body, 'base64'),
    answer: { ...answer, body: Buffer.from(answer.body, 'base64') },
  };
}
