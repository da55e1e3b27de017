import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Dispatcher } from 'undici';

/** Something that answers requests and counts those that it is answering. */
export interface Upstream {
  dispatcher: Dispatcher;
  /** Called when an answer begins to be waited for; the result is called when all is over. */
  enter(): () => void;
}

/** Gives who takes the traffic now; waits a bounded time while nobody does; null if still nobody does. */
export type FindUpstream = () => Promise<Upstream | null>;

/** Bytes of a request body. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** How long a request that was surely not sent is offered again, and how often. */
const OFFER_FOR_MS = 10_000;
const OFFER_EVERY_MS = 40;
/** Errors that prove that no byte of the request left. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOENT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED']);
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
/** RFC 9110 §7.6.1: these speak of one connection and are not passed on. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
];

/**
 * Passes one request on and its answer back. What surely was not sent is tried again with whoever takes the traffic then;
 * what perhaps was sent is tried again once, if it is
 * idempotent and has no body. Answers 413, 502 and 503 are problems
 * (RFC 9457) of the gateway itself.
 */
export async function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  find: FindUpstream,
): Promise<void> {
  const id = requestId(request.headers);
  response.setHeader('x-request-id', id);
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES)
    return problem(request, response, id, 413, TOO_LARGE);
  const over = new AbortController();
  response.once('close', () => over.abort());
  const once = {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: onward(request, id),
    signal: over.signal,
  };
  const body = hasBody(request) ? new BoundedBody(request) : null;

  const until = Date.now() + OFFER_FOR_MS;
  for (let perhapsSent = false; ; ) {
    const upstream = await find();
    if (over.signal.aborted) return;
    if (upstream === null) return problem(request, response, id, 503, RESTARTING);
    const leave = upstream.enter();
    try {
      const answer = await upstream.dispatcher.request({
        ...once,
        method: asMethod(once.method),
        body: body?.stream() ?? null,
      });
      return await passBack(answer, response);
    } catch (error) {
      if (over.signal.aborted) return;
      if (body?.tooLarge) return problem(request, response, id, 413, TOO_LARGE);
      if (response.headersSent) return void response.destroy();
      const surelyNot = NOT_SENT.has(codeOf(error)) && !body?.started;
      const again = surelyNot ? Date.now() < until : !perhapsSent && body === null && IDEMPOTENT.has(once.method);
      if (!again) return problem(request, response, id, 502, LOST);
      perhapsSent ||= !surelyNot;
      await delay(OFFER_EVERY_MS);
    } finally {
      leave();
    }
  }
}

const TOO_LARGE = ['Request is too large', `The gateway takes bodies of at most ${MAX_BODY_BYTES} bytes.`] as const;
const RESTARTING = ['Service is not running', 'No replica took the request. Nothing was done; try again.'] as const;
const LOST = ['Service ended while it answered', 'It is not known whether the request took effect.'] as const;

/** Reads a request's body no further than the bound, and knows whether any of it was asked for. */
class BoundedBody {
  tooLarge = false;
  started = false;
  readonly #request: IncomingMessage;

  constructor(request: IncomingMessage) {
    this.#request = request;
  }

  stream(): Readable {
    return Readable.from(this.#chunks(), { objectMode: false });
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    this.started = true;
    let bytes = 0;
    for await (const chunk of this.#request) {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) {
        this.tooLarge = true;
        throw new Error('too large');
      }
      yield chunk;
    }
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function hasBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}

function onward(request: IncomingMessage, id: string): Record<string, string | string[]> {
  const headers = withoutHops(request.headers);
  headers['x-request-id'] = id;
  headers['x-forwarded-for'] = request.socket.remoteAddress ?? 'unknown';
  headers['x-forwarded-proto'] = 'http';
  if (request.headers.host !== undefined) headers['x-forwarded-host'] = request.headers.host;
  return headers;
}

async function passBack(answer: Dispatcher.ResponseData, response: ServerResponse): Promise<void> {
  const { 'x-request-id': _own, ...headers } = withoutHops(answer.headers);
  response.writeHead(answer.statusCode, headers);
  await pipeline(answer.body, response);
}

function withoutHops(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = String(headers.connection ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_BY_HOP.includes(name) && !named.includes(name)) kept[name] = value;
  }
  return kept;
}

/** The caller's own id if it is harmless to write into a log, otherwise a new one. */
function requestId(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
}

function asMethod(method: string): Dispatcher.HttpMethod {
  return method as Dispatcher.HttpMethod;
}

function problem(
  request: IncomingMessage,
  response: ServerResponse,
  id: string,
  status: number,
  [title, detail]: readonly [string, string],
): void {
  // What is left of the body would be read as the next request.
  if (hasBody(request) && !request.complete) response.setHeader('connection', 'close');
  const body = JSON.stringify({ type: 'about:blank', title, status, detail, instance: `urn:request:${id}` });
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (status === 503) headers['retry-after'] = '1';
  response.writeHead(status, headers).end(body);
}
