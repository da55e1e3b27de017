import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { auditEntries, people } from '#db/schema.ts';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { needsSetUp, setUp, setUpCode } from './set-up.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'set-up-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});
beforeEach(() => vi.stubEnv('PLUMBLINE_WORKSPACE', 'real'));

const clock = { now: () => new Date(), newId: randomUUID };
const form = { code: '', name: 'Eve', email: 'eve@bank.test', password: 'a sentence of some length' };

test('a demo workspace is never set up, whatever is sent', async () => {
  vi.stubEnv('PLUMBLINE_WORKSPACE', 'demo');
  expect(await needsSetUp(database.db)).toBe(false);
  expect(await setUpCode(database.db, folder)).toBeNull();
  await expect(setUp(database.db, clock, form, folder)).rejects.toMatchObject({ code: 'not_found' });
});

test('a real workspace: only with the code, exactly once, also when many ask at the same time', async () => {
  await expect(setUp(database.db, clock, { ...form, code: 'x' }, folder)).rejects.toMatchObject({ code: 'forbidden' });
  const codes = await Promise.all([setUpCode(database.db, folder), setUpCode(database.db, folder)]);
  const [code] = codes;
  expect(code).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/);
  expect(codes[1]).toBe(code);
  expect(statSync(join(folder, 'set-up-code')).mode & 0o077).toBe(0);
  await expect(setUp(database.db, clock, { ...form, code: 'AAAA-AAAA-AAAA-AAAA' }, folder)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(setUp(database.db, clock, { ...form, code, password: 'short' }, folder)).rejects.toMatchObject({
    code: 'invalid',
    data: { field: 'password' },
  });
  expect(await database.db.select().from(people)).toEqual([]);
  const typed = code?.toLowerCase().replaceAll('-', ' ');
  const asked = await Promise.allSettled(
    [1, 2, 3].map((n) => setUp(database.db, clock, { ...form, email: `e${n}@bank.test`, code: typed }, folder)),
  );
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const rows = await database.db.select().from(people);
  expect(rows.map(({ role, active }) => ({ role, active }))).toEqual([{ role: 'administrator', active: true }]);
  const entries = await database.db.select().from(auditEntries);
  expect(entries.map(({ action, actorId }) => ({ action, actorId }))).toEqual([
    { action: 'person.added', actorId: null },
  ]);
  expect(existsSync(join(folder, 'set-up-code'))).toBe(false);
  expect(await setUpCode(database.db, folder)).toBeNull();
  await expect(setUp(database.db, clock, { ...form, code: typed }, folder)).rejects.toMatchObject({
    code: 'not_found',
  });
});
