import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { assert } from '../../core/assert.ts';

/** What the scripted server does with one request. */
export type Reply =
  /** A streamed answer in OpenAI's chat format, ended properly unless `finish` says otherwise. */
  | {
      kind: 'answer';
      text: string;
      pieces?: number;
      finish?: 'stop' | 'length' | 'content_filter';
      usage?: { input: number; output: number } | null;
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
  body: { model?: unknown; messages?: { role: string; content: unknown }[]; stream?: unknown; tools?: unknown };
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
 * An OpenAI-compatible server of the tests: it listens on this machine only and answers `POST /v1/chat/completions` by script.
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
    requests.push(await readRequest(request));
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? { kind: 'status', status: 500 };
    await send(response, reply).catch(() => response.destroy());
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
  return { path: request.url ?? '', authorization: request.headers.authorization ?? null, body };
}

async function send(response: ServerResponse, reply: Reply): Promise<void> {
  if (reply.kind === 'status') {
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(reply.body ?? JSON.stringify({ error: { message: 'scripted', type: 'scripted' } }));
    return;
  }
  if (reply.kind === 'raw') {
    response.writeHead(200, { 'content-type': reply.contentType });
    response.end(reply.body);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (reply.kind === 'endless') return sendEndlessly(response, reply.piece);
  for (const piece of cutInto(reply.text, reply.kind === 'answer' ? (reply.pieces ?? 20) : 5)) {
    await write(response, chunk({ content: piece }, null));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  if (reply.kind === 'hang') return;
  if (reply.kind === 'cut') {
    if (reply.by === 'reset') response.destroy();
    else response.end();
    return;
  }
  await write(response, chunk({}, reply.finish ?? 'stop'));
  const usage = reply.usage === undefined ? { input: 1_200, output: 300 } : reply.usage;
  if (usage) {
    const totals = {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
    };
    await write(response, { ...chunk({}, null), choices: [], usage: totals });
  }
  response.end('data: [DONE]\n\n');
}

async function sendEndlessly(response: ServerResponse, piece: string): Promise<void> {
  while (!response.destroyed) await write(response, chunk({ content: piece }, null));
}

async function write(response: ServerResponse, data: object): Promise<void> {
  if (response.write(`data: ${JSON.stringify(data)}\n\n`) || response.destroyed) return;
  const settled = new AbortController();
  const first = ['drain', 'close'].map((event) => once(response, event, { signal: settled.signal }).catch(() => {}));
  await Promise.race(first);
  settled.abort();
}

function chunk(delta: { content?: string }, finish: string | null): object {
  return {
    id: 'scripted',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'scripted',
    choices: [{ index: 0, delta: { role: 'assistant', ...delta }, finish_reason: finish }],
  };
}

function cutInto(text: string, pieces: number): string[] {
  const size = Math.max(1, Math.ceil(text.length / pieces));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
}
