import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { type Import, imports } from '../text/imports.ts';

/** src/main.ts: starts, and stops in good order. */
export function mainFile({ waits }: Plan): string {
  const key = waits ? ['dataKey'] : [];
  return code`
    ${imports([
      ['./app.ts', 'buildApp', ...(waits ? ['flows'] : [])],
      ['./config.ts', ...key, 'openDatabase', 'readConfig'],
      ['./platform/auth.ts', 'bearerTokens'],
      ['./platform/metrics.ts', 'Metrics'],
      ['./platform/migrate.ts', 'migrate'],
      ...(waits ? WAITING : []),
    ])}

    const DRAIN_MS = 15_000;

    const config = readConfig(process.env);
    const db = await openDatabase(config);
    ${when(waits, 'const seal = sealWith(await dataKey(config));')}
    const applied = await migrate(db);
    ${when(waits, 'await refuseLostTasks(db, flows);')}

    let draining = false;
    const app = buildApp({ db,${when(waits, ' seal,')} authenticate: bearerTokens(config.auth), metrics: new Metrics() }, () => draining);

    /** Answers what was asked already, then ends. */
    async function stop(): Promise<void> {
      if (draining) return;
      draining = true;
      setTimeout(() => process.exit(1), DRAIN_MS).unref();
      await app.close();
      await db.close();
      process.exit(0);
    }

    process.on('SIGTERM', () => void stop());
    process.on('SIGINT', () => void stop());

    const address = await app.listen(config.listen);
    console.log(JSON.stringify({ level: 'info', at: new Date().toISOString(), listening: address, applied }));
  `;
}

const WAITING: readonly Import[] = [
  ['./platform/seal.ts', 'sealWith'],
  ['./platform/tasks.ts', 'refuseLostTasks'],
];
