import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compile } from './index.ts';
import { PROOF_BEHAVIOURS, PROOF_SPECS } from './testing/proof-specs.ts';
import { modelOf } from './testing/read-golden.ts';
import { newWorkshop, runDistinctTests, typeErrors, writeService } from './testing/service-folder.ts';
import { wrongLayout } from './testing/wrong-layout.ts';

const SLOW = 300_000;
const workshop = newWorkshop();

afterAll(() => workshop.remove());

const services = Object.entries(PROOF_SPECS).map(([name, text]) => ({ name, files: compile(modelOf(text)).files }));
for (const { name, files } of services) {
  const text = PROOF_BEHAVIOURS[name];
  const own = text === undefined ? [] : [{ path: 'test/behaviour.test.ts', text }];
  writeService(workshop.folder, name, [...files, ...own]);
}

test('all services type-check', { timeout: SLOW }, async () => {
  const names = services.map(({ name }) => name);
  expect(await typeErrors(workshop.folder, names)).toBe('');
});

describe.each(services)('$name', ({ name, files }) => {
  test('is laid out as Prettier would', { timeout: SLOW }, async () => {
    expect(await wrongLayout(files)).toEqual([]);
  });

  test('passes its own tests, on the embedded database', { timeout: SLOW }, async () => {
    const { code, failed, names, passed } = await runDistinctTests(join(workshop.folder, name));
    expect({ code, failed, names }).toEqual({ code: 0, failed: 0, names: [] });
    expect(passed).toBeGreaterThan(40);
  });
});
