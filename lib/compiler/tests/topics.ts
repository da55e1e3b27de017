import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/kafka.test.ts: how brokers fail that cannot be reached or do not answer; empty where no topic is written to. */
export function topicsTests(plan: Plan): string {
  const planned = plan.integrations.find(({ integration }) => integration.protocol === 'kafka');
  if (!plan.outside || planned === undefined) return '';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:net', 'createServer', 'type Socket'],
      ['node:test', 'test', 'type TestContext'],
      [`../src/integrations/${planned.file}.ts`, planned.variable],
      ['../src/platform/connections.ts', 'simulatedAt'],
      ['../src/platform/kafka.ts', 'KafkaWire'],
    ])}

    const { system } = ${planned.variable};
    const message = { method: 'POST', path: '/topic', headers: { 'idempotency-key': 'key' }, body: '{}' };

    /** Something that listens and hears; what it does with a connection is given. */
    async function broker(t: TestContext, meet: (socket: Socket) => void): Promise<string> {
      const open = new Set<Socket>();
      const server = createServer((socket) => {
        open.add(socket);
        socket.on('error', () => undefined);
        meet(socket);
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      t.after(() => {
        for (const socket of open) socket.destroy();
        server.close();
      });
      const address = server.address();
      return \`kafka://127.0.0.1:\${address instanceof Object ? address.port : 0}\`;
    }

    function wireTo(t: TestContext, url: string): KafkaWire {
      const wire = new KafkaWire({ [system.name]: { ...simulatedAt(url), simulated: false } });
      t.after(() => wire.close());
      return wire;
    }

    test('brokers that are not there, hang up or say nothing are failures of their own', async (t) => {
      const gone = wireTo(t, 'kafka://127.0.0.1:9');
      await assert.rejects(gone.send(system, message, 5000), { failure: 'unavailable' });
      const rude = wireTo(t, await broker(t, (socket) => socket.destroy()));
      await assert.rejects(rude.send(system, message, 5000), { failure: 'unavailable' });
      const heard: Buffer[] = [];
      const silent = wireTo(t, await broker(t, (socket) => socket.on('data', (part) => heard.push(part))));
      await assert.rejects(silent.send(system, message, 300), { failure: 'timeout' });
      assert.ok(heard.length > 0);
    });
  `;
}
