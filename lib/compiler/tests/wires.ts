import type { Plan } from '../plan.ts';
import { otherProtocols } from '../service/integrations/beyond-http.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/wires.test.ts: systems are spoken with by their protocol, and stand-ins by HTTP; null where all speak HTTP. */
export function wiresTests(plan: Plan): string | null {
  const planned = plan.integrations.find(({ integration }) =>
    otherProtocols(plan).some((one) => one === integration.protocol),
  );
  if (!plan.outside || planned === undefined) return null;
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:net', 'createServer'],
      ['node:test', 'test', 'type TestContext'],
      [`../src/integrations/${planned.file}.ts`, planned.variable],
      ['../src/platform/connections.ts', 'simulatedAt'],
      ['../src/platform/wires.ts', 'Wires'],
    ])}

    const { system } = ${planned.variable};

    /** How something that listens is spoken to first; it greets nobody, and hangs up when it was spoken to, or soon. */
    async function heard(t: TestContext, scheme: string, simulated: boolean): Promise<string> {
      let first = '';
      let met = 0;
      const server = createServer((socket) => {
        met += 1;
        socket.on('error', () => undefined);
        socket.once('data', (bytes) => {
          first ||= bytes.toString('latin1');
          socket.destroy();
        });
        setTimeout(() => socket.destroy(), 300).unref();
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      t.after(() => server.close());
      const address = server.address();
      const url = \`\${scheme}://127.0.0.1:\${address instanceof Object ? address.port : 0}\`;
      const wires = new Wires({ [system.name]: { ...simulatedAt(url), simulated } });
      const message = { method: 'POST', path: '/spoken', body: '{}' };
      await wires.send(system, message, 5000).catch(() => undefined);
      await wires.close();
      assert.ok(met > 0);
      return first;
    }

    test('a stand-in is spoken with by HTTP, the system itself by its own protocol', async (t) => {
      assert.match(await heard(t, 'http', true), /^POST \/spoken HTTP/);
      assert.doesNotMatch(await heard(t, '${planned.integration.protocol ?? ''}', false), /HTTP/);
    });
  `;
}
