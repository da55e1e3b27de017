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
    ${when(waits, 'const FORGET_EVERY_MS = 3_600_000;')}

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

    ${when(waits, FORGET)}

    const address = await app.listen(config.listen);
    console.log(JSON.stringify({ level: 'info', at: new Date().toISOString(), listening: address, applied }));
  `;
}

const WAITING: readonly Import[] = [
  ['./platform/retention.ts', 'forgetFinished'],
  ['./platform/seal.ts', 'sealWith'],
  ['./platform/tasks.ts', 'refuseLostTasks'],
];

const FORGET = code`
  /** Deletes what was kept for long enough; a failure is logged and the next hour tries again. */
  function forget(): void {
    forgetFinished(db).catch((error: unknown) => {
      console.error(JSON.stringify({ level: 'error', at: new Date().toISOString(), error: String(error) }));
    });
  }

  forget();
  setInterval(forget, FORGET_EVERY_MS).unref();
`;
