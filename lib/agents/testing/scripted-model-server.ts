import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { assert } from '../../core/assert.ts';
import { type Finish, type StreamFormat, streamFormat, type Usage } from './stream-formats.ts';

/** What the scripted server does with one request. */
export type Reply =
  /** A streamed answer, ended properly unless `finish` says otherwise. */
  | {
      kind: 'answer';
      text: string;
      pieces?: number;
      finish?: Finish;
      usage?: Usage | null;
    }
  /** Streams the text and then drops the connection (`reset`) or ends it without a finish (`end`). */
  | { kind: 'cut'; text: string; by: 'reset' | 'end' }
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string }
  /** Streams the text and then says nothing more, until the caller goes away. */
  | { kind: 'hang'; text: string }
  /** Sends these bytes as they are. */
  | { kind: 'raw'; contentType: string; body: string }
  /** Streams `piece` again and again until the caller goes away. */
  | { kind: 'endless'; piece: string };

/** A request as it came in. `body` is the parsed JSON. */
export interface SeenRequest {
  path: string;
  authorization: string | null;
  body: {
    model?: unknown;
    messages?: { role: string; content: unknown }[];
    stream?: unknown;
    tools?: unknown;
    store?: unknown;
  };
}

export interface ScriptedModelServer {
  /** The base address to configure, `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** How many requests their caller gave up before the end. */
  readonly abandoned: () => number;
  /** What the next requests get, in order; the last one repeats. */
  script(...replies: Reply[]): void;
  close(): Promise<void>;
}

/**
 * A model server of the tests: it listens on this machine only and answers by script, in OpenAI's
 * chat or responses format or in Anthropic's, as the address asks.
 * It is no model and says so in its name.
 */
export async function startScriptedModelServer(port = 0): Promise<ScriptedModelServer> {
  const requests: SeenRequest[] = [];
  let replies: Reply[] = [];
  let abandoned = 0;
  const server = createServer(async (request, response) => {
    response.on('close', () => {
      if (!response.writableFinished && !response.errored) abandoned += 1;
    });
    const seen = await readRequest(request);
    requests.push(seen);
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? { kind: 'status', status: 500 };
    await send(response, seen.path, reply).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  assert(address !== null && typeof address === 'object', 'a server that listens on a port has an address');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    abandoned: () => abandoned,
    script: (...next) => {
      replies = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
  const body: SeenRequest['body'] = JSON.parse(await readText(request));
  const key = request.headers['x-api-key'];
  const authorization = request.headers.authorization ?? (typeof key === 'string' ? key : null);
  return { path: request.url ?? '', authorization, body };
}

async function send(response: ServerResponse, path: string, reply: Reply): Promise<void> {
  if (reply.kind === 'status') {
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(reply.body ?? JSON.stringify({ error: { message: 'scripted', type: 'scripted' } }));
  } else if (reply.kind === 'raw') {
    response.writeHead(200, { 'content-type': reply.contentType });
    response.end(reply.body);
  } else {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    await stream(response, streamFormat(path), reply);
  }
}

async function stream(
  response: ServerResponse,
  format: StreamFormat,
  reply: Extract<Reply, { kind: 'answer' | 'cut' | 'hang' | 'endless' }>,
): Promise<void> {
  await write(response, format.begin());
  if (reply.kind === 'endless') {
    while (!response.destroyed) await write(response, format.text(reply.piece));
    return;
  }
  for (const piece of cutInto(reply.text, reply.kind === 'answer' ? (reply.pieces ?? 20) : 5)) {
    await write(response, format.text(piece));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  if (reply.kind === 'hang') return;
  if (reply.kind === 'cut') {
    if (reply.by === 'reset') response.destroy();
    else response.end();
    return;
  }
  const usage = reply.usage === undefined ? { input: 1_200, output: 300 } : reply.usage;
  await write(response, format.end(reply.finish ?? 'stop', usage));
  response.end(format.trailer);
}

async function write(response: ServerResponse, events: readonly object[]): Promise<void> {
  const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
  if (response.write(text) || response.destroyed) return;
  const settled = new AbortController();
  const first = ['drain', 'close'].map((event) => once(response, event, { signal: settled.signal }).catch(() => {}));
  await Promise.race(first);
  settled.abort();
}

function cutInto(text: string, pieces: number): string[] {
  const size = Math.max(1, Math.ceil(text.length / pieces));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
}
