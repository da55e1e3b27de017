import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';

/** src/platform/sftp.ts: files on other machines. */
export function sftpFile({ files: { brought } }: Plan): string {
  const parts = ['files', 'verb', 'place', 'contents', ...(brought ? ['system.largestAnswer'] : [])];
  return code`
    ${imports([
      ['node:crypto', 'createHash', 'randomUUID', 'timingSafeEqual'],
      ['ssh2', 'default ssh2', 'type Client', 'type Files'],
      ['./connections.ts', 'type Connection', 'type Connections'],
      ['./failures.ts', 'CallFailed', 'type Failure'],
      ['./outside.ts', 'type Message', 'type System', 'type Wire'],
      ['./time-limit.ts', 'within'],
    ])}

    ${when(!brought, '/** Bytes. Larger files are refused before they are read. */\nconst LARGEST_FILE = 8_388_608;')}
    const LONGEST_WAIT_MS = 60_000;

    /** The name of a file or a folder as a part of a path. What would lead elsewhere is refused before it leaves. */
    export function fileName(value: string | number | boolean): string {
      const text = String(value);
      if (text === '' || text === '.' || text === '..' || /[/\\\u0000-\u001f]/.test(text)) throw new CallFailed('rejected');
      return encodeURIComponent(text);
    }

    /** Reads and writes files by SSH: one connection for each deed, and only with a server whose key is known. */
    export class SftpWire implements Wire {
      readonly #connections: Connections;

      constructor(connections: Connections) {
        this.#connections = connections;
      }

      /** Does what the message says with a file. A text, base64 or a list of names comes back, or nothing. */
      async send(system: System, { path, headers = {}, body }: Message, timeoutMs: number): Promise<unknown> {
        const connection = this.#connections[system.name];
        if (connection === undefined) throw new Error(\`\${system.name} has no settings\`);
        const [verb = '', as = 'text'] = (headers['x-file'] ?? '').split(' ');
        const encoding = as === 'base64' ? 'base64' : 'utf8';
        const place = path.split('/').map(decodeURIComponent).join('/');
        const client = new ssh2.Client();
        const contents = Buffer.from(body ?? '', encoding);
        ${print(['const work = open(client, connection).then((files) => ', list('deed(', parts, ')'), ');'], 4)}
        try {
          const found = await within(work, timeoutMs, () => client.destroy());
          return Buffer.isBuffer(found) ? found.toString(encoding) : found;
        } catch (error) {
          throw error instanceof CallFailed ? error : new CallFailed(failureOf(error));
        } finally {
          client.end();
        }
      }

      async close(): Promise<void> {}
    }

    /** Connects to the server, if its key is the one of the settings. */
    function open(client: Client, { url, secrets, more }: Connection): Promise<Files> {
      const { hostname, port } = new URL(url);
      const { user = '', secret = '' } = secrets;
      const key = secret.replaceAll('\\n', '\n');
      return new Promise((resolve, reject) => {
        client
          .on('error', reject)
          .on('close', () => reject(new CallFailed('unavailable')))
          .on('ready', () => client.sftp((error, files) => (error === undefined ? resolve(files) : reject(error))))
          .connect({
            host: hostname,
            port: Number(port || 22),
            username: user,
            ...(key.startsWith('-----BEGIN') ? { privateKey: key } : { password: secret }),
            readyTimeout: LONGEST_WAIT_MS,
            hostVerifier: (given) => isKnown(given, more['hostKey'] ?? ''),
          });
      });
    }

    /** Whether a host's key has the fingerprint \`SHA256:…\` that \`ssh-keygen -l\` prints. */
    function isKnown(key: Buffer, fingerprint: string): boolean {
      const own = createHash('sha256').update(key).digest();
      const known = Buffer.from(fingerprint.replace(/^SHA256:/, ''), 'base64');
      return known.length === own.length && timingSafeEqual(known, own);
    }

    ${print([list('async function deed(', ['files: Files', 'verb: string', 'place: string', 'contents: Buffer', ...(brought ? ['largest: number'] : [])], '): Promise<unknown> {')])}
      if (verb === 'PUT') return put(files, place, contents);
      if (verb === 'DELETE') {
        await settled((done) => files.unlink(place, done));
        return {};
      }
      if (verb === 'LIST') {
        const entries = await settled<{ filename: string }[]>((done) => files.readdir(place, done));
        return entries.map(({ filename }) => filename).sort();
      }
      const { size } = await settled<{ size: number }>((done) => files.stat(place, done));
      if (size > ${brought ? 'largest' : 'LARGEST_FILE'}) throw new CallFailed('invalid_response');
      return settled<Buffer>((done) => files.readFile(place, done));
    }

    /** Writes beside the file and then takes its name: nobody ever reads half of it. */
    async function put(files: Files, place: string, contents: Buffer): Promise<object> {
      const part = \`\${place}.\${randomUUID()}.part\`;
      await settled((done) => files.writeFile(part, contents, done));
      try {
        await settled((done) => files.ext_openssh_rename(part, place, done)).catch(async () => {
          await settled((done) => files.unlink(place, done)).catch(() => undefined);
          await settled((done) => files.rename(part, place, done));
        });
      } catch (error) {
        await settled((done) => files.unlink(part, done)).catch(() => undefined);
        throw error;
      }
      return {};
    }

    /** The result of a function that tells it to another one. */
    function settled<T>(start: (done: (error?: Error | null, result?: T) => void) => unknown): Promise<T> {
      return new Promise((resolve, reject) => {
        start((error, result) => (error == null ? resolve(result as T) : reject(error)));
      });
    }

    const [MISSING, FORBIDDEN] = [2, 3];

    /** What an error of the library means. */
    function failureOf(error: unknown): Failure {
      const { level, code, message } = Object(error);
      if (level === 'client-timeout') return 'timeout';
      if (level === 'client-authentication' || code === MISSING || code === FORBIDDEN) return 'rejected';
      return /Host denied|verification failed/.test(String(message)) ? 'rejected' : 'unavailable';
    }
  `;
}

/** src/platform/ssh2.d.ts: what is used of the package, which has no types of its own. */
export function ssh2Types(): string {
  return code`
    /** What is used of the package, which has no types of its own. */
    declare module 'ssh2' {
      type Done<T = void> = (error?: Error | null, result?: T) => void;

      export interface Files {
        stat(path: string, done: Done<{ size: number }>): void;
        readFile(path: string, done: Done<Buffer>): void;
        writeFile(path: string, contents: Buffer, done: Done): void;
        readdir(path: string, done: Done<{ filename: string }[]>): void;
        rename(from: string, to: string, done: Done): void;
        ext_openssh_rename(from: string, to: string, done: Done): void;
        unlink(path: string, done: Done): void;
      }

      export interface Client {
        on(event: 'ready' | 'close', listener: () => void): this;
        on(event: 'error', listener: (error: Error) => void): this;
        connect(options: {
          host: string;
          port: number;
          username: string;
          password?: string;
          privateKey?: string;
          readyTimeout: number;
          hostVerifier: (key: Buffer) => boolean;
        }): this;
        sftp(opened: (error: Error | undefined, files: Files) => void): this;
        end(): this;
        destroy(): this;
      }

      const ssh2: {
        Client: new () => Client;
        Server: ServerClass;
        utils: { parseKey(pem: string): { getPublicSSH(): Buffer } };
      };
      export default ssh2;

      /** The other side, for tests. */
      type ServerClass = new (
        options: { hostKeys: string[] },
        connected: (client: Served) => void,
      ) => {
        listen(port: number, host: string, done: () => void): void;
        address(): { port: number };
        close(): void;
      };

      interface Asked {
        method: string;
        username: string;
        password?: string;
        accept(): void;
        reject(methods: string[]): void;
      }

      interface Served {
        on(event: 'error', listener: () => void): void;
        on(event: 'authentication', listener: (asked: Asked) => void): void;
        on(
          event: 'session',
          listener: (accept: () => { on(event: 'sftp', begin: (accept: () => ServedFiles) => void): void }) => void,
        ): void;
      }

      interface ServedFiles {
        on(event: 'STAT' | 'OPENDIR' | 'REMOVE', listener: (id: number, name: string) => void): void;
        on(event: 'OPEN', listener: (id: number, name: string, flags: number) => void): void;
        on(event: 'READ', listener: (id: number, handle: Buffer, offset: number, length: number) => void): void;
        on(event: 'WRITE', listener: (id: number, handle: Buffer, offset: number, part: Buffer) => void): void;
        on(event: 'RENAME', listener: (id: number, from: string, to: string) => void): void;
        on(event: 'CLOSE' | 'FSTAT' | 'READDIR', listener: (id: number, handle: Buffer) => void): void;
        attrs(id: number, attrs: object): void;
        data(id: number, part: Buffer): void;
        handle(id: number, handle: Buffer): void;
        name(id: number, entries: object[]): void;
        status(id: number, code: number): void;
      }
    }
  `;
}
