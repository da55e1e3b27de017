import { buildApp, flows } from './app.ts';
import { dataKeys, openDatabase, readConfig } from './config.ts';
import { bearerTokens } from './platform/auth.ts';
import { Metrics } from './platform/metrics.ts';
import { migrate } from './platform/migrate.ts';
import { resealAll } from './platform/reseal.ts';
import { forgetFinished } from './platform/retention.ts';
import { sealWith } from './platform/seal.ts';
import { refuseLostTasks } from './platform/tasks.ts';
import { every } from './platform/worker.ts';

const DRAIN_MS = 15_000;
const FORGET_EVERY_MS = 3_600_000;

const config = readConfig(process.env);
const db = await openDatabase(config);
const seal = sealWith(await dataKeys(config));
const applied = await migrate(db);
await refuseLostTasks(db, flows);

let draining = false;
const app = buildApp({ db, seal, authenticate: bearerTokens(config.auth), metrics: new Metrics() }, () => draining);

const workers = [every(FORGET_EVERY_MS, () => forgetFinished(db))];

/** Answers what was asked already, then ends. */
async function stop(): Promise<void> {
  if (draining) return;
  draining = true;
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  await app.close();
  await Promise.all(workers.map((end) => end()));
  await db.close();
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop());

if (config.oldKeys.length > 0)
  resealAll(db, seal).then(
    (resealed) => console.log(JSON.stringify({ level: 'info', at: new Date().toISOString(), resealed })),
    (error: unknown) =>
      console.error(JSON.stringify({ level: 'error', at: new Date().toISOString(), error: String(error) })),
  );

const address = await app.listen(config.listen);
console.log(JSON.stringify({ level: 'info', at: new Date().toISOString(), listening: address, applied }));
