import type { Plan } from '../plan.ts';
import { encryptsMessages } from '../service/integrations/encrypted-messages.ts';
import { authKinds, showsCertificates } from '../service/integrations/protected.ts';
import { exchangesNumbers } from '../service/wired-numbers.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { provesWho } from './credentials.ts';

/** src/platform/wire.ts: HTTP to other systems. */
export function wireFile(plan: Plan): string {
  const { integrations } = plan;
  const encrypts = encryptsMessages(plan);
  const { carried, brought } = plan.files;
  const shows = showsCertificates(plan);
  const exact = exchangesNumbers(plan);
  const kinds = authKinds(plan);
  const [oauth, proves] = [kinds.has('oauth2_client_credentials'), provesWho(kinds)];
  const body = when(kinds.has('webhook'), ', message.body');
  const soap = integrations.some(({ integration }) => integration.protocol === 'soap');
  const accepted = "system.protocol === 'soap' ? 'text/xml' : 'application/json'";
  const soapAccept = brought ? `(${accepted})` : accepted;
  const readGiven = [
    `${soap ? 'system' : '_system'}: System`,
    'answer: Dispatcher.ResponseData',
    ...(encrypts ? ['keys: MessageKeys | null'] : []),
    ...(brought ? ['{ brings }: Message', 'received: Received'] : []),
  ];
  const more = [...(encrypts ? ['keys'] : []), ...(brought ? ['message', 'received'] : [])];
  return code`
    ${imports([
      ['node:stream', ...(carried ? ['Readable'] : [])],
      ['undici', 'Agent', 'type Dispatcher', 'errors', 'request'],
      ['./connections.ts', 'type Connection', 'type Connections'],
      ['./credentials.ts', ...(oauth ? ['Credentials'] : proves ? ['credentialsOf'] : [])],
      ['./exact-json.ts', ...(exact ? ['exactJson'] : [])],
      ['./failures.ts', 'CallFailed', 'type Failure'],
      ['./outside.ts', 'type Message', 'type System', 'type Wire'],
      ['./received-files.ts', ...(brought ? ['nameSaid', 'Received'] : [])],
      ['./xmlenc.ts', ...(encrypts ? ['type MessageKeys', 'openBody', 'sealBody'] : [])],
    ])}

    ${when(!brought, '/** Bytes. A longer answer is refused while it arrives. */\nconst LARGEST_ANSWER = 8_388_608;')}
    const LONGEST_WAIT_MS = 60_000;

    /** Speaks HTTP with all other systems: one pool of connections for each. */
    export class HttpWire implements Wire {
      readonly #connections: Connections;
      readonly #agents = new Map<string, Agent>();
      ${when(oauth, 'readonly #credentials = new Credentials();')}

      constructor(connections: Connections) {
        this.#connections = connections;
      }

      /** Sends one message.${when(oauth, ' A token that is no longer taken is asked for anew, once.')} */
      ${print([list('async send(', ['system: System', 'message: Message', 'timeoutMs: number', ...(brought ? ['received = new Received()'] : [])], '): Promise<unknown> {')], 2)}
        const connection = this.#connections[system.name];
        if (connection === undefined) throw new Error(\`\${system.name} has no settings\`);
        const signal = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
        const dispatcher = this.#agentOf(system${when(shows, ', connection')});
        ${when(encrypts, KEYS)}
        try {
          ${oauth ? exchangedAgain(more) : exchanged(more)}
        } catch (error) {
          throw error instanceof CallFailed ? error : new CallFailed(failureOf(error));
        }
      }

      /** Closes all connections. */
      async close(): Promise<void> {
        await Promise.all([...this.#agents.values()].map((agent) => agent.destroy()));
      }

      ${when(oauth, 'async ')}#exchange(
        ${proves || soap || encrypts ? 'system' : '_system'}: System,
        connection: Connection,
        message: Message,
        options: { signal: AbortSignal; dispatcher: Dispatcher },
      ): Promise<Dispatcher.ResponseData> {
        ${when(oauth, `const credentials = await this.#credentials.headers(system, connection, options${body});`)}
        const headers = {
          accept: ${brought ? 'message.brings ?? ' : ''}${soap ? soapAccept : "'application/json'"},
          ...(message.body === null ? {} : { 'content-type': 'application/json' }),
          ...message.headers,
          ${oauth ? '...credentials,' : when(proves, `...credentialsOf(system, connection${body}),`)}
        };
        const url = \`\${connection.url}\${message.path}\`;
        ${when(encrypts, SEALED)}
        ${sending(carried, encrypts)}
      }

      ${print([list('async #readAnswer(', readGiven, '): Promise<unknown> {')], 2)}
        const { statusCode, headers, body } = answer;
        ${when(brought, WHOLE)}
        const text = await body.text();
        ${when(soap, encrypts ? SOAP.replace('return text', 'return keys === null ? text : openBody(text, keys.own)') : SOAP)}
        if (statusCode > 299) throw refusal(statusCode, headers['retry-after']);
        if (text === '') return {};
        try {
          return ${exact ? 'exactJson' : 'JSON.parse'}(text);
        } catch {
          throw new CallFailed('invalid_response');
        }
      }

      #agentOf(system: System${when(shows, ', { certificates }: Connection')}): Agent {
        const known = this.#agents.get(system.name);
        if (known !== undefined) return known;
        ${when(shows, TLS)}
        const agent = new Agent({
          connections: system.maxConcurrent ?? 50,
          maxResponseSize: ${brought ? 'system.largestAnswer' : 'LARGEST_ANSWER'},
          headersTimeout: LONGEST_WAIT_MS,
          bodyTimeout: LONGEST_WAIT_MS,
          connect: { timeout: LONGEST_WAIT_MS${when(shows, ', ...tls')} },
        });
        this.#agents.set(system.name, agent);
        return agent;
      }
    }

    ${when(carried, STREAMED(encrypts))}

    function refusal(status: number, retryAfter: string | string[] | undefined): CallFailed {
      if (status === 408 || status === 504) return new CallFailed('timeout');
      const seconds = Number(retryAfter ?? 0);
      const wait = Number.isFinite(seconds) ? Math.min(Math.max(0, seconds) * 1000, LONGEST_WAIT_MS) : 0;
      if (status === 429) return new CallFailed('rate_limited', wait);
      if (status >= 500) return new CallFailed('unavailable', wait);
      return new CallFailed(status >= 400 ? 'rejected' : 'invalid_response');
    }

    /** What an error of the connection means. */
    function failureOf(error: unknown): Failure {
      if (error instanceof errors.ResponseExceededMaxSizeError) return 'invalid_response';
      const name = error instanceof Error ? error.name : '';
      return /Timeout|Abort/.test(name) ? 'timeout' : 'unavailable';
    }

    /** One part of a path. What would lead elsewhere on the other system is refused before it leaves. */
    export function segment(value: string | number | boolean): string {
      const text = String(value);
      if (text === '' || text === '.' || text === '..') throw new CallFailed('rejected');
      return encodeURIComponent(text);
    }

    /** The query of an address; what is not there is left out. */
    export function query(values: Readonly<Record<string, unknown>>): string {
      const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
      const parts = given.flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((item) => {
          const text = item instanceof Object ? JSON.stringify(item) : String(item);
          return \`\${encodeURIComponent(name)}=\${encodeURIComponent(text)}\`;
        }),
      );
      return parts.length === 0 ? '' : \`?\${parts.join('&')}\`;
    }

    /** A JSON body; what is not there is left out. */
    export function json(values: Readonly<Record<string, unknown>>): string {
      return JSON.stringify(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)));
    }
  `;
}

/** How a request leaves. */
function sending(carried: boolean, encrypts: boolean): string {
  const method = 'method: message.method as Dispatcher.HttpMethod';
  if (!carried)
    return `return request(url, { ...options, ${method}, headers, body${encrypts ? '' : ': message.body'} });`;
  return code`
    const ${encrypts ? 'sent' : 'body'} = ${encrypts ? 'streamed(message, body)' : 'streamed(message)'};
    return request(url, { ...options, ${method}, headers, body${encrypts ? ': sent' : ''} });
  `;
}

const STREAMED = (encrypts: boolean): string => code`
  /** A body as it is sent: at once, or while it is read. */
  function streamed({ ${encrypts ? '' : 'body, '}stream }: Message${when(encrypts, ', body: string | null')}): string | Readable | null {
    return stream === undefined ? body : Readable.from(stream(), { objectMode: false });
  }
`;

/** The options of a connection that shows a certificate. */
export const TLS = code`
  const tls =
    certificates === null
      ? {}
      : {
          cert: certificates.certificate,
          key: certificates.key,
          ...(certificates.authority === null ? {} : { ca: certificates.authority }),
        };
`;

function exchanged(more: readonly string[]): string {
  return code`
    const answer = await this.#exchange(system, connection, message, { signal, dispatcher });
    return await this.#readAnswer(${['system', 'answer', ...more].join(', ')});
  `;
}

/** A token may have ended: then another is asked for. */
function exchangedAgain(more: readonly string[]): string {
  const again = `return await this.#readAnswer(${['system', 'second', ...more].join(', ')});`;
  return code`
    const first = await this.#exchange(system, connection, message, { signal, dispatcher });
    const stale = first.statusCode === 401 && this.#credentials.forget(system.name);
    if (!stale) return await this.#readAnswer(${['system', 'first', ...more].join(', ')});
    await first.body.dump();
    ${more.length > 0 ? `${AGAIN}\n${again}` : 'return await this.#readAnswer(system, await this.#exchange(system, connection, message, { signal, dispatcher }));'}
  `;
}

const AGAIN = code`
  const second = await this.#exchange(system, connection, message, { signal, dispatcher });
`;

/** An answer that is a file: it is laid aside, however large it is. */
const WHOLE = code`
  if (brings !== undefined && statusCode >= 200 && statusCode <= 299) {
    if (statusCode === 204) return {};
    return { body: await received.whole(nameSaid(headers['content-disposition']), body) };
  }
`;

const KEYS = 'const keys = system.encrypt === null ? null : connection.keys;';

const SEALED = code`
  ${KEYS}
  const body = keys === null || message.body === null ? message.body : sealBody(message.body, keys.theirs);
`;

const SOAP = code`
  if (system.protocol === 'soap') {
    // A fault comes with the status of a failure, and is a refusal.
    const fault = statusCode === 500 && /<([\w.-]+:)?Fault[\s/>]/.test(text);
    if (statusCode === 200 || fault) return text;
  }
`;
