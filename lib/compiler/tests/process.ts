import { platformError } from '../named-errors.ts';
import type { Plan } from '../plan.ts';
import { reseals } from '../platform/seal.ts';
import { subscribersOf } from '../service/event.ts';
import { addressOf } from '../service/integrations/adapter.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';
import { authSettingsOf } from './config.ts';

/** test/process.test.ts: the service as a process of its own: it starts, answers, and ends when it is told to. */
export function processTests(plan: Plan): string {
  const { outside, integrations, events, model } = plan;
  const sealed = plan.seals && reseals(plan);
  const told = events.flatMap(({ event }) => subscribersOf(event).flatMap(({ url, needed }) => (needed ? [url] : [])));
  const addresses = outside ? integrations.map(({ integration }) => addressOf(integration)) : [];
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:child_process', 'spawn'],
      ['node:events', 'once'],
      ['node:fs', 'existsSync', 'mkdtempSync', 'rmSync'],
      ['node:net', 'connect'],
      ['node:os', 'tmpdir'],
      ['node:path', 'join'],
      ['node:readline', 'createInterface'],
      ['node:stream/consumers', 'text'],
      ['node:test', 'after', 'test'],
      ['node:url', 'fileURLToPath'],
    ])}

    const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

    const folder = mkdtempSync(join(tmpdir(), 'service-'));
    after(() => rmSync(folder, { recursive: true, force: true }));

    const settings = {
      PORT: '0',
      DATABASE_URL: '',
      DATA_DIR: join(folder, 'new/data'),
      ${authSettingsOf(plan).map(([name, value]) => `${name}: ${quote(value)},`)}
      ${when(sealed, "/** A key of before: what is sealed with it is sealed anew. */\nDATA_KEYS_OLD: btoa('k'.repeat(32)),")}
      ${[...addresses, ...new Set(told)].map((name) => `${name}: 'simulator:',`)}
    };

    /** Started before the first test, so that they come up while others run. */
    const good = start(settings);
    const bad = start({ PORT: 'none' });

    test('the service starts, answers, and ends when it is told to', async () => {
      const { child, ended } = good;
      const told: Record<string, unknown> = {};
      for await (const line of createInterface(child.stdout)) {
        const { level, at, ...facts } = JSON.parse(line);
        assert.equal(level, 'info');
        assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000);
        Object.assign(told, facts);
        if (Object.keys(told).length === ${sealed ? 3 : 2}) break;
      }
      const { listening, applied } = told;
      assert.ok(typeof listening === 'string' && Array.isArray(applied));
      ${when(sealed, "assert.equal(told['resealed'], 0);")}
      assert.match(listening, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.ok(applied.length > 0);
      assert.equal((await fetch(\`\${listening}/readyz\`)).status, 200);

      const socket = connect(Number(new URL(listening).port), '127.0.0.1');
      socket.end('this is not HTTP\r\n\r\n');
      const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
      assert.match(head, /^HTTP\/1\.1 ${platformError('invalid_input', model).status} [^]*\r\ncontent-type: application\/[^]*\r\nconnection: close/);
      assert.match(head, new RegExp(\`\r\ncontent-length: \${Buffer.byteLength(body)}$\`));
      assert.equal(typeof JSON.parse(body), 'object');

      child.kill('SIGTERM');
      child.kill('SIGINT');
      assert.deepEqual(await ended, [0, null]);
      assert.ok(existsSync(join(settings.DATA_DIR, 'database/PG_VERSION')));
    });

    test('the service does not start without its settings, and says which', async () => {
      assert.deepEqual(await bad.ended, [1, null]);
      assert.match(await bad.said, /PORT must be a number from 0 to 65535/);
    });

    /** Starts it with these settings; it ends with the tests at the latest. */
    function start(env: Record<string, string>) {
      const child = spawn(process.execPath, [MAIN], {
        env: { ...process.env, NODE_ENV: 'test', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      after(() => child.kill('SIGKILL'));
      return { child, said: text(child.stderr), ended: once(child, 'exit') };
    }
  `;
}
