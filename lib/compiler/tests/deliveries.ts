import type { EventPlan, Plan } from '../plan.ts';
import { subscribersOf } from '../service/event.ts';
import { code } from '../text/code.ts';
import { type Doc, list, print, rows } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';
import { exampleObject } from './values.ts';

/** test/deliveries.test.ts: who is told of events, when they are told again, and when events are forgotten; null without events. */
export function deliveriesTests(plan: Plan): string | null {
  const [sample] = plan.events;
  return sample === undefined ? null : testsOf(sample, plan);
}

function testsOf({ event, file, variable, type }: EventPlan, plan: Plan): string {
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:http', 'createServer', 'type IncomingHttpHeaders'],
      ['node:test', 'test', 'type TestContext'],
      ...plan.events.map(
        (one): Import => [`../src/events/${one.file}.ts`, ...(one.file === file ? [`type ${type}`] : []), one.variable],
      ),
      [
        '../src/platform/events.ts',
        ...['deliverEvents', 'forgetEvents', 'publishing', 'readSubscribers', 'signatureOf', 'type Subscriber'],
      ],
      ['../src/platform/metrics.ts', 'Metrics'],
      ['./fixture.ts', 'db', 'SECRET'],
    ])}

    const event = ${variable};
    ${print([`const example: ${type} = `, exampleObject(event.payload, plan), ';'])}
    const now = '2025-01-31T12:00:00.000Z';

    /** Listens as long as the test runs, and takes what it is told with one status. */
    async function listening(t: TestContext, status: number): Promise<{ url: string; heard: IncomingHttpHeaders[] }> {
      const heard: IncomingHttpHeaders[] = [];
      const server = createServer((request, response) => {
        heard.push(request.headers);
        request.resume();
        response.writeHead(status).end('an answer that nobody reads');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      t.after(() => {
        server.closeAllConnections();
        server.close();
      });
      const address = server.address();
      return { url: \`http://127.0.0.1:\${address instanceof Object ? address.port : 0}\`, heard };
    }

    const publish = (...subscribers: Subscriber[]): Promise<void> =>
      db.transaction((tx) => publishing(tx, now, { [event.name]: subscribers })(event, example));

    const deliver = (...subscribers: Subscriber[]): Promise<number> =>
      deliverEvents(db, { [event.name]: subscribers }, new Metrics());

    test('events are called and told as the specification says', () => {
      ${print(
        [
          'const all = ',
          list(
            '[',
            plan.events.map((one) => one.variable),
            ']',
          ),
          ';',
        ],
        2,
      )}
      const told = all.map(({ name, channel, subscribers }) => ({ name, channel, subscribers }));
      ${print(['assert.deepEqual(told, ', rows('[', plan.events.map(declared), ']'), ');'], 2)}
    });

    test('each subscriber is told for itself, with a signature if it has a secret', async (t) => {
      const [one, other] = [await listening(t, 299), await listening(t, 300)];
      const first: Subscriber = { name: 'FIRST_URL', url: one.url, secret: null };
      const second: Subscriber = { name: 'SECOND_URL', url: other.url, secret: SECRET };
      await publish(first, second);
      const metrics = new Metrics();
      assert.equal(await deliverEvents(db, { [event.name]: [second, first] }, metrics), 1);
      const told = await db.query<{ subscriber: string; told: boolean }>(
        'SELECT subscriber, delivered_at IS NOT NULL AS told FROM platform.delivery ORDER BY subscriber',
      );
      assert.deepEqual(told, [
        { subscriber: 'FIRST_URL', told: true },
        { subscriber: 'SECOND_URL', told: false },
      ]);
      assert.deepEqual([one.heard.length, other.heard.length], [1, 1]);
      assert.equal(one.heard[0]?.['webhook-signature'], undefined);
      assert.match(String(other.heard[0]?.['webhook-signature']), /^v1,[\w+/]{43}=$/);
      const counted = (outcome: string) =>
        metrics.text().includes(\`event_deliveries_total{event="\${event.name}",outcome="\${outcome}"} 1\n\`);
      assert.deepEqual([counted('arrived'), counted('failed')], [true, true]);
    });

    test('who is not told is told again later, and later each time', async (t) => {
      const { url } = await listening(t, 503);
      const subscriber: Subscriber = { name: 'URL', url, secret: null };
      await publish(subscriber);
      for (const [attempts, least, most] of [
        [1, 1, 2],
        [2, 2, 4],
        [3, 4, 8],
        [20, 1800, 3600],
      ] as const) {
        await db.query('UPDATE platform.delivery SET next_at = now(), attempts = $1', [attempts - 1]);
        assert.equal(await deliver(subscriber), 0);
        const [row] = await db.query<{ attempts: number; seconds: number }>(
          'SELECT attempts, extract(epoch FROM next_at - now())::float8 AS seconds FROM platform.delivery',
        );
        assert.equal(row?.attempts, attempts);
        // A moment goes by until it is looked at.
        const seconds = Number(row?.seconds);
        assert.ok(seconds > least - 1 && seconds <= most, \`\${seconds} s after \${attempts}\`);
      }
    });

    test('who is no subscriber any more is not told, and nobody else instead', async (t) => {
      const { url, heard } = await listening(t, 200);
      await publish({ name: 'GONE_URL', url, secret: null });
      assert.equal(await deliver({ name: 'OTHER_URL', url, secret: null }), 0);
      assert.equal(await deliverEvents(db, {}, new Metrics()), 0);
      assert.equal(heard.length, 0);
    });

    test('an event that does not hold what it should is a mistake, and is not published', async () => {
      const wrong = { ...example, no_such_field: true };
      const published = db.transaction((tx) => publishing(tx, now, {})(event, wrong));
      await assert.rejects(published, { message: \`\${event.name}: /no_such_field is not known\` });
      const none = db.transaction((tx) => publishing(tx, now, {})(event, {} as ${type}));
      await assert.rejects(none, new RegExp(\`^Error: \${event.name}: .* must have required property\`));
      await db.transaction((tx) => publishing(tx, now, {})(event, example));
      assert.equal((await db.query('SELECT 1 FROM platform.outbox')).length, 1);
      assert.deepEqual(await db.query('SELECT 1 FROM platform.delivery'), []);
    });

    test('events are forgotten 30 days after everybody was told', async (t) => {
      const { url } = await listening(t, 200);
      const subscriber: Subscriber = { name: 'URL', url, secret: null };
      const left = async (days: number): Promise<number> => {
        await db.query("UPDATE platform.outbox SET at = now() - $1 * interval '1 day'", [days]);
        await forgetEvents(db);
        return (await db.query('SELECT 1 FROM platform.outbox')).length;
      };
      await publish(subscriber);
      assert.equal(await left(31), 1);
      assert.equal(await deliver(subscriber), 1);
      assert.deepEqual([await left(29), await left(31)], [1, 0]);
    });

    test('subscribers are read from the settings', () => {
      const declared = {
        ...event,
        subscribers: [
          { url: 'NEEDED_URL', secret: 'NEEDED_SECRET', needed: true },
          { url: 'OTHER_URL', secret: null, needed: false },
        ],
      };
      const asked: string[] = [];
      const read = (given: Record<string, string>): Subscriber[] => {
        asked.length = 0;
        const text = (name: string): string | null => given[name] ?? null;
        const needed = (name: string, why: string): string => {
          asked.push(\`\${name}: \${why}\`);
          return given[name] ?? '';
        };
        return readSubscribers(declared, { text, needed });
      };
      const name = event.name;
      assert.deepEqual(read({ NEEDED_URL: 'https://a.test', NEEDED_SECRET: 's', OTHER_URL: 'https://b.test' }), [
        { name: 'NEEDED_URL', url: 'https://a.test', secret: 's' },
        { name: 'OTHER_URL', url: 'https://b.test', secret: null },
      ]);
      assert.deepEqual(asked, [\`NEEDED_URL: who is told of \${name}\`, \`NEEDED_SECRET: signs \${name}\`]);
      assert.deepEqual(read({ NEEDED_URL: 'simulator:', OTHER_URL: 'simulator:' }), []);
      assert.deepEqual(read({}), []);
      assert.deepEqual(asked, [\`NEEDED_URL: who is told of \${name}\`]);
    });

    test('a signature is that of Standard Webhooks', () => {
      const signed = (secret: string): string => signatureOf(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', '1614265330', BODY);
      assert.equal(signed('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'), 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
      assert.equal(signed('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'), signed('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'));
    });

    const BODY = '{"test": 2432232314}';
  `;
}

/** What is said of an event, as it must be. */
function declared({ event }: EventPlan): Doc {
  const subscribers = subscribersOf(event).map(({ url, secret, needed }): Doc => {
    return list(
      '{',
      [`url: ${quote(url)}`, `secret: ${secret === null ? 'null' : quote(secret)}`, `needed: ${needed}`],
      '}',
      true,
    );
  });
  const members: Doc[] = [
    `name: ${quote(event.name)}`,
    `channel: ${quote(event.channel)}`,
    ['subscribers: ', rows('[', subscribers, ']')],
  ];
  return list('{', members, '}', true);
}
