import type { Plan } from '../plan.ts';
import { hashes } from '../service/hashed.ts';
import { otherProtocols } from '../service/integrations/beyond-http.ts';
import { hasWide } from '../service/row-invariants.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { erasedEntities } from './erasure.ts';
import { reseals } from './seal.ts';

/** src/main.ts: starts, and stops in good order. */
export function mainFile(plan: Plan): string {
  const { waits, people, drives, dues, seals, outside, publishes, works, snapshotMs } = plan;
  const ticks = plan.schedules.length > 0;
  const keepsService = drives || ticks;
  const watches = hasWide(plan);
  const erases = erasedEntities(plan).length > 0;
  const others = otherProtocols(plan).length > 0;
  const [ring, hashed] = [seals && reseals(plan), hashes(plan)];
  const key = seals ? ['dataKeys', ...(hashed ? ['hashKey'] : [])] : [];
  const ownMetrics = outside || publishes || watches;
  const metrics = ownMetrics ? 'metrics' : 'metrics: new Metrics()';
  const service = [
    'db',
    ...(plan.wire.limits ? ['limits: new RateLimits()'] : []),
    ...(plan.wire.addresses ? ['proxies: config.proxies'] : []),
    ...(seals ? ['seal'] : []),
    ...(publishes ? ['subscribers: config.subscribers'] : []),
    ...(plan.extracts ? ['programs: PROGRAMS'] : []),
    ...(outside ? ['outside', 'simulated'] : []),
    plan.auth.schemes.length > 0
      ? 'authenticate: authenticating(config.auth)'
      : 'authenticate: bearerTokens(config.auth)',
    ...(plan.auth.issues === null ? [] : ['issueToken: issuing(config.auth)']),
    metrics,
  ];
  return code`
    ${imports([
      ['./app.ts', 'buildApp', ...(people || drives ? ['flows'] : [])],
      ['./config.ts', ...key, 'openDatabase', 'readConfig'],
      ['./data/all-rows.ts', ...(watches ? ['rowInvariants'] : [])],
      ['./integrations/index.ts', ...(outside ? ['simulations'] : [])],
      [
        './platform/auth.ts',
        plan.auth.schemes.length > 0 ? 'authenticating' : 'bearerTokens',
        ...(plan.auth.issues === null ? [] : ['issuing']),
      ],
      ['./platform/broken-rows.ts', ...(watches ? ['findBroken'] : [])],
      ['./platform/driver.ts', ...(drives ? ['driveAll'] : [])],
      ['./platform/erasure.ts', ...(erases ? ['eraseExpired'] : [])],
      ['./platform/events.ts', ...(publishes ? ['deliverEvents', 'forgetEvents'] : [])],
      ['./platform/folder-writes.ts', ...(plan.files.written.length > 0 ? ['writeFolders'] : [])],
      ['./platform/folders.ts', ...(plan.files.folders.length > 0 ? ['useFolders'] : [])],
      ['./platform/idempotency.ts', ...(plan.wire.repeatable ? ['forgetKeys'] : [])],
      ['./platform/limits.ts', ...(plan.wire.limits ? ['RateLimits'] : [])],
      ['./platform/extract.ts', ...(plan.extracts ? ['PROGRAMS'] : [])],
      ['./platform/files.ts', ...(plan.files.kept ? ['forgetContents'] : [])],
      ['./platform/metrics.ts', 'Metrics'],
      ['./platform/migrate.ts', 'migrate'],
      ['./platform/operation.ts', ...(keepsService ? ['type Service'] : [])],
      ['./platform/outside.ts', ...(outside ? ['Outside'] : [])],
      ['./platform/reseal.ts', ...(ring ? ['resealAll'] : [])],
      ['./platform/retention.ts', ...(waits ? ['forgetFinished'] : [])],
      ['./platform/schedules.ts', ...(ticks ? ['runDue'] : [])],
      ['./platform/seal.ts', ...(seals ? ['sealWith'] : [])],
      ['./platform/received-files.ts', ...(outside && plan.files.brought ? ['keepingFiles'] : [])],
      ['./platform/sent-files.ts', ...(outside && plan.files.carried ? ['keptContents'] : [])],
      ['./platform/simulator.ts', ...(outside ? ['withSimulators'] : [])],
      ['./platform/snapshots.ts', ...(snapshotMs === null ? [] : ['forgetSnapshots', 'Snapshots'])],
      ['./platform/tasks.ts', ...(dues ? ['escalateTasks'] : []), ...(people ? ['refuseLostTasks'] : [])],
      ['./platform/uploads.ts', ...(plan.files.kept ? ['forgetSpools'] : [])],
      ['./platform/wire.ts', ...(outside && !others ? ['HttpWire'] : [])],
      ['./platform/wires.ts', ...(others ? ['Wires'] : [])],
      ['./platform/worker.ts', ...(works ? ['every'] : [])],
      ...plan.schedules.map(({ file, name }) => [`./schedules/${file}.ts`, name] as const),
    ])}

    const DRAIN_MS = 15_000;
    ${when(forgetting(plan).length > 0, 'const FORGET_EVERY_MS = 3_600_000;')}
    ${when(publishes, 'const DELIVER_EVERY_MS = 1000;')}
    ${when(drives, 'const DRIVE_EVERY_MS = 500;')}
    ${when(plan.files.written.length > 0, 'const WRITE_EVERY_MS = 500;')}
    ${when(ticks, 'const TICK_EVERY_MS = 10_000;')}
    ${when(dues, 'const ESCALATE_EVERY_MS = 30_000;')}
    ${when(watches, 'const CHECK_EVERY_MS = 60_000;')}

    const config = readConfig(process.env);
    const db = await openDatabase(config);
    ${when(seals, `const seal = sealWith(await dataKeys(config)${when(hashed, ', await hashKey(config)')});`)}
    ${when(plan.files.folders.length > 0, 'useFolders(config.folders);')}
    const applied = await migrate(db);
    ${when(plan.files.kept, 'await forgetSpools();')}
    ${when(people, 'await refuseLostTasks(db, flows);')}

    let draining = false;
    ${when(ownMetrics, 'const metrics = new Metrics();')}
    ${when(outside, outsideText(snapshotMs !== null, others, plan))}
    ${keepsService ? print(['const service: Service = ', list('{', service, '}', true), ';']) : ''}
    ${keepsService ? 'const app = buildApp(service, () => draining);' : print(['const app = ', list('buildApp(', [list('{', service, '}', true), '() => draining'], ')'), ';'])}

    ${when(drives, 'const operations = flows.map(({ operation }) => operation);')}
    ${when(works, workersText(plan))}

    /** Answers what was asked already, then ends. */
    async function stop(): Promise<void> {
      if (draining) return;
      draining = true;
      setTimeout(() => process.exit(1), DRAIN_MS).unref();
      await app.close();
      ${when(works, 'await Promise.all(workers.map((end) => end()));')}
      ${when(outside, 'await wire.close();')}
      await db.close();
      process.exit(0);
    }

    for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop());

    ${when(ring, RESEAL)}

    const address = await app.listen(config.listen);
    console.log(JSON.stringify({ level: 'info', at: new Date().toISOString(), listening: address, applied }));
  `;
}

function workersText(plan: Plan): string {
  const { publishes, drives, dues, schedules } = plan;
  const names = schedules.map(({ name }) => name).join(', ');
  const workers = [
    ...(drives ? ['every(DRIVE_EVERY_MS, () => driveAll(service, operations))'] : []),
    ...(schedules.length > 0 ? [`every(TICK_EVERY_MS, () => runDue(service, [${names}]))`] : []),
    ...(plan.files.written.length > 0 ? ['every(WRITE_EVERY_MS, () => writeFolders(db))'] : []),
    ...(dues ? ['every(ESCALATE_EVERY_MS, () => escalateTasks(db))'] : []),
    ...(hasWide(plan) ? ['every(CHECK_EVERY_MS, () => findBroken(db, metrics, rowInvariants))'] : []),
    ...(publishes ? ['every(DELIVER_EVERY_MS, () => deliverEvents(db, config.subscribers, metrics))'] : []),
    ...forgetting(plan).map((work) => `every(FORGET_EVERY_MS, () => ${work})`),
  ];
  return print(['const workers = ', list('[', workers, ']'), ';']);
}

function outsideText(snapshots: boolean, others: boolean, { files: { carried, brought } }: Plan): string {
  const parts = [
    'wire',
    'metrics',
    ...(carried ? ['keptContents(db)'] : []),
    ...(brought ? ['keepingFiles(db)'] : []),
    ...(snapshots ? ['new Snapshots(db, seal)'] : []),
  ];
  return code`
    const connections = await withSimulators(config.connections, simulations);
    const simulated = Object.keys(connections).filter((name) => connections[name]?.simulated);
    const wire = new ${others ? 'Wires' : 'HttpWire'}(connections);
    ${print(['const outside = ', list('new Outside(', parts, ')'), ';'])}
  `;
}

/** What deletes what was kept for long enough. */
function forgetting(plan: Plan): string[] {
  const { waits, publishes, snapshotMs } = plan;
  return [
    ...(waits ? ['forgetFinished(db)'] : []),
    ...(plan.wire.repeatable ? ['forgetKeys(db)'] : []),
    ...(plan.files.kept ? ['forgetContents(db)'] : []),
    ...(publishes ? ['forgetEvents(db)'] : []),
    ...(erasedEntities(plan).length > 0 ? ['eraseExpired(db)'] : []),
    ...(snapshotMs === null ? [] : [`forgetSnapshots(db, ${snapshotMs.toLocaleString('en-US').replaceAll(',', '_')})`]),
  ];
}

const RESEAL = code`
  if (config.oldKeys.length > 0)
    resealAll(db, seal).then(
      (resealed) => console.log(JSON.stringify({ level: 'info', at: new Date().toISOString(), resealed })),
      (error: unknown) =>
        console.error(JSON.stringify({ level: 'error', at: new Date().toISOString(), error: String(error) })),
    );
`;
