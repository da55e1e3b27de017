import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { format } from 'prettier';
import { afterAll, expect, test } from 'vitest';
import { compile } from './index.ts';
import { openEmptyDatabase } from './testing/empty-database.ts';
import { modelOf } from './testing/read-golden.ts';
import { NODE, newWorkshop, runTests, typeErrors, writeService } from './testing/service-folder.ts';
import { startService } from './testing/started-service.ts';

const SLOW = 300_000;
const workshop = newWorkshop();
afterAll(() => workshop.remove());

const spec = (fields: string, stored: string, more = ''): string => `specVersion: "1.0"
service: parcels
version: 1.0.0
errors:
  unknown: {status: 404, title: Not known}
entities:
  Parcel:
    fields:
      id: {type: uuid, key: true, default: =uuid()}
${fields.replaceAll(/^/gm, '      ')}
    ${more}
endpoints:
  - path: /parcels
    method: POST
    operation: addParcel
    access: authenticated
    input: [{grams: int(1..9000)}]
    processing: [{parcel: {create: Parcel, with: ${stored}}}]
    output: [{id: {type: uuid, value: =parcel.id}}]
  - path: /parcels/{id}
    method: GET
    operation: getParcel
    access: authenticated
    input: [{id: uuid}]
    processing: [{parcel: {find: Parcel, where: id == input.id, else: unknown}}]
    output: [{grams: {type: int, value: ${stored.includes('weight') ? '=parcel.weight' : '=parcel.grams'}}}]
`;

const FIRST = spec('grams: int(1..9000)\nnote: string', '{grams: =input.grams, note: x}', 'index: [grams]');
const SECOND = spec(
  'weight: {type: int(1..9000), renamedFrom: grams}\nstate: {type: [new, sent], default: new}',
  '{weight: =input.grams}',
  'index: [weight]',
);

const first = compile(modelOf(FIRST)).files;
const second = compile(modelOf(SECOND), {
  previous: { model: modelOf(FIRST), migrations: first.filter(({ path }) => path.startsWith('migrations/')) },
}).files;
const folders = {
  first: writeService(workshop.folder, 'first', first),
  second: writeService(workshop.folder, 'second', second),
};

test('a release that follows on another one type-checks and passes its own tests', { timeout: SLOW }, async () => {
  expect(await typeErrors(workshop.folder, ['first', 'second'])).toBe('');
  for (const { path, text } of second.filter(({ path }) => path.endsWith('.ts')))
    expect(await format(text, { filepath: path, singleQuote: true, printWidth: 120 }), path).toBe(text);
  const { code, names } = await runTests(folders.second);
  expect({ code, names }).toEqual({ code: 0, names: [] });
});

test('both releases work side by side on PostgreSQL, and there is a way back', { timeout: SLOW }, async () => {
  const { url, query, close } = await openEmptyDatabase();
  try {
    const one = await startService(folders.first, 'parcels', { DATABASE_URL: url });
    const [{ body: stored }] = [await one.call('POST', '/parcels', { grams: 100 })];
    const two = await startService(folders.second, 'parcels', { DATABASE_URL: url });
    const ids = [
      stored['id'],
      (await one.call('POST', '/parcels', { grams: 200 })).body['id'],
      (await two.call('POST', '/parcels', { grams: 300 })).body['id'],
    ];
    for (const service of [one, two]) {
      const read = await Promise.all(
        ids.map(async (id) => (await service.call('GET', `/parcels/${id}`)).body['grams']),
      );
      expect(read).toEqual([100, 200, 300]);
    }
    expect([await one.stop(), await two.stop()]).toEqual([0, 0]);

    const back = (...flags: string[]) =>
      promisify(execFile)(NODE, ['src/migrate.ts', 'back', '0001_init.sql', ...flags], {
        cwd: folders.second,
        env: { PATH: process.env['PATH'], NODE_ENV: 'test', DATABASE_URL: url },
      });
    await expect(back()).rejects.toMatchObject({
      code: 1,
      stderr: 'going back would lose values: The values of Parcel.state.\n',
    });
    // A parcel of the second release has no note, which the first one needs: whoever goes back decides what it is.
    await expect(back('--lose')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('"note"') });
    await query("UPDATE parcel SET note = '' WHERE note IS NULL");
    expect((await back('--lose')).stdout).toBe('taken back: 0002_change.sql\n');
    const again = await startService(folders.first, 'parcels', { DATABASE_URL: url });
    expect((await again.call('GET', `/parcels/${ids[2]}`)).body).toEqual({ grams: 300 });
    expect(await again.stop()).toBe(0);
  } finally {
    await close();
  }
});
