import { Client, type Dispatcher, Pool } from 'undici';
import { z } from 'zod';
import { AppError } from '../../core/app-error.ts';
import { deployLine, fromWire, statusAnswer, wireError } from './local/control-protocol.ts';
import { socketsOf } from './local/sockets.ts';
import type { DeploymentTarget, DeployRequest, ServiceRequest, ServiceResponse, TargetStatus } from './target.ts';

const NOT_RUNNING = 'The deployment daemon is not running. Deployed services are back when it is; nothing was changed.';
const ANSWER_BYTES = 1024 * 1024;
const MOST_ANSWER_BYTES = 32 * 1024 * 1024;
const NO_ANSWER =
  'The local deployment daemon does not answer. What is deployed may still run; look again in a moment.';
/** A daemon that was killed is back within this time. */
const CONNECT_WITHIN_MS = 5_000;
/** Someone waits for a page: a daemon that is away or hangs is said, not waited for. */
const READ_WITHIN_MS = 3_000;
/** No step of a deploy, the wait for another one included, is silent this long: the daemon hangs. */
const SILENT_DEPLOY_MS = 5 * 60_000;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The local environment: the daemon that keeps its control socket in this data folder. */
export function localTarget(dataFolder: string): DeploymentTarget {
  const daemon = new Pool('http://daemon', {
    socketPath: socketsOf(dataFolder).control,
    connections: 8,
    bodyTimeout: 0,
  });

  const status = async (service: string): Promise<TargetStatus> =>
    statusAnswer.parse(await read(daemon, { method: 'GET', path: `/status?service=${encodeURIComponent(service)}` }));

  return {
    deploy: (request) => deploy(daemon, request),
    status,
    stop: async (service) => {
      await order(daemon, { method: 'POST', path: `/stop?service=${encodeURIComponent(service)}` });
    },
    token: async (service, request) => {
      const body = JSON.stringify({ service, ...request });
      return z.object({ token: z.string() }).parse(await read(daemon, { method: 'POST', path: '/token', body })).token;
    },
    call: async (service, request) => {
      const { address } = await status(service);
      if (address === null) throw new AppError('unavailable', `${service} is not running.`);
      return call(address, request);
    },
  };
}

/** Asks for what changes nothing: answered within 3 s, or given up. */
async function read(daemon: Pool, request: Dispatcher.RequestOptions): Promise<unknown> {
  const signal = AbortSignal.timeout(READ_WITHIN_MS);
  try {
    return await order(daemon, { ...request, signal }, READ_WITHIN_MS);
  } catch (error) {
    if (error instanceof AppError && error.code !== 'unavailable') throw error;
    const internal = error instanceof AppError ? error.internal : undefined;
    throw new AppError('unavailable', NO_ANSWER, { internal: internal ?? String(error) });
  }
}

async function order(daemon: Pool, request: Dispatcher.RequestOptions, connectMs?: number): Promise<unknown> {
  const answer = await reach(daemon, { headersTimeout: 10_000, ...request }, connectMs);
  const body = await answer.body.json();
  if (answer.statusCode === 200) return body;
  throw fromWire(z.object({ error: wireError }).parse(body).error);
}

async function deploy(daemon: Pool, request: DeployRequest): Promise<{ address: string }> {
  const { onProgress, ...release } = request;
  const answer = await reach(daemon, {
    method: 'POST',
    path: '/deploy',
    body: JSON.stringify(release),
    headersTimeout: 60_000,
    bodyTimeout: SILENT_DEPLOY_MS,
  });
  if (answer.statusCode !== 200) throw fromWire(z.object({ error: wireError }).parse(await answer.body.json()).error);
  try {
    for await (const text of linesOf(answer.body)) {
      const line = deployLine.parse(JSON.parse(text));
      if ('progress' in line) onProgress?.(line.progress);
      else if ('address' in line) return line;
      else throw fromWire(line.error);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw lost(error);
  }
  throw lost('the answer ended early');
}

/** The daemon died in the middle: what it persisted decides, and asking again with the same release is safe. */
function lost(error: unknown): AppError {
  return new AppError('unavailable', 'The deployment daemon ended in the middle. Deploying again continues.', {
    internal: String(error),
  });
}

/** Sends an order; waits a while for a daemon that is just coming back. Nothing was sent before it is connected. */
async function reach(
  daemon: Pool,
  request: Dispatcher.RequestOptions,
  connectMs = CONNECT_WITHIN_MS,
): Promise<Dispatcher.ResponseData> {
  const headers = { 'content-type': 'application/json' };
  for (const until = Date.now() + connectMs; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    try {
      return await daemon.request({ headers, ...request });
    } catch (error) {
      if (!isAbsent(error)) throw lost(error);
      if (Date.now() > until) throw new AppError('unavailable', NOT_RUNNING, { internal: String(error) });
    }
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED');
}

async function* linesOf(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** One request through the gateway, as any caller would send it. Redirects are not followed. */
async function call(address: string, request: ServiceRequest): Promise<ServiceResponse> {
  const method = METHODS.find((each) => each === request.method.toUpperCase());
  if (method === undefined) throw new AppError('invalid', `${request.method} is not a method that can be sent.`);
  if (!request.path.startsWith('/')) throw new AppError('invalid', 'The path must start with a slash.');
  const client = new Client(address, { headersTimeout: 30_000, bodyTimeout: 30_000 });
  try {
    const { path, headers, body } = request;
    const limit = Math.min(request.maxAnswerBytes ?? ANSWER_BYTES, MOST_ANSWER_BYTES);
    const answer = await client.request({ method, path, headers, body });
    return { status: answer.statusCode, headers: flat(answer.headers), body: await bounded(answer.body, limit) };
  } catch (error) {
    throw new AppError('unavailable', 'The service did not answer.', { internal: String(error) });
  } finally {
    await client.destroy();
  }
}

function flat(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

async function bounded(body: AsyncIterable<Buffer>, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes > limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit).toString('utf8');
}
