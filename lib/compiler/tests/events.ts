import type { EventPlan, Plan } from '../plan.ts';
import { holdsDocument, tellsDocuments } from '../service/opened.ts';
import { holdNumbers, sendsNumbers } from '../service/wired-numbers.ts';
import { code } from '../text/code.ts';
import { hugged, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';
import { exampleObject, shownMembers, shownObject } from './values.ts';

/** test/events.test.ts: events that are stored, signed, delivered in order and again; empty if none is published. */
export function eventsTests(plan: Plan): string {
  const [sample] = plan.events;
  if (sample === undefined) return '';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:http', 'createServer', 'type IncomingHttpHeaders'],
      ['node:test', 'describe', 'test'],
      ...plan.events.map(({ file, type, variable }) => [`../src/events/${file}.ts`, `type ${type}`, variable] as const),
      ['../src/platform/events.ts', 'deliverEvents', 'publishing', 'signatureOf', 'type Subscribers'],
      ['../src/platform/exact-json.ts', ...(sendsNumbers(plan) ? ['numbered'] : [])],
      ['../src/platform/held-documents.ts', ...(tellsDocuments(plan) ? ['withTexts'] : [])],
      ['../src/platform/metrics.ts', 'Metrics'],
      ['./fixture.ts', 'db', 'SECRET', 'SUBSCRIBERS'],
    ])}

    interface Heard {
      headers: IncomingHttpHeaders;
      body: string;
    }

    /** Listens while \`work\` is done, and answers each event with the next of the statuses; the last stays. */
    async function listening(
      statuses: number[],
      work: (subscribers: Subscribers, heard: Heard[]) => Promise<void>,
    ): Promise<void> {
      const heard: Heard[] = [];
      const server = createServer(async (request, response) => {
        let body = '';
        for await (const part of request) body += String(part);
        heard.push({ headers: request.headers, body });
        response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200).end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const url = \`http://127.0.0.1:\${address instanceof Object ? address.port : 0}\`;
      const subscribers = Object.entries(SUBSCRIBERS).map(([event, all]) => [event, all.map((one) => ({ ...one, url }))]);
      try {
        await work(Object.fromEntries(subscribers), heard);
      } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    }

    const now = '2025-01-31T12:00:00.000Z';
    const deliver = (subscribers: Subscribers): Promise<number> => deliverEvents(db, subscribers, new Metrics());
    const later = (): Promise<void> => db.script('UPDATE platform.delivery SET next_at = now()');

    ${plan.events.map((event) => origin(event.event, eventTest(event, plan))).join('\n\n')}

    describe('an event', () => {
      ${print(['const publish = () => db.transaction((tx) => publishing(tx, now, SUBSCRIBERS)(', sample.variable, ', example));'], 2)}
      ${print([`const example: ${sample.type} = `, exampleObject(sample.event.payload, plan), ';'], 2)}

      test('is not there if the transaction is not stored', async () => {
        const lost = db.transaction(async (tx) => {
          await publishing(tx, now, SUBSCRIBERS)(${sample.variable}, example);
          throw new Error('lost');
        });
        await assert.rejects(lost, /lost/);
        assert.deepEqual(await db.query('SELECT 1 FROM platform.outbox'), []);
      });

      test('is delivered again until it is taken', async () => {
        await publish();
        await listening([500, 404, 204], async (subscribers, heard) => {
          assert.equal(await deliver(subscribers), 0);
          assert.equal(await deliver(subscribers), 0);
          assert.equal(heard.length, 1);
          await later();
          assert.equal(await deliver(subscribers), 0);
          await later();
          assert.equal(await deliver(subscribers), 1);
          await later();
          assert.equal(await deliver(subscribers), 0);
          assert.equal(new Set(heard.map(({ headers }) => headers['webhook-id'])).size, 1);
        });
      });

      test('waits for somebody who does not listen', async () => {
        await publish();
        assert.equal(await deliver(SUBSCRIBERS), 0);
        await later();
        await listening([200], async (subscribers) => assert.equal(await deliver(subscribers), 1));
      });

      ${sample.event.subject === null ? '' : ORDERED}
    });
  `;
}

const ORDERED = code`
  test('comes after those of the same subject that came before it', async () => {
    await publish();
    await publish();
    await listening([500, 200], async (subscribers, heard) => {
      assert.equal(await deliver(subscribers), 0);
      await later();
      assert.equal(await deliver(subscribers), 2);
      const ids = heard.map(({ headers }) => headers['webhook-id']);
      assert.equal(ids.length, 3);
      assert.deepEqual([ids[0] === ids[1], ids[1] === ids[2]], [true, false]);
    });
  });
`;

function eventTest({ event, variable, type }: EventPlan, plan: Plan): string {
  const { subject } = event;
  const numbers = holdNumbers(event.payload, plan.model);
  // Which types are texts that hold documents, only the model says here.
  const declared = plan.model.events.find(({ name }) => name === event.name)?.payload ?? [];
  const holds = declared.some((field) => holdsDocument(field.type, plan.model));
  const members = { open: '{', items: shownMembers(declared, plan), close: '}', space: true };
  const shown = holds ? hugged('withTexts(', [quote(type)], members, ')') : shownObject(declared, plan);
  return code`
    test(${quote(`${event.name} is delivered as a signed CloudEvent`)}, async () => {
      ${print([`const example: ${type} = `, exampleObject(event.payload, plan), ';'], 2)}
      await db.transaction((tx) => publishing(tx, now, SUBSCRIBERS)(${variable}, example));
      await listening([200], async (subscribers, heard) => {
        assert.equal(await deliver(subscribers), 1);
        const [{ headers, body } = { headers: {}, body: '' }] = heard;
        const { id, ...sent } = JSON.parse(body);
        ${numbers ? print(['const shown = ', shown, ';'], 4) : ''}
        ${numbers ? `const data: unknown = JSON.parse(JSON.stringify(numbered(${quote(type)}, shown)));` : ''}
        ${print(['assert.deepEqual(sent, ', '{', '});'], 4).replace(
          '{});',
          `{
      specversion: '1.0',
      source: ${quote(`/${plan.model.service.name}`)},
      type: ${quote(event.channel)},${subject === null ? '' : `\n      subject: ${variable}.subject(example),`}
      time: now,
      datacontenttype: 'application/json',
      ${numbers ? 'data,' : `data: ${print(shown, 6).replaceAll('\n', '\n      ')},`}
    });`.replaceAll('\n    ', '\n'),
        )}
        assert.equal(headers['content-type'], 'application/cloudevents+json');
        assert.equal(headers['webhook-id'], id);
        const time = String(headers['webhook-timestamp']);
        assert.ok(Math.abs(Date.now() / 1000 - Number(time)) < 60);
        assert.equal(headers['webhook-signature'], signatureOf(SECRET, id, time, body));
      });
    });
  `;
}
