import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compile } from '../index.ts';
import { modelOf } from './read-golden.ts';
import { newWorkshop, runDistinctTests, typeErrors, writeService } from './service-folder.ts';
import { wrongLayout } from './wrong-layout.ts';

const SLOW = 300_000;

/**
 * Declares the tests of services: all of them type-check, are laid out as Prettier would, and pass the tests that were generated
 * with them and those of their own. Texts of specifications and of such tests, by the names of the services.
 */
export function testServices(
  specs: Readonly<Record<string, string>>,
  behaviours: Readonly<Record<string, string | undefined>>,
): void {
  const workshop = newWorkshop();
  afterAll(() => workshop.remove());
  const services = Object.entries(specs).map(([name, text]) => ({ name, files: compile(modelOf(text)).files }));
  for (const { name, files } of services) {
    const text = behaviours[name];
    const own = text === undefined ? [] : [{ path: 'test/behaviour.test.ts', text }];
    writeService(workshop.folder, name, [...files, ...own]);
  }
  const names = services.map(({ name }) => name);

  test('all services type-check', { timeout: SLOW }, async () => {
    expect(await typeErrors(workshop.folder, names)).toBe('');
  });

  describe.each(services)('$name', ({ name, files }) => {
    test('is laid out as Prettier would', { timeout: SLOW }, async () => {
      expect(await wrongLayout(files)).toEqual([]);
    });

    test('passes its own tests, on the embedded database', { timeout: SLOW }, async () => {
      const { code, failed, names: refused, passed } = await runDistinctTests(join(workshop.folder, name));
      expect({ code, failed, names: refused }).toEqual({ code: 0, failed: 0, names: [] });
      expect(passed).toBeGreaterThan(20);
    });
  });
}
