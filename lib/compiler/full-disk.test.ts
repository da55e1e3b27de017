import { expect, test } from 'vitest';
import { compile } from './index.ts';
import { openEmptyDatabase } from './testing/empty-database.ts';
import { LEDGER_SPEC } from './testing/ledger-spec.ts';
import { modelOf } from './testing/read-golden.ts';
import { newWorkshop, writeService } from './testing/service-folder.ts';
import { mayMount, openSmallDisk } from './testing/small-disk.ts';
import { startService } from './testing/started-service.ts';

const SLOW = 120_000;
const UNAVAILABLE = { type: 'application/problem+json; charset=utf-8', status: 503, body: { status: 503 } };

/** Needs the right to mount a small file system; `failures.test.ts` has the same answer from a trigger, everywhere. */
test.runIf(process.env['ALL'] === '1' && mayMount())(
  'a disk that is really full: 503 that says nothing of it, nothing half written, and it goes on when there is room',
  { timeout: SLOW },
  async () => {
    const workshop = newWorkshop();
    const server = await openEmptyDatabase();
    const disk = await openSmallDisk(server, 32);
    const own = server.at(disk.url);
    const folder = writeService(workshop.folder, 'ledger', compile(modelOf(LEDGER_SPEC)).files);
    const service = await startService(folder, 'ledger', { DATABASE_URL: disk.url });
    try {
      await service.call('POST', '/accounts', { id: 'eve', balance: 1_000_000 });
      let keys = 0;
      const withdraw = () =>
        service.call('POST', '/accounts/eve/withdraw', { amount: 1 }, { 'idempotency-key': `key-${++keys}` });
      await disk.fill();
      // Pages that are there already take some more.
      const answers = [];
      while (answers.at(-1)?.status !== 503 && answers.length < 500) answers.push(await withdraw());
      answers.push(...(await Promise.all(Array.from({ length: 20 }, withdraw))));
      const refused = answers.filter(({ status }) => status !== 200);
      expect(refused.length).toBeGreaterThan(0);
      for (const one of refused) {
        expect(one).toMatchObject(UNAVAILABLE);
        expect(JSON.stringify(one.body)).not.toMatch(/space|device|file|extend/);
      }
      const done = answers.length - refused.length;
      const held = `SELECT (SELECT count(*) FROM entry)::int AS entries, (SELECT 1000000 - balance FROM account)::int AS gone,
        (SELECT count(*) FROM platform.audit_log WHERE operation = 'withdraw' AND status = 200)::int AS records,
        (SELECT count(*) FROM platform.idempotency WHERE operation = 'withdraw')::int AS keys`;
      expect(await own.query(held)).toEqual([{ entries: done, gone: done, records: done, keys: done }]);
      expect((await service.call('GET', '/livez')).status).toBe(200);
      await disk.clear();
      expect((await withdraw()).status).toBe(200);
      expect(service.child.exitCode).toBe(null);
    } finally {
      await service.stop();
      await disk.close();
      await server.close();
      workshop.remove();
    }
  },
);
