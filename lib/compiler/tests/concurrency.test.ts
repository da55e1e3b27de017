import { expect, test } from 'vitest';
import { compile } from '../index.ts';
import { goldenText, modelOf } from '../testing/read-golden.ts';

const filesOf = (name: string, change = (text: string): string => text): ReadonlyMap<string, string> =>
  new Map(compile(modelOf(change(goldenText(name)))).files.map(({ path, text }) => [path, text]));

const RACES = 'test/concurrency.test.ts';

test('what stores something meets itself, what changes the same row meets each other, what only reads meets nobody', () => {
  const races = filesOf('hospital-appointments').get(RACES);
  const names = Array.from(races?.matchAll(/^test\('(.*) at once/gm) ?? [], ([, name]) => name);
  expect(names).toEqual(['book twice', 'cancel twice', 'arrive twice', 'cancel and arrive']);
  expect(filesOf('kyc-brief').has(RACES)).toBe(false);
});

test('the rows that a request works on are stored in the state that its steps ask for', () => {
  const races = filesOf('shop').get(RACES) ?? '';
  const [, ship = ''] = /test\('ship twice(.*?)^\}\);/ms.exec(races) ?? [];
  expect(ship).toContain("status: 'paid'");
  const [, order = ''] = /test\('placeOrder twice at once is(.*?)^\}\);/ms.exec(races) ?? [];
  expect(order).toMatch(/insertProduct\(.*stock: 1 \}/);
  expect(order).toMatch(/insertCoupon\(.*valid_until: '2999-01-01', uses_left: 1/);
  expect(order).toMatch(/insertCartLine\([^;]*customer: 'caller',\s+product: 'AAA-0000'/);
});

test('a table is held where rows that are added would have changed what the operation decided by, and nowhere else', () => {
  const lock = 'LOCK TABLE visit IN SHARE ROW EXCLUSIVE MODE';
  const held = (files: ReadonlyMap<string, string>): string[] =>
    [...files].flatMap(([path, text]) => (text.includes(lock) ? [path] : []));
  expect(held(filesOf('hospital-appointments'))).toEqual(['src/visits/book.ts']);
  const careless = (text: string): string => text.replace(/^ *- is_free: .*\n/m, '');
  expect(held(filesOf('hospital-appointments', careless))).toEqual([]);
});
