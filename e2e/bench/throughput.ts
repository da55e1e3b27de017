import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { Pool } from 'undici';
import { compile } from '../../lib/compiler/index.ts';
import { goldenText, modelOf } from '../../lib/compiler/testing/read-golden.ts';
import { newWorkshop, writeService } from '../../lib/compiler/testing/service-folder.ts';
import { openBenchDatabase } from './bench-database.ts';
import { type Issuer, newIssuer, type Running, start } from './bench-service.ts';
import { summarise } from './summary.ts';

/** What one implementation of the KYC brief's route did under load. */
export interface Throughput {
  name: string;
  /** Requests per second: the median of the rounds. */
  perSecond: number;
  /** Processor time of the service for one request, in microseconds: the median of the rounds. */
  cpuMicros: number;
  /** The generated service beside this one in the same round, the median: its rate by this one's, and this one's time by its. */
  rateRatio: number;
  cpuRatio: number;
}

/** Peers that are installed for the occasion, each with exactly this version. */
const INSTALLED = [
  '@nestjs/common@12.5.1',
  '@nestjs/core@12.5.1',
  '@nestjs/platform-express@12.5.1',
  'express@5.3.0',
  'reflect-metadata@0.2.2',
  'rxjs@7.8.2',
];
// Many short rounds: what else the machine does is then in all of them.
const ROUNDS = 25;
const ROUND_MS = 800;
const WARM_UP_MS = 3000;
const CONNECTIONS = 16;
const CALLERS = 50;

/**
 * Sends valid requests to the generated service and to hand-written ones with the same checks, rows and evidence, each on a
 * database of its own in one PostgreSQL, one after the other in rounds, so that all have the same machine. `notInstalled` says
 * why there are no peers on Express and Nest (no network).
 */
export async function throughput(): Promise<{ figures: Throughput[]; notInstalled: string | null }> {
  const workshop = newWorkshop();
  const database = await openBenchDatabase();
  const issuer = await newIssuer('kyc-verification-api', CALLERS);
  const running = new Map<string, Running>();
  try {
    const { files } = compile(modelOf(goldenText('kyc-brief')));
    const generated = writeService(workshop.folder, 'generated', files);
    const schema = files.filter(({ path }) => path.startsWith('migrations/')).map(({ text }) => text);
    const peers = join(workshop.folder, 'peers');
    cpSync(resolve(import.meta.dirname, 'peers'), peers, { recursive: true });
    const notInstalled = install(peers);
    const own = { ...issuer.settings, DATABASE_URL: await database.create('generated') };
    running.set('generated', await start(generated, 'src/main.ts', own, '/readyz'));
    for (const file of ['fastify.ts', ...(notInstalled === null ? ['express.mjs', 'nest.mjs'] : [])]) {
      const name = file.replace(/\..*$/, '');
      const url = await database.create(name);
      await prepare(url, schema);
      running.set(name, await start(peers, file, { ...issuer.settings, DATABASE_URL: url }, '/kyc/verify'));
    }
    return { figures: await rounds(running, issuer), notInstalled };
  } finally {
    for (const service of running.values()) await service.stop();
    await database.close();
    workshop.remove();
  }
}

/** Null, or why it did not work. */
function install(folder: string): string | null {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}\n');
  try {
    const flags = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-save'];
    execFileSync('npm', [...flags, ...INSTALLED], { cwd: folder, stdio: 'ignore', timeout: 120_000 });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function prepare(url: string, schema: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('CREATE SCHEMA IF NOT EXISTS platform');
  for (const text of schema) await client.query(text);
  await client.end();
}

async function rounds(running: ReadonlyMap<string, Running>, issuer: Issuer): Promise<Throughput[]> {
  const seen = new Map([...running.keys()].map((name) => [name, { perSecond: [] as number[], cpu: [] as number[] }]));
  for (const service of running.values()) await load(service, issuer, WARM_UP_MS);
  for (let round = 0; round < ROUNDS; round += 1) {
    // Another one begins each time: whoever comes first after a pause has a cooler machine.
    const order = [...running].map((_, at, all) => all[(at + round) % all.length] ?? all[0]);
    for (const one of order) {
      if (one === undefined) continue;
      const [name, service] = one;
      const { perSecond, cpuMicros } = await load(service, issuer, ROUND_MS);
      seen.get(name)?.perSecond.push(perSecond);
      seen.get(name)?.cpu.push(cpuMicros);
    }
  }
  const [generated] = seen.values();
  return [...seen].map(([name, { perSecond, cpu }]) => ({
    name,
    perSecond: summarise(perSecond).median,
    cpuMicros: summarise(cpu).median,
    rateRatio: summarise(perSecond.map((one, at) => (generated?.perSecond[at] ?? 0) / one)).median,
    cpuRatio: summarise(cpu.map((one, at) => one / (generated?.cpu[at] ?? 0))).median,
  }));
}

/** One image of 3 KB: documents' bytes would only measure how fast base64 is read. */
const IMAGE = Buffer.alloc(3072, 7).toString('base64');

async function load(
  service: Running,
  { tokens }: Issuer,
  forMs: number,
): Promise<{ perSecond: number; cpuMicros: number }> {
  const pool = new Pool(service.url, { connections: CONNECTIONS, pipelining: 1 });
  const before = await service.cpu();
  const started = performance.now();
  let sent = 0;
  const one = async (): Promise<void> => {
    while (performance.now() - started < forMs) {
      sent += 1;
      const body = { document_images: [IMAGE], customer_id: `C${sent}`, verification_type: 'enhanced' };
      const answer = await pool.request({
        method: 'POST',
        path: '/kyc/verify',
        headers: { authorization: `Bearer ${tokens[sent % tokens.length]}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 202 || !text.includes('waiting')) throw new Error(`${answer.statusCode} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  const took = performance.now() - started;
  const used = (await service.cpu()) - before;
  await pool.close();
  return { perSecond: (sent * 1000) / took, cpuMicros: used / sent };
}
