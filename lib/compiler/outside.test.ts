import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../server/testing/test-database.ts';
import { compile } from './index.ts';
import { BEHAVIOURS } from './testing/behaviours.ts';
import { modelOf } from './testing/read-golden.ts';
import { RUN_SPECS } from './testing/run-specs.ts';
import { NODE, newWorkshop, runDistinctTests, typeErrors, writeService } from './testing/service-folder.ts';
import { wrongLayout } from './testing/wrong-layout.ts';

const SLOW = 300_000;
const workshop = newWorkshop();

afterAll(() => workshop.remove());

/** `ALL=1` starts and tests all of them. */
const ALL = process.env['ALL'] === '1';
const STARTED = ALL ? Object.keys(RUN_SPECS) : ['transfers', 'cases', 'nightly', 'papers'];
/** One of each kind: calls, people, schedules, documents, screening, timers, other protocols, events, models, loops with people. */
const OTHERS = ['screening', 'deadlines', 'handovers', 'orders', 'labels', 'panels'];
const TESTED = ALL ? Object.keys(RUN_SPECS) : [...STARTED, ...OTHERS];

const services = Object.entries(RUN_SPECS).map(([name, text]) => ({ name, files: compile(modelOf(text)).files }));
for (const { name, files } of services) {
  const text = BEHAVIOURS[name];
  const own = text === undefined ? [] : [{ path: 'test/behaviour.test.ts', text }];
  writeService(workshop.folder, name, [...files, ...own]);
}

test('all services type-check', { timeout: SLOW }, async () => {
  expect(
    await typeErrors(
      workshop.folder,
      services.map(({ name }) => name),
    ),
  ).toBe('');
});

describe.each(services)('$name', ({ name, files }) => {
  test('is laid out as Prettier would', { timeout: SLOW }, async () => {
    expect(await wrongLayout(files)).toEqual([]);
  });

  test.runIf(TESTED.includes(name))('passes its own tests, on PostgreSQL', { timeout: SLOW }, async () => {
    const database = await openTestDatabase();
    const env = { DATABASE_URL: database.url };
    const { code, failed, names, passed } = await runDistinctTests(join(workshop.folder, name), env).finally(
      database.close,
    );
    expect({ code, failed, names }).toEqual({ code: 0, failed: 0, names: [] });
    expect(passed).toBeGreaterThan(40);
  });

  test.runIf(STARTED.includes(name))(
    'starts on the embedded database with stand-ins, says so, and stops when it is told to',
    {
      timeout: SLOW,
    },
    async () => {
      const socket = join(workshop.folder, `${name}.sock`);
      const example = files.find(({ path }) => path === '.env.example')?.text ?? '';
      const settings = [...example.matchAll(/^(\w+)=simulator:$/gm)].map(([, setting = '']) => [setting, 'simulator:']);
      const child = spawn(NODE, ['src/main.ts'], {
        cwd: join(workshop.folder, name),
        env: {
          SOCKET: socket,
          AUTH_ISSUER: 'https://issuer.test',
          AUTH_AUDIENCE: name,
          AUTH_JWKS_URL: 'data:application/json,{"keys":[]}',
          ...Object.fromEntries(settings),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      const systems = Object.keys(settings).length;
      const ready = await get(socket, '/readyz');
      expect(JSON.parse(ready).status).toBe('ready');
      if (systems > 0 && ready.includes('simulated')) expect(JSON.parse(ready).simulated.length).toBeGreaterThan(0);
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );
});

function get(socketPath: string, path: string): Promise<string> {
  return new Promise((done, fail) => {
    const sent = request({ socketPath, path }, async (answer) => {
      let text = '';
      for await (const part of answer) text += String(part);
      done(text);
    });
    sent.on('error', fail).end();
  });
}
