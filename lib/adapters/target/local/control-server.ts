import { chmod, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { AppError } from '../../../core/app-error.ts';
import { type DeployLine, deployBody, MAX_CONTROL_BYTES, serviceName, tokenBody, toWire } from './control-protocol.ts';
import type { Daemon } from './open-daemon.ts';

/** An open control socket. */
export interface ControlServer {
  close(): Promise<void>;
}

/** Throws AppError `conflict` if a daemon answers on this socket: two would take each other's replicas for leftovers. */
export async function refuseSecondDaemon(path: string): Promise<void> {
  if (await answers(path)) throw new AppError('conflict', 'A deployment daemon runs already for this data folder.');
}

/** Answers the daemon's orders on a unix socket that only this user can open. A socket that a killed daemon left is taken over. */
export async function openControlServer(path: string, daemon: Daemon): Promise<ControlServer> {
  await rm(path, { force: true });
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 60_000 }, (request, response) => {
    handle(request, response, daemon).catch((error) => {
      if (!response.headersSent)
        send(response, error instanceof AppError ? error.status : 500, { error: toWire(error) });
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  await chmod(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, daemon: Daemon): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://daemon');
  switch (`${request.method} ${url.pathname}`) {
    case 'POST /deploy':
      return deploy(response, daemon, parse(deployBody, await readJson(request)));
    case 'GET /status':
      return send(response, 200, daemon.status(parse(serviceName, url.searchParams.get('service'))));
    case 'POST /stop': {
      await daemon.stop(parse(serviceName, url.searchParams.get('service')));
      return send(response, 200, {});
    }
    case 'POST /token': {
      const { service, scope, ...rest } = parse(tokenBody, await readJson(request));
      return send(response, 200, {
        token: await daemon.token(service, { ...rest, ...(scope === undefined ? {} : { scope }) }),
      });
    }
    default:
      throw new AppError('not_found', 'The daemon does not know this order.');
  }
}

/** Tells the progress as it happens, one JSON line each. The work goes on if the caller leaves. */
async function deploy(response: ServerResponse, daemon: Daemon, body: Parameters<Daemon['deploy']>[0]): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  const tell = (line: DeployLine): void => {
    if (!response.destroyed) response.write(`${JSON.stringify(line)}\n`);
  };
  try {
    tell(await daemon.deploy(body, (progress) => tell({ progress })));
  } catch (error) {
    tell({ error: toWire(error) });
  }
  response.end();
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_CONTROL_BYTES)
      throw new AppError('too_large', 'The release is too large for the local environment.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new AppError('invalid', 'The order is not JSON.');
  }
}

function parse<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error } },
  value: unknown,
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', 'The order is malformed.', { internal: parsed.error.message });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
