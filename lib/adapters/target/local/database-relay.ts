import { chmod } from 'node:fs/promises';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Who may come through: one role, to one database. */
export interface RelayRule {
  user: string;
  database: string;
}

/** An open relay. */
export interface DatabaseRelay {
  close(): Promise<void>;
}

const CANCEL = 80_877_102;
const SSL = 80_877_103;
const GSS = 80_877_104;
const PROTOCOL_3 = 3;
/** Bytes of a start-up message; PostgreSQL itself takes 10,000. */
const MAX_STARTUP_BYTES = 10_000;

/**
 * Lets a replica without a network reach the PostgreSQL server: a unix socket whose connections are passed on, after the first
 * message showed that they ask for the service's own role and database. Anything else is cut off.
 * @param socketPath must end in `/.s.PGSQL.5432`, where clients of a socket folder look
 */
export async function openDatabaseRelay(
  socketPath: string,
  serverUrl: string,
  rule: RelayRule,
): Promise<DatabaseRelay> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client)).on('error', () => client.destroy());
    void admit(client, rule).then((first) => (first === null ? client.destroy() : passOn(client, first, serverUrl)));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socketPath, resolve));
  await chmod(socketPath, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of open) client.destroy();
      }),
  };
}

/** Reads the start-up message. Gives it back if the rule allows it; null if not. Encryption is declined: the socket is private. */
async function admit(client: Socket, rule: RelayRule): Promise<Buffer | null> {
  let seen = Buffer.alloc(0);
  client.setTimeout(10_000, () => client.destroy());
  for await (const chunk of chunksOf(client)) {
    seen = Buffer.concat([seen, chunk]);
    if (seen.length < 8) continue;
    const length = seen.readUInt32BE(0);
    const code = seen.readUInt32BE(4);
    if (length < 8 || length > MAX_STARTUP_BYTES) return null;
    if (seen.length < length) continue;
    if (code === SSL || code === GSS) {
      client.write('N');
      seen = seen.subarray(length);
      continue;
    }
    client.setTimeout(0);
    if (code === CANCEL) return seen;
    return code >>> 16 === PROTOCOL_3 && obeys(seen.subarray(8, length), rule) ? seen : null;
  }
  return null;
}

/** The socket's data until the caller has seen enough; the socket itself stays open and is paused then. */
async function* chunksOf(socket: Socket): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk: Buffer | null = await new Promise((resolve) => {
      const done = (value: Buffer | null): void => {
        socket.pause();
        socket.off('data', done).off('close', end);
        resolve(value);
      };
      const end = (): void => done(null);
      socket.once('data', done).once('close', end).resume();
    });
    if (chunk === null) return;
    yield chunk;
  }
}

function obeys(parameters: Buffer, rule: RelayRule): boolean {
  const words = parameters.toString('utf8').split('\0');
  const given = new Map<string, string>();
  for (let at = 0; at + 1 < words.length && words[at] !== ''; at += 2) {
    const name = words[at] ?? '';
    // Said twice, the server would believe the last and we perhaps the first.
    if (given.has(name)) return false;
    given.set(name, words[at + 1] ?? '');
  }
  return given.get('user') === rule.user && given.get('database') === rule.database && !given.has('replication');
}

function passOn(client: Socket, first: Buffer, serverUrl: string): void {
  const url = new URL(serverUrl);
  const folder = url.searchParams.get('host');
  const port = Number(url.port || 5432);
  const raw = folder?.startsWith('/')
    ? connectTcp({ path: `${folder}/.s.PGSQL.${port}` })
    : connectTcp({ host: folder ?? url.hostname, port });
  const mode = url.searchParams.get('sslmode');
  raw.on('error', () => client.destroy());
  client.on('close', () => raw.destroy());
  if (mode === null || mode === 'disable' || mode === 'allow' || mode === 'prefer') {
    join(client, raw, first);
    return;
  }
  const request = Buffer.alloc(8);
  request.writeUInt32BE(8, 0);
  request.writeUInt32BE(SSL, 4);
  raw.write(request);
  raw.once('data', (answer) => {
    if (answer.toString('latin1') !== 'S') {
      raw.destroy();
      return;
    }
    const rejectUnauthorized = mode !== 'require' && mode !== 'no-verify';
    const secure = connectTls({ socket: raw, servername: url.hostname, rejectUnauthorized });
    secure.once('secureConnect', () => join(client, secure, first));
    secure.on('error', () => client.destroy());
  });
}

function join(client: Socket, upstream: Socket, first: Buffer): void {
  upstream.setNoDelay(true);
  upstream.write(first);
  client.pipe(upstream);
  upstream.pipe(client);
  upstream.on('close', () => client.destroy());
}
