import type { Plan } from '../plan.ts';
import { encryptsMessages } from '../service/integrations/encrypted-messages.ts';
import { type AuthKind, authKinds } from '../service/integrations/protected.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { provesWho } from './credentials.ts';

/** src/platform/simulator.ts: stand-ins for other systems. */
export function simulatorFile(plan: Plan): string {
  const encrypts = encryptsMessages(plan);
  const { brought } = plan.files;
  const said = brought ? 'string | Buffer' : 'string';
  const kinds = authKinds(plan);
  const [oauth, proves] = [kinds.has('oauth2_client_credentials'), provesWho(kinds)];
  const compares = oauth || kinds.has('api_key') || kinds.has('bearer') || kinds.has('basic');
  return code`
    ${imports([
      ['node:crypto', ...(compares ? ['timingSafeEqual'] : [])],
      ['node:http', 'createServer', 'type IncomingMessage', 'type Server', 'type ServerResponse'],
      ['node:timers/promises', 'setTimeout as pause'],
      ['./connections.ts', 'type Connections', 'SIMULATOR', 'simulatedAt'],
      ['./failures.ts', 'type Failure'],
      ['./outside.ts', 'type System'],
      ['./soap.ts', ...(encrypts ? ['envelope'] : [])],
      ['./xmlenc.ts', ...(encrypts ? ['openBody', 'sealBody', 'standInKeys'] : [])],
    ])}

    /** What a stand-in knows of its system, by the specification alone. */
    export interface Simulation {
      system: System;
      operations: readonly SimulatedOperation[];
    }

    export interface SimulatedOperation {
      name: string;
      method: string;
      /** With a \`*\` for each part that is given. */
      path: string;
      /** A header that tells operations apart which share a path. */
      header?: { name: string; value: string };
      /** Left out: JSON. */
      contentType?: string;
      /** What is answered, unless it is told otherwise. */
      answer: ${said};
    }

    /** What a stand-in does when it is asked: an answer of its own, or a failure. */
    export type Behaviour = { status?: number; answer: ${said}; afterMs?: number } | { fails: Failure };

    /** A request that a stand-in was sent. */
    export interface Heard {
      operation: string;
      headers: IncomingMessage['headers'];
      path: string;
      body: string;
    }

    const LARGEST_BODY = 8_388_608;
    const MOST_HEARD = 200;

    /** A small HTTP server on this machine that answers as the specification says the system does, always the same. */
    export class Simulator {
      readonly #simulation: Simulation;
      readonly #behaviours = new Map<string, Behaviour[]>();
      readonly #server: Server;
      readonly #heard: Heard[] = [];
      ${when(oauth, '#tokensAsked = 0;')}

      private constructor(simulation: Simulation) {
        this.#simulation = simulation;
        this.#server = createServer((request, response) => {
          this.#serve(request, response).catch(() => response.destroy());
        });
      }

      static async start(simulation: Simulation): Promise<Simulator> {
        const simulator = new Simulator(simulation);
        await new Promise<void>((resolve, reject) => {
          simulator.#server.on('error', reject).listen(0, '127.0.0.1', resolve);
        });
        simulator.#server.unref();
        return simulator;
      }

      get url(): string {
        const address = this.#server.address();
        return \`http://127.0.0.1:\${address instanceof Object ? address.port : 0}\`;
      }

      /** What it was asked since the last reset, oldest first. */
      get heard(): readonly Heard[] {
        return this.#heard;
      }

      ${when(oauth, TOKENS_ASKED)}

      /** What it answers to an operation, unless it is told otherwise. */
      answerOf(operation: string): ${said} {
        return this.#simulation.operations.find(({ name }) => name === operation)?.answer ?? '';
      }

      /** An answer that holds nothing of what was agreed. */
      emptyAnswer(): string {
        return this.#simulation.system.protocol === 'soap' ? ${encrypts ? "envelope('Empty', {})" : "'<Envelope><Body><Empty/></Body></Envelope>'"} : '{}';
      }

      /** Whether an operation is answered in JSON as it is. */
      speaksJson(operation: string): boolean {
        const { system, operations } = this.#simulation;
        ${brought ? SPEAKS_JSON : "return system.protocol === 'rest' && operations.some(({ name }) => name === operation);"}
      }

      /** What it does for the next requests of an operation, one after the other; the last stays. */
      behave(operation: string, ...behaviours: readonly Behaviour[]): void {
        this.#behaviours.set(operation, [...behaviours]);
      }

      /** Answers again as the specification says, and forgets what it heard. */
      reset(): void {
        this.#behaviours.clear();
        this.#heard.length = 0;
        ${when(oauth, 'this.#tokensAsked = 0;')}
      }

      close(): Promise<void> {
        this.#server.closeAllConnections();
        return new Promise((resolve) => this.#server.close(() => resolve()));
      }

      async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const { pathname } = new URL(request.url ?? '/', 'http://simulator');
        const ${encrypts ? 'sent' : 'body'} = await bodyOf(request);
        ${when(oauth, TOKENS.replace('BODY', encrypts ? 'sent' : 'body'))}
        const found = this.#simulation.operations.find((operation) => fits(operation, request, pathname));
        if (found === undefined) return send(response, 404, '{}');
        ${when(encrypts, "const body = this.#opened(sent);\nif (body === null) return send(response, 400, '{}');")}
        this.#heard.push({ operation: found.name, headers: request.headers, path: request.url ?? '', body });
        if (this.#heard.length > MOST_HEARD) this.#heard.shift();
        ${when(proves, "if (!this.#isKnown(request)) return send(response, 401, '{}');")}
        const waiting = this.#behaviours.get(found.name) ?? [];
        const behaviour = (waiting.length > 1 ? waiting.shift() : waiting[0]) ?? { answer: found.answer };
        if ('answer' in behaviour) {
          if (behaviour.afterMs !== undefined) await pause(behaviour.afterMs);
          return send(response, behaviour.status ?? 200, ${encrypts ? `this.#sealed(${brought ? 'String(behaviour.answer)' : 'behaviour.answer'})` : 'behaviour.answer'}, found.contentType);
        }
        if (behaviour.fails === 'timeout') return;
        ${when(brought, "// Whatever comes instead of a file may be one.\nconst garbled = typeof found.answer === 'string' ? 200 : 300;")}
        const status = { unavailable: 503, rate_limited: 429, rejected: 422, invalid_response: ${brought ? 'garbled' : '200'} }[behaviour.fails];
        send(response, status, '<not what was agreed', found.contentType);
      }

      ${when(encrypts, BOTH_WAYS)}

      ${when(proves, isKnown(kinds))}
    }

    ${when(oauth, TOKEN)}

    ${when(compares, SAME)}

    function fits({ method, path, header }: SimulatedOperation, request: IncomingMessage, asked: string): boolean {
      if (request.method !== method) return false;
      if (header !== undefined && !String(request.headers[header.name]).includes(header.value)) return false;
      const [wanted, given] = [path.split('/'), asked.split('/')];
      return wanted.length === given.length && wanted.every((part, at) => part === given[at] || part.includes('*'));
    }

    async function bodyOf(request: IncomingMessage): Promise<string> {
      const parts: Buffer[] = [];
      let size = 0;
      for await (const part of request) {
        size += part.length;
        if (size > LARGEST_BODY) throw new Error('a request for a stand-in is too large');
        parts.push(part);
      }
      return Buffer.concat(parts).toString('utf8');
    }

    function send(response: ServerResponse, status: number, body: ${said}, type = 'application/json'): void {
      response.writeHead(status, { 'content-type': type }).end(body);
    }

    /** Starts a stand-in for each system whose address is \`simulator:\`, and says where they are. */
    export async function withSimulators(
      connections: Connections,
      simulations: readonly (() => Promise<Simulation>)[],
    ): Promise<Connections> {
      const wanted = Object.values(connections).some(({ url }) => url === SIMULATOR);
      if (!wanted) return connections;
      const known = await Promise.all(simulations.map((load) => load()));
      const started = known
        .filter(({ system }) => connections[system.name]?.url === SIMULATOR)
        .map(async (simulation) => {
          const { url } = await Simulator.start(simulation);
          return [simulation.system.name, simulatedAt(url)] as const;
        });
      return { ...connections, ...Object.fromEntries(await Promise.all(started)) };
    }
  `;
}

/** How a stand-in recognizes who asks, in each of the ways that some system wants. */
function isKnown(kinds: ReadonlySet<AuthKind>): string {
  const unproven = (['none', 'mtls'] as const).filter((kind) => kinds.has(kind));
  const given = [
    ...(kinds.has('bearer') ? ["bearer: 'Bearer simulated',"] : []),
    ...(kinds.has('basic') ? [BASIC] : []),
    ...(kinds.has('oauth2_client_credentials') ? ["oauth2_client_credentials: 'Bearer simulated-token',"] : []),
  ];
  const checks: (readonly [condition: string, answer: string])[] = [
    ...(unproven.length > 0 ? [[unproven.map((kind) => `kind === '${kind}'`).join(' || '), 'true'] as const] : []),
    ...(kinds.has('webhook') ? [["kind === 'webhook'", SIGNED] as const] : []),
    ...(kinds.has('api_key')
      ? [["kind === 'api_key'", "same(String(headers['x-api-key']), 'simulated')"] as const]
      : []),
    ...(given.length > 0 ? [['', 'same(String(headers.authorization), given)'] as const] : []),
  ];
  const lines = checks.map(([condition, answer], at) => {
    const table =
      condition === ''
        ? `${code`
      const given = {
        ${given}
      }[kind];
    `}\n`
        : '';
    return at < checks.length - 1 ? `if (${condition}) return ${answer};` : `${table}return ${answer};`;
  });
  return code`
    /** Refuses who does not prove who it is. */
    #isKnown({ headers }: IncomingMessage): boolean {
      ${when(checks.length > 1 || given.length > 0, 'const { kind } = this.#simulation.system.auth;')}
      ${lines}
    }
  `;
}

const SPEAKS_JSON = code`
  const found = operations.find(({ name }) => name === operation);
  return system.protocol === 'rest' && found !== undefined && typeof found.answer === 'string';
`;

const SIGNED = "/^v1,[A-Za-z0-9+/]{43}=$/.test(String(headers['webhook-signature']))";

const BASIC = code`
  basic: \`Basic \${Buffer.from('simulated:simulated').toString('base64')}\`,
`;

const SAME = code`
  function same(given: string, wanted: string): boolean {
    return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
  }
`;

const TOKENS = code`
  if (pathname === '/oauth/token') {
    this.#tokensAsked += 1;
    const known = same(String(request.headers.authorization), SIMULATED);
    const granted = new URLSearchParams(BODY).get('grant_type') === 'client_credentials';
    return send(response, known && granted ? 200 : 401, known && granted ? TOKEN : '{}');
  }
`;

const TOKEN = code`
  const TOKEN = JSON.stringify({ access_token: 'simulated-token', token_type: 'Bearer', expires_in: 3600 });
  const SIMULATED = \`Basic \${Buffer.from('simulated:simulated').toString('base64')}\`;
`;

const BOTH_WAYS = code`
  /** What a message says, by the key of stand-ins; null where it came in the clear and must not, or is for somebody else. */
  #opened(sent: string): string | null {
    if (this.#simulation.system.encrypt === null) return sent;
    try {
      return openBody(sent, standInKeys().own);
    } catch {
      return null;
    }
  }

  #sealed(answer: string): string {
    const plain = this.#simulation.system.encrypt === null || !answer.includes('<soap:Body>');
    return plain ? answer : sealBody(answer, standInKeys().theirs);
  }
`;

const TOKENS_ASKED = code`
  /** How often it was asked for a token since the last reset. */
  get tokensAsked(): number {
    return this.#tokensAsked;
  }
`;
