import type { Plan } from '../plan.ts';
import { otherProtocols } from '../service/integrations/beyond-http.ts';
import { encryptsMessages } from '../service/integrations/encrypted-messages.ts';
import { type AuthKind, authKinds, retries } from '../service/integrations/protected.ts';
import { code, when } from '../text/code.ts';
import { hardline, indent, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { quote } from '../text/quote.ts';

/** src/platform/outside.ts: asking other systems: attempts, breakers, bulkheads, fallbacks, and what is written down. */
export function outsideFile(plan: Plan): string {
  const { snapshotMs } = plan;
  const snapshots = snapshotMs !== null;
  const { carried, brought } = plan.files;
  const tells = brought && plan.waits;
  const tries = retries(plan);
  const bounded = plan.integrations.some(({ integration }) => integration.maxConcurrent !== null);
  // Who waits for a turn, or for contents, has less time left.
  const waits = bounded || carried;
  const sent = [
    'system',
    '{ ...message, ...(headers && { headers }) }',
    waits ? 'timeoutMs - (Date.now() - began)' : 'timeoutMs',
    ...(brought ? ['received'] : []),
  ];
  const given = [
    'wire: Wire',
    'metrics: Metrics',
    ...(carried ? ['contents: Contents'] : []),
    ...(brought ? ['keepFiles: KeepFiles'] : []),
    ...(snapshots ? ['snapshots: Snapshots'] : []),
  ];
  return code`
    ${imports([
      ['node:timers/promises', 'setTimeout as pause'],
      ['./breaker.ts', 'Breaker', 'type BreakerPolicy'],
      ['./contract.ts', 'type InternalSchemaName'],
      ['./failures.ts', 'CallFailed', 'type Failure'],
      ['./mask.ts', 'masked'],
      ['./metrics.ts', 'type Metrics'],
      ['./problems.ts', 'type NamedError'],
      ...(brought ? ([['./received-files.ts', 'type KeepFiles', 'Received']] as const) : []),
      ...(tries ? ([['./retry-budget.ts', 'RetryBudget']] as const) : []),
      ...(carried ? ([['./sent-files.ts', 'type Contents']] as const) : []),
      ...(snapshots ? ([['./snapshots.ts', 'type Snapshots']] as const) : []),
    ])}

    /** Another system, as the specification declares it. */
    export interface System {
      name: string;
      protocol: ${['rest', 'soap', 'graphql', 'webhook', ...otherProtocols(plan)].map(quote).join(' | ')};
      /** The setting that holds its address. */
      address: string;
      auth: Auth;
      ${when(encryptsMessages(plan), ENCRYPT)}
      ${when(otherProtocols(plan).length > 0, '/** Settings that its protocol needs besides, by what they are for. */\nmore: { from?: string; hostKey?: string };')}
      /** Calls under way at the same time; further ones wait. Null: not limited. */
      maxConcurrent: number | null;
      ${when(brought, '/** Bytes. A longer answer is refused while it arrives. */\nlargestAnswer: number;')}
    }

    /** How this service proves who it is. Each text is the name of a setting. */
    ${authType(authKinds(plan))}

    /** What protects a call. */
    export interface Policy {
      /** Per attempt. */
      timeoutMs: number;
      retry: Retry | null;
      breaker: BreakerPolicy | null;
    }

    export interface Retry {
      /** Attempts after the first. */
      limit: number;
      backoff: 'exponential' | 'constant';
      delayMs: number;
      on: readonly Failure[];
    }

    /** One thing that can be asked of another system. */
    export interface OutsideOperation<Request, Answer> {
      system: System;
      name: string;
      /** Writes carry an Idempotency-Key, so that a repetition is not a second deed. */
      effect: 'read' | 'idempotent' | 'write';
      takes: InternalSchemaName | null;
      gives: InternalSchemaName | null;
      policy: Policy;
      /** The request on the wire. */
      message(request: Request${when(carried, ', contents: Contents')}): Message${when(carried, ' | Promise<Message>')};
      /** Reads the answer, or throws because it does not fit.${when(brought, ' Files in it are noted.')} */
      read(body: unknown${when(brought, ', received: Received')}): Answer;
    }

    /** A request on the wire, of any protocol. */
    export interface Message {
      method: string;
      /** Below the system's address, with its query. */
      path: string;
      headers?: Readonly<Record<string, string>>;
      body: string | null;
      ${when(carried, '/** A body that is read while it is sent, from its beginning each time. */\nstream?: () => AsyncIterable<Uint8Array>;')}
      ${when(brought, '/** The media types that a file may have which is the answer; left out: the answer is no file. */\nbrings?: string;')}
    }

    /** Sends one message and gives the body of the answer; throws CallFailed. */
    export interface Wire {
      send(system: System, message: Message, timeoutMs: number${when(brought, ', received: Received')}): Promise<unknown>;
    }

    /** What a step says of its call. */
    export interface CallOptions<Answer> {
      policy?: Policy;
      /** The answer that is used when the call fails. */
      fallback?: { value: Answer; note: string | null };
      ${when(snapshots, '/** How old the last success for the same request may be that is used when the call fails. */\nsnapshotMs?: number;')}
    }

    /** What is used when the call fails; the result then says so. */
    export type WithFallback<Answer> = CallOptions<Answer> &${snapshots ? '\n  ({ fallback: { value: Answer; note: string | null } } | { snapshotMs: number })' : ' { fallback: { value: Answer; note: string | null } }'};

    /** How steps ask other systems. \`otherwise\` is the error that the caller reads if the call fails. */
    export interface Call {
      <Request, Answer>(
        step: string,
        operation: OutsideOperation<Request, Answer>,
        request: Request,
        options: WithFallback<NoInfer<Answer>> & { otherwise?: NamedError },
      ): Promise<Answer & { degraded: boolean }>;
      <Request, Answer>(
        step: string,
        operation: OutsideOperation<Request, Answer>,
        request: Request,
        options?: CallOptions<NoInfer<Answer>> & { otherwise?: NamedError },
      ): Promise<Answer>;
    }

    /** Who asks, and until when an answer is of use. */
    export interface Asking {
      step: string;
      /** The same for every repetition of this call. */
      idempotencyKey: string;
      ${when(tells, '/** For which the files of the answer are kept. */\nrequest: string;')}
      /** Milliseconds since 1970. */
      deadline: number;
    }

    /** What came of a call, and what the audit log keeps of it. */
    export interface Called {
      outcome: { value: unknown } | { failure: Failure };
      record: object;
    }

    /** The other systems. One for each process: breakers${when(bounded, ' and bulkheads')} are its own. */
    export class Outside {
      readonly #wire: Wire;
      readonly #metrics: Metrics;
      readonly #breakers = new Map<string, Breaker>();
      ${when(bounded, 'readonly #bulkheads = new Map<string, Bulkhead>();')}
      ${when(tries, 'readonly #budgets = new Map<string, RetryBudget>();')}
      ${when(snapshots, 'readonly #snapshots: Snapshots;')}
      ${when(carried, 'readonly #contents: Contents;')}
      ${when(brought, 'readonly #keepFiles: KeepFiles;')}

      ${print([list('constructor(', given, ') {')], 2)}
        this.#wire = wire;
        this.#metrics = metrics;
        ${when(snapshots, 'this.#snapshots = snapshots;')}
        ${when(carried, 'this.#contents = contents;')}
        ${when(brought, 'this.#keepFiles = keepFiles;')}
      }

      /** Asks, as the policy says. A failure is an outcome too; only mistakes of this program are thrown. */
      async call<Request, Answer>(
        operation: OutsideOperation<Request, Answer>,
        request: Request,
        asking: Asking,
        options: CallOptions<Answer> = {},
      ): Promise<Called> {
        const began = performance.now();
        const policy = options.policy ?? operation.policy;
        const tried = await this.#persist(operation, request, asking, policy);
        const { attempts } = tried;
        const { system, name, takes, gives } = operation;
        const told = {
          step: asking.step,
          system: system.name,
          operation: name,
          request: takes === null ? null : masked(takes, request),
          attempts,
        };
        const ms = Math.round(performance.now() - began);
        this.#metrics.count('outside_calls_total', {
          system: system.name,
          operation: name,
          outcome: 'failure' in tried ? tried.failure : 'success',
        });
        if (!('failure' in tried)) {
          ${when(snapshots, 'if (options.snapshotMs !== undefined) await this.#snapshots.keep(operation, request, tried.value);')}
          const answer = gives === null ? null : masked(gives, tried.value);
          return {
            outcome: { value: ${snapshots ? 'hasFallback(options)' : 'options.fallback !== undefined'} ? { ...Object(tried.value), degraded: false } : tried.value },
            record: { ...told, outcome: 'success', ms, answer },
          };
        }
        const { failure } = tried;
        ${when(snapshots, SNAPSHOT)}
        if (options.fallback === undefined) return { outcome: { failure }, record: { ...told, outcome: failure, ms } };
        const { value, note } = options.fallback;
        return {
          outcome: { value: { ...Object(value), degraded: true } },
          record: { ...told, outcome: failure, ms, degraded: note ?? 'fallback' },
        };
      }

      /** Tries until there is an answer, the policy is exhausted or the deadline is near. */
      async #persist<Request, Answer>(
        operation: OutsideOperation<Request, Answer>,
        request: Request,
        asking: Asking,
        policy: Policy,
      ): Promise<({ value: unknown } | { failure: Failure }) & { attempts: number }> {
        const { retry } = policy;
        ${when(tries, 'const budget = this.#budgetOf(operation.system);')}
        for (let attempts = 1; ; attempts += 1) {
          const outcome = await this.#attempt(operation, request, asking, policy);
          ${tries ? EARNED : "if (!('failure' in outcome)) return { ...outcome, attempts };"}
          const delay = retry === null ? 0 : delayOf(retry, attempts, outcome.retryAfterMs);
          const more = retry !== null && attempts <= retry.limit && retry.on.includes(outcome.failure);
          if (!more || Date.now() + delay >= asking.deadline${when(tries, ' || !budget.take()')})${tries ? '\n  ' : ' '}return { failure: outcome.failure, attempts };
          await pause(delay);
        }
      }

      async #attempt<Request, Answer>(
        operation: OutsideOperation<Request, Answer>,
        request: Request,
        { idempotencyKey, deadline${when(tells, ', request: asked')} }: Asking,
        policy: Policy,
      ): Promise<{ value: unknown } | { failure: Failure; retryAfterMs: number }> {
        const { system, effect } = operation;
        const breaker = policy.breaker === null ? null : this.#breakerOf(operation, policy.breaker);
        const timeoutMs = Math.min(policy.timeoutMs, deadline - Date.now());
        if (timeoutMs <= 0) return { failure: 'timeout', retryAfterMs: 0 };
        if (breaker?.allows(Date.now()) === false) return { failure: 'unavailable', retryAfterMs: 0 };
        ${when(waits, 'const began = Date.now();')}
        ${when(brought, 'const received = new Received();')}
        try {
          const message = ${when(carried, 'await ')}operation.message(request${when(carried, ', this.#contents')});
          const headers = effect === 'write' ? { 'idempotency-key': idempotencyKey, ...message.headers } : message.headers;
          ${print([bounded ? ['const body = await this.#within(system, timeoutMs, () =>', indent([hardline, list('this.#wire.send(', sent, ')'), ',']), hardline, ');'] : ['const body = await ', list('this.#wire.send(', sent, ')'), ';']], 6)}
          const value = operation.read(body${when(brought, ', received')});
          ${when(brought, `await this.#keepFiles(received.files${when(tells, ', asked')});`)}
          breaker?.note(true, Date.now());
          return { value };
        } catch (error) {
          if (!(error instanceof CallFailed)) {
            breaker?.note(false, Date.now());
            throw error;
          }
          // A refusal is an answer: the other system works.
          breaker?.note(error.failure === 'rejected', Date.now());
          return { failure: error.failure, retryAfterMs: error.retryAfterMs };
        }${when(brought, ' finally {\n  await received.close();\n}')}
      }

      ${when(bounded, WITHIN)}

      ${when(tries, BUDGET_OF)}

      #breakerOf({ system, name }: { system: System; name: string }, policy: BreakerPolicy): Breaker {
        const key = \`\${system.name}.\${name} \${JSON.stringify(policy)}\`;
        const known = this.#breakers.get(key) ?? new Breaker(policy);
        this.#breakers.set(key, known);
        return known;
      }
    }

    ${when(snapshots, HAS_FALLBACK)}

    const LONGEST_DELAY_MS = 60_000;

    /** Full jitter: anything from nothing to the whole delay, so that callers who failed together do not come back together. */
    function delayOf({ backoff, delayMs }: Retry, attempts: number, retryAfterMs: number): number {
      const whole = backoff === 'constant' ? delayMs : delayMs * 2 ** (attempts - 1);
      return Math.max(Math.random() * Math.min(whole, LONGEST_DELAY_MS), retryAfterMs);
    }

    ${when(bounded, BULKHEAD)}
  `;
}

/** The ways of proving who asks with one secret. */
const ONE_SECRET: readonly AuthKind[] = ['api_key', 'bearer', 'webhook'];

/** The ways of proving who asks that some system wants. */
function authType(kinds: ReadonlySet<AuthKind>): string {
  const secrets = ONE_SECRET.filter((kind) => kinds.has(kind)).map(quote);
  const ways = [
    ...(kinds.has('none') ? ["{ kind: 'none' }"] : []),
    ...(secrets.length === 0 ? [] : [`{ kind: ${secrets.join(' | ')}; secret: string }`]),
    ...(kinds.has('basic') ? ["{ kind: 'basic'; user: string; secret: string }"] : []),
    ...(kinds.has('oauth2_client_credentials')
      ? ["{ kind: 'oauth2_client_credentials'; tokenUrl: string; clientId: string; secret: string; scope: string }"]
      : []),
    ...(kinds.has('mtls') ? ["{ kind: 'mtls'; certificate: string; key: string; authority: string }"] : []),
  ];
  const union = ways.join(' | ');
  if (union.length <= 120 - 'export type Auth = ;'.length) return `export type Auth = ${union};`;
  if (ways.length === 1)
    return `export type Auth = ${union.replace(/; /g, ';\n  ').replace('{ ', '{\n  ').replace(' }', ';\n}')};`;
  if (union.length <= 120 - '  ;'.length) return `export type Auth =\n  ${union};`;
  return `export type Auth =${ways.map((way) => `\n  | ${way}`).join('')};`;
}

const EARNED = code`
  if (!('failure' in outcome)) {
    budget.earn();
    return { ...outcome, attempts };
  }
`;

const BUDGET_OF = code`
  #budgetOf({ name }: System): RetryBudget {
    const known = this.#budgets.get(name) ?? new RetryBudget();
    this.#budgets.set(name, known);
    return known;
  }
`;

const ENCRYPT = code`
  /** What the bodies of its messages are encrypted with, as names of settings. Null: with nothing. */
  encrypt: { theirs: string; own: string } | null;
`;

const SNAPSHOT = code`
  const kept =
    options.snapshotMs === undefined ? null : await this.#snapshots.find(operation, request, options.snapshotMs);
  if (kept !== null) {
    return {
      outcome: { value: { ...Object(kept.value), degraded: true } },
      record: { ...told, outcome: failure, ms, degraded: \`snapshot of \${kept.at}\` },
    };
  }
`;

const HAS_FALLBACK = code`
  function hasFallback({ fallback, snapshotMs }: CallOptions<unknown>): boolean {
    return fallback !== undefined || snapshotMs !== undefined;
  }
`;

const WITHIN = code`
  #within<T>(system: System, timeoutMs: number, work: () => Promise<T>): Promise<T> {
    if (system.maxConcurrent === null) return work();
    const bulkhead = this.#bulkheads.get(system.name) ?? new Bulkhead(system.maxConcurrent);
    this.#bulkheads.set(system.name, bulkhead);
    return bulkhead.run(work, timeoutMs);
  }
`;

const BULKHEAD = code`
  /** Lets only some calls be under way; the others wait their turn, for as long as their attempt may take. */
  class Bulkhead {
    readonly #waiting: (() => void)[] = [];
    #free: number;

    constructor(places: number) {
      this.#free = places;
    }

    async run<T>(work: () => Promise<T>, timeoutMs: number): Promise<T> {
      if (this.#free > 0) this.#free -= 1;
      else await this.#turn(timeoutMs);
      try {
        return await work();
      } finally {
        const next = this.#waiting.shift();
        if (next === undefined) this.#free += 1;
        else next();
      }
    }

    #turn(timeoutMs: number): Promise<void> {
      return new Promise((resolve, reject) => {
        const turn = (): void => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          this.#waiting.splice(this.#waiting.indexOf(turn), 1);
          reject(new CallFailed('unavailable'));
        }, timeoutMs);
        this.#waiting.push(turn);
      });
    }
  }
`;
