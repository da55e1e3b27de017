import type { Plan } from '../plan.ts';
import { tellsDocuments } from '../service/opened.ts';
import { sendsNumbers } from '../service/wired-numbers.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** src/platform/events.ts: events that are stored with what they are about, and delivered afterwards. */
export function eventsFile(plan: Plan): string {
  const { model } = plan;
  const exact = sendsNumbers(plan);
  const documents = tellsDocuments(plan);
  const shown = 'masked(event.schema, payload)';
  const told = documents ? `withTexts(event.schema, ${shown})` : shown;
  return code`
    ${imports([
      ['node:crypto', 'createHmac', 'randomUUID'],
      ['undici', 'request'],
      ['./contract.ts', 'faultsOf', 'type InternalSchemaName'],
      ['./db.ts', 'type Database', 'type Db'],
      ['./exact-json.ts', ...(exact ? ['exactJson', 'numbered'] : [])],
      ['./held-documents.ts', ...(documents ? ['textsFit', 'withTexts'] : [])],
      ['./mask.ts', 'masked'],
      ['./metrics.ts', 'type Metrics'],
    ])}

    /** An event that the specification declares. */
    export interface EventType<Payload> {
      name: string;
      /** What subscribers know it by. */
      channel: string;
      schema: InternalSchemaName;
      /** Events of one subject are delivered in their order. */
      subject: (payload: Payload) => string | null;
      /** The settings that say who is told. */
      subscribers: readonly { url: string; secret: string | null; needed: boolean }[];
    }

    /** Somebody who is told of an event. */
    export interface Subscriber {
      /** The setting that names it. */
      name: string;
      url: string;
      /** Signs what is sent; null where nothing is signed. */
      secret: string | null;
    }

    /** Who is told, by the names of the events. */
    export type Subscribers = Readonly<Record<string, readonly Subscriber[]>>;

    /** Gives settings by name; a needed one that is missing is noted, and reads as an empty text. */
    interface Settings {
      text(name: string): string | null;
      needed(name: string, why: string): string;
    }

    /** Reads who is told of an event. An address that says \`simulator:\` is nobody's. */
    export function readSubscribers(event: EventType<never>, { text, needed }: Settings): Subscriber[] {
      return event.subscribers.flatMap(({ url: name, secret: key, needed: must }) => {
        const url = must ? needed(name, \`who is told of \${event.name}\`) : (text(name) ?? '');
        if (url === '' || url === 'simulator:') return [];
        const secret = key === null ? null : needed(key, \`signs \${event.name}\`);
        return [{ name, url, secret }];
      });
    }

    /** How steps publish: what is stored here is delivered if, and only if, the transaction is. */
    export type Emit = <Payload extends object>(event: EventType<Payload>, payload: Payload) => Promise<void>;

    /** Publishes in a transaction. Classified values are masked before they are stored. */
    export function publishing(tx: Db, now: string, subscribers: Subscribers): Emit {
      return async (event, payload) => {
        const faults = faultsOf(event.schema, payload);
        if (faults.length > 0)
          throw new Error(\`\${event.name}: \${faults.map(({ path, message }) => \`\${path} \${message}\`).join('; ')}\`);
        ${when(documents, FITS)}
        const [row] = await tx.query<{ seq: number }>(
          \`INSERT INTO platform.outbox (id, event, channel, subject, at, data) VALUES ($1, $2, $3, $4, $5, $6) RETURNING seq\`,
          [
            randomUUID(),
            event.name,
            event.channel,
            event.subject(payload),
            now,
            JSON.stringify(${exact ? `numbered(event.schema, ${told})` : told}),
          ],
        );
        for (const { name } of subscribers[event.name] ?? []) {
          const due = [row?.seq, name, now];
          await tx.query('INSERT INTO platform.delivery (seq, subscriber, next_at) VALUES ($1, $2, $3)', due);
        }
      };
    }

    interface Delivery {
      seq: number;
      subscriber: string;
      attempts: number;
      id: string;
      event: string;
      channel: string;
      subject: string | null;
      at: string;
      ${exact ? '/** JSON. */\ndata: string;' : 'data: unknown;'}
    }

    /** An event waits until its subscriber has those of the same subject that came before it. */
    const CLAIM = \`
      UPDATE platform.delivery SET attempts = delivery.attempts + 1, next_at = now() + interval '1 minute'
      FROM platform.outbox
      WHERE outbox.seq = delivery.seq AND (delivery.seq, delivery.subscriber) = (
        SELECT due.seq, due.subscriber FROM platform.delivery AS due JOIN platform.outbox AS event ON event.seq = due.seq
        WHERE due.delivered_at IS NULL AND due.next_at <= now() AND NOT EXISTS (
          SELECT 1 FROM platform.delivery AS earlier JOIN platform.outbox AS other ON other.seq = earlier.seq
          WHERE earlier.subscriber = due.subscriber AND earlier.delivered_at IS NULL AND other.subject = event.subject
            AND other.event = event.event AND earlier.seq < due.seq
        )
        ORDER BY due.seq LIMIT 1 FOR UPDATE OF due SKIP LOCKED
      )
      RETURNING delivery.seq, delivery.subscriber, delivery.attempts, outbox.id, outbox.event, outbox.channel,
        outbox.subject, outbox.at, outbox.data${when(exact, '::text AS data')}\`;

    /** Delivers what is due, one event after the other, and says how many arrived. */
    export async function deliverEvents(db: Database, subscribers: Subscribers, metrics: Metrics): Promise<number> {
      let arrived = 0;
      for (;;) {
        const [delivery] = await db.query<Delivery>(CLAIM);
        if (delivery === undefined) return arrived;
        const subscriber = subscribers[delivery.event]?.find(({ name }) => name === delivery.subscriber);
        const done = subscriber !== undefined && (await post(subscriber, delivery));
        metrics.count('event_deliveries_total', { event: delivery.event, outcome: done ? 'arrived' : 'failed' });
        if (done) arrived += 1;
        await db.query(
          done
            ? 'UPDATE platform.delivery SET delivered_at = now() WHERE seq = $1 AND subscriber = $2'
            : \`UPDATE platform.delivery SET next_at = now() + $3 * interval '1 second' WHERE seq = $1 AND subscriber = $2\`,
          done ? [delivery.seq, delivery.subscriber] : [delivery.seq, delivery.subscriber, delayOf(delivery.attempts)],
        );
      }
    }

    const LONGEST_DELAY_S = 3600;

    /** Seconds until the next attempt: more with each, at most an hour, and never the same for all. */
    function delayOf(attempts: number): number {
      return Math.min(2 ** attempts, LONGEST_DELAY_S) * (0.5 + Math.random() / 2);
    }

    const SLOWEST_MS = 10_000;

    /** Sends a CloudEvent 1.0 with a Standard Webhooks signature, and says whether it was taken. */
    async function post({ url, secret }: Subscriber, delivery: Delivery): Promise<boolean> {
      const { id, channel, subject, at, data } = delivery;
      const event = {
        specversion: '1.0',
        id,
        source: ${quote(`/${model.service.name}`)},
        type: channel,
        ...(subject === null ? {} : { subject }),
        time: at,
        datacontenttype: 'application/json',
        ${exact ? 'data: exactJson(data),' : 'data,'}
      };
      const body = JSON.stringify(event);
      const seconds = String(Math.floor(Date.now() / 1000));
      const signature = secret === null ? {} : { 'webhook-signature': signatureOf(secret, id, seconds, body) };
      try {
        const { statusCode, body: answer } = await request(url, {
          method: 'POST',
          signal: AbortSignal.timeout(SLOWEST_MS),
          headers: {
            'content-type': 'application/cloudevents+json',
            'webhook-id': id,
            'webhook-timestamp': seconds,
            ...signature,
          },
          body,
        });
        await answer.dump();
        return statusCode < 300;
      } catch {
        return false;
      }
    }

    /** Standard Webhooks: HMAC-SHA256 over id, time and body; the secret is base64 after \`whsec_\`. */
    export function signatureOf(secret: string, id: string, seconds: string, body: string): string {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      return \`v1,\${createHmac('sha256', key).update(\`\${id}.\${seconds}.\${body}\`).digest('base64')}\`;
    }

    /** Deletes events that everybody got 30 days ago. */
    export async function forgetEvents(db: Database): Promise<void> {
      await db.query(\`DELETE FROM platform.outbox WHERE at < now() - interval '30 days' AND NOT EXISTS (
        SELECT 1 FROM platform.delivery WHERE delivery.seq = outbox.seq AND delivered_at IS NULL)\`);
    }
  `;
}

const FITS = code`
  if (!textsFit(event.schema, payload)) throw new Error(\`\${event.name}: a text is not as long as it may be\`);
`;
