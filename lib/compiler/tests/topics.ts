import type { Plan } from '../plan.ts';
import { showsCertificates } from '../service/integrations/protected.ts';
import { code, when } from '../text/code.ts';
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
      ['../src/platform/kafka.ts', 'brokersOf', 'failureOf', 'KafkaWire', 'recordOf'],
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

    test('a message says its topic, what it holds and the key by which a repetition is known', () => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'key' };
      assert.deepEqual(recordOf(message), { topic: 'topic', value: '{}', headers });
      const bare = recordOf({ method: 'POST', path: '/topic', body: null });
      assert.deepEqual(bare, { topic: 'topic', value: '', headers: { 'content-type': 'application/json' } });
    });

    test('brokers are those of the address, and reached by TLS where it says so', () => {
      const reached = (url: string, certificates: object | null = null) =>
        brokersOf(system, Object.assign(simulatedAt(url), { certificates }));
      const plain = { clientId: system.name, bootstrapBrokers: ['a:1', 'b:2'], retries: 0 };
      assert.deepEqual(reached('kafka://a:1,b:2'), plain);
      assert.deepEqual(reached('kafkas://a:1,b:2'), { ...plain, tls: {} });
      ${when(showsCertificates(plan), SHOWN)}
    });

    test('what brokers refuse is a refusal, and what they cannot do now is not', () => {
      const answered = (retriable: object | null) => ({
        code: 'PLT_KFK_RESPONSE',
        findBy: (...wanted: unknown[]) => (String(wanted) === 'canRetry,true' ? retriable : 'something else'),
      });
      const meant: [error: unknown, failure: string][] = [
        [{ code: 'PLT_KFK_TIMEOUT' }, 'timeout'],
        [{ code: 'PLT_KFK_AUTHENTICATION' }, 'rejected'],
        [{ code: 'PLT_KFK_USER' }, 'rejected'],
        [answered(null), 'rejected'],
        [answered({}), 'unavailable'],
        [{ code: 'PLT_KFK_NETWORK', findBy: () => null }, 'unavailable'],
        [undefined, 'unavailable'],
      ];
      for (const [error, failure] of meant) assert.equal(failureOf(error), failure, JSON.stringify(error));
    });
  `;
}

const SHOWN = code`
  const [certificate, key, authority] = ['certificate', 'key', 'authority'].map((text) => Buffer.from(text));
  const tls = { cert: certificate, key };
  assert.deepEqual(reached('kafka://a:1,b:2', { certificate, key, authority: null }), { ...plain, tls });
  const ours = { ...tls, ca: authority };
  assert.deepEqual(reached('kafka://a:1,b:2', { certificate, key, authority }), { ...plain, tls: ours });
`;
