import type { Plan } from '../plan.ts';
import { showsCertificates } from '../service/integrations/protected.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { TLS } from './wire.ts';

/** src/platform/kafka.ts: messages of topics. */
export function kafkaFile(plan: Plan): string {
  const shows = showsCertificates(plan);
  return code`
    ${imports([
      ['@platformatic/kafka', 'ProduceAcks', 'Producer', 'stringSerializers'],
      ['./connections.ts', 'type Connection', 'type Connections'],
      ['./failures.ts', 'CallFailed', 'type Failure'],
      ['./outside.ts', 'type Message', 'type System', 'type Wire'],
      ['./time-limit.ts', 'within'],
    ])}

    type Texts = Producer<string, string, string, string>;

    /** Hands messages to brokers, and waits until all replicas in sync have them. */
    export class KafkaWire implements Wire {
      readonly #connections: Connections;
      readonly #producers = new Map<string, Texts>();

      constructor(connections: Connections) {
        this.#connections = connections;
      }

      /** Hands over one message. */
      async send(system: System, message: Message, timeoutMs: number): Promise<unknown> {
        const connection = this.#connections[system.name];
        if (connection === undefined) throw new Error(\`\${system.name} has no settings\`);
        try {
          const producer = this.#producerOf(system, connection);
          await within(producer.send({ messages: [recordOf(message)], acks: ProduceAcks.ALL }), timeoutMs);
          return {};
        } catch (error) {
          throw error instanceof CallFailed ? error : new CallFailed(failureOf(error));
        }
      }

      async close(): Promise<void> {
        await Promise.all([...this.#producers.values()].map((producer) => producer.close(true).catch(() => undefined)));
      }

      #producerOf(system: System, connection: Connection): Texts {
        const known = this.#producers.get(system.name);
        if (known !== undefined) return known;
        const producer = new Producer({ ...brokersOf(system, connection), serializers: stringSerializers });
        this.#producers.set(system.name, producer);
        return producer;
      }
    }

    /** What brokers are handed: the topic is the path, and the key for repetitions a header, so that receivers can tell. */
    export function recordOf({ path, headers = {}, body }: Message) {
      const key = headers['idempotency-key'];
      return {
        topic: path.slice(1),
        value: body ?? '',
        headers: { 'content-type': 'application/json', ...(key !== undefined && { 'idempotency-key': key }) },
      };
    }

    /** Where brokers are, and how they are reached. What is tried again is said by the policy of the call. */
    export function brokersOf({ name }: System, { url${when(shows, ', certificates')} }: Connection) {
      const [scheme, brokers = ''] = url.split('://');
      ${when(shows, TLS)}
      return {
        clientId: name,
        bootstrapBrokers: brokers.split(','),
        retries: 0,
        ${shows ? "...(certificates === null && scheme !== 'kafkas' ? {} : { tls })," : "...(scheme === 'kafkas' ? { tls: {} } : {}),"}
      };
    }

    /** What an error of the library means. */
    export function failureOf(error: unknown): Failure {
      const { code } = Object(error);
      if (code === 'PLT_KFK_TIMEOUT') return 'timeout';
      if (code === 'PLT_KFK_AUTHENTICATION' || code === 'PLT_KFK_USER') return 'rejected';
      const refused = code === 'PLT_KFK_RESPONSE' && Object(error).findBy('canRetry', true) === null;
      return refused ? 'rejected' : 'unavailable';
    }
  `;
}
