import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmptyDatabase } from './testing/empty-database.ts';
import type { Databases } from './testing/mutation/open-databases.ts';
import { newWorkshop } from './testing/service-folder.ts';
import { tryWorld } from './testing/worlds/try-world.ts';

const workshop = newWorkshop();
let databases: Databases;
beforeAll(() => {
  databases = {
    withNew: async (use) => {
      const { url, close } = await openEmptyDatabase();
      return use(url).finally(close);
    },
    close: async () => {},
  };
});
afterAll(() => workshop.remove());

/** `npm run worlds` tries all of the gallery; `ALL=1` does so here. */
const WORLDS = process.env['ALL'] === '1' ? ['shop', 'hospital-appointments', 'article-platform'] : ['shop'];

test.each(WORLDS)('%s is well on the embedded database and on PostgreSQL', { timeout: 300_000 }, async (name) => {
  const { types, layout, embedded, server, wrong } = await tryWorld(name, workshop.folder, databases);
  expect(wrong).toEqual([]);
  expect([types, layout]).toEqual([true, true]);
  const counts = [embedded, server].map((said) => Number.parseInt(said ?? '', 10));
  // A lost connection can be tried on a server only.
  expect(counts[1]).toBeGreaterThanOrEqual(counts[0] ?? Number.NaN);
  expect(counts[0]).toBeGreaterThan(40);
});
