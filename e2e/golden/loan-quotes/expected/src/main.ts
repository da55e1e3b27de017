import { buildApp } from './app.ts';
import { openDatabase, readConfig } from './config.ts';
import { bearerTokens } from './platform/auth.ts';
import { Metrics } from './platform/metrics.ts';
import { migrate } from './platform/migrate.ts';

const DRAIN_MS = 15_000;

const config = readConfig(process.env);
const db = await openDatabase(config);
const applied = await migrate(db);

let draining = false;
const app = buildApp({ db, authenticate: bearerTokens(config.auth), metrics: new Metrics() }, () => draining);

/** Answers what was asked already, then ends. */
async function stop(): Promise<void> {
  if (draining) return;
  draining = true;
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  await app.close();
  await db.close();
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop());

const address = await app.listen(config.listen);
console.log(JSON.stringify({ level: 'info', at: new Date().toISOString(), listening: address, applied }));
