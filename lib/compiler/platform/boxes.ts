import type { Plan } from '../plan.ts';
import { isBoxed } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** Whether files go to code in a process of its own, or come from it. */
export function boxesFiles({ customs }: Plan): boolean {
  return customs.some(({ step, takes }) => takes !== null && isBoxed(step));
}

/** src/platform/boxes.ts: steps whose own code runs in a process of its own, with what it may take up and start. */
export function boxesFile(plan: Plan): string {
  const files = boxesFiles(plan);
  return code`
    ${imports([
      ['node:child_process', 'spawn'],
      ['node:fs/promises', 'readdir', 'readFile'],
      ['node:stream', 'Duplex'],
      ['node:url', 'fileURLToPath'],
      ['./contract.ts', 'faultsOf', 'type InternalSchemaName'],
      ['./custom.ts', 'NotWritten'],
      ['./custom-files.ts', ...(files ? ['madeFiles', 'openedAsJson'] : [])],
      ['./db.ts', ...(files ? ['type Db'] : [])],
      ['./failures.ts', 'CallFailed'],
      ['./files-within.ts', ...(files ? ['type Path'] : [])],
      ['./outside.ts', 'type Called'],
      ['./uploads.ts', ...(files ? ['type Upload'] : [])],
    ])}

    /** A step whose code is in the folder \`custom\` and runs in a process of its own. */
    export interface BoxedStep<Input, Output> {
      name: string;
      file: URL;
      /** What the file exports. */
      run: string;
      ${when(files, '/** Where it gets or makes files: what it takes. */\ntakes?: InternalSchemaName;')}
      gives: InternalSchemaName;
      /** The programs that it may start, as the operating system finds them. */
      programs: readonly string[];
      timeoutMs: number;
      /** For all of its processes together, besides what the runtime itself needs. */
      memoryBytes: number;
      /** Of what it gives, as JSON. */
      outputBytes: number;
      /** What it takes and gives; only for the compiler. */
      readonly types?: (input: Input) => Output;
    }

    /** What the runtime takes up before any code of a step runs, in bytes. */
    const RUNTIME = 134_217_728;
    const MB = 1_048_576;
    const LOOK_EVERY_MS = 50;

    const MOST_AT_ONCE = 4;
    let free = MOST_AT_ONCE;
    const waiting: (() => void)[] = [];

    ${when(files, FILES_AROUND)}

    /** Does the step; only a few at a time. Its time begins when it starts. */
    export async function runBoxed<Input, Output>(
      boxed: BoxedStep<Input, Output>,
      input: Input,
      step: string,
      ${when(files, 'around?: FilesAround,')}
    ): Promise<Called> {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      const began = performance.now();
      const told = (outcome: string): object => {
        return { step, custom: boxed.name, outcome, ms: Math.round(performance.now() - began) };
      };
      try {
        ${files ? WITH_FILES : 'const value = await new Box(boxed).answerTo(input);'}
        const faults = faultsOf(boxed.gives, value);
        if (faults.length > 0)
          throw new Error(\`custom/\${boxed.name}: \${faults.map(({ path, message }) => \`\${path} \${message}\`).join('; ')}\`);
        ${when(files, 'await around?.keep(made.files);')}
        return { outcome: { value }, record: told('success') };
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error;
        return { outcome: { failure: error.failure }, record: told(error.failure) };
      } finally {
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    }

    interface Said {
      output?: unknown;
      error?: string;
      notWritten?: true;
      start?: { id: number; program: string; words: readonly string[]; input: string };
    }

    /** One run: a process that may read its own code and nothing else, and the programs that it asks for. */
    class Box {
      readonly #step: Omit<BoxedStep<never, never>, 'types'>;
      /** The leaders of its groups of processes. */
      readonly #groups = new Set<number>();
      #over = false;

      constructor(step: Omit<BoxedStep<never, never>, 'types'>) {
        this.#step = step;
      }

      ${when(files, '/** `files`: where files are whose bytes are base64. */')}
      async answerTo(input: unknown${when(files, ', files: readonly Path[] = []')}): Promise<unknown> {
        const { timeoutMs, memoryBytes } = this.#step;
        let timers: NodeJS.Timeout[] = [];
        try {
          return await new Promise((resolve, reject) => {
            timers = [
              setTimeout(() => reject(new CallFailed('timeout')), timeoutMs),
              setInterval(async () => {
                if ((await memoryOf(this.#groups)) > memoryBytes + RUNTIME) reject(new CallFailed('rejected'));
              }, LOOK_EVERY_MS),
            ];
            this.#converse(${files ? '{ input, files }' : 'input'}, resolve, reject);
          });
        } finally {
          for (const timer of timers) clearTimeout(timer);
          this.#over = true;
          for (const group of this.#groups) end(group);
        }
      }

      #converse(${files ? 'asked: object' : 'input: unknown'}, resolve: (value: unknown) => void, reject: (error: unknown) => void): void {
        const { file, run, memoryBytes, outputBytes, name } = this.#step;
        const main = fileURLToPath(new URL('box-main.ts', import.meta.url));
        const readable = [
          new URL('.', file),
          new URL('../custom/', import.meta.url),
          new URL('box.ts', import.meta.url),
          new URL('box-main.ts', import.meta.url),
          new URL('../../package.json', import.meta.url),
        ];
        const flags = [
          '--permission',
          ...readable.map((url) => \`--allow-fs-read=\${fileURLToPath(url)}\${url.href.endsWith('/') ? '*' : ''}\`),
          \`--max-old-space-size=\${Math.max(16, Math.ceil(memoryBytes / MB))}\`,
          '--no-warnings',
        ];
        const child = spawn(process.execPath, [...flags, main], {
          env: {},
          detached: true,
          stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
        });
        if (child.pid !== undefined) this.#groups.add(child.pid);
        const wire = child.stdio[3];
        if (!(wire instanceof Duplex)) throw new Error('a process without its pipe');
        const say = (message: object): void => void wire.write(\`\${JSON.stringify(message)}\n\`);
        child.on('error', reject);
        // The runtime aborts when its heap is full.
        child.on('exit', (code, signal) =>
          reject(signal === 'SIGABRT' || code === 134 ? new CallFailed('rejected') : new Error(\`\${name} ended by itself\`)),
        );
        wire.on('error', () => undefined);
        const lines = linesOf(Math.max(outputBytes, memoryBytes), (line) => {
          if (line === null) return reject(new CallFailed('rejected'));
          const said = saidIn(line);
          if (said === null) reject(new Error(\`\${name} said what is no message\`));
          else if (said.start !== undefined) void this.#start(said.start).then(say, reject);
          else if (said.notWritten === true) reject(new NotWritten());
          else if (said.error !== undefined) reject(new Error(\`custom/\${name}: \${said.error}\`));
          else if (line.length > outputBytes) reject(new CallFailed('rejected'));
          else resolve(said.output);
        });
        wire.on('data', lines);
        say({ file: file.href, run, ${files ? '...asked' : 'input'} });
      }

      /** Starts a program without a shell. One that the specification does not name ends the run. */
      #start({ id, program, words, input }: NonNullable<Said['start']>): Promise<object> {
        const { programs, memoryBytes } = this.#step;
        return new Promise((resolve, reject) => {
          if (this.#over || !programs.includes(program)) return reject(new CallFailed('rejected'));
          const env = { PATH: process.env['PATH'] ?? '' };
          const child = spawn(program, [...words], { env, cwd: '/', detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
          if (child.pid !== undefined) this.#groups.add(child.pid);
          const parts: Buffer[] = [];
          let size = 0;
          child.stdout.on('data', (part: Buffer) => {
            parts.push(part);
            size += part.length;
            if (size > memoryBytes) reject(new CallFailed('rejected'));
          });
          child.on('error', () => reject(new CallFailed('unavailable')));
          child.on('close', (code) => {
            if (child.pid !== undefined) this.#groups.delete(child.pid);
            const output = Buffer.concat(parts).toString('base64');
            resolve(code === 0 ? { id, output } : { id, failure: \`\${program} ended with \${code}\` });
          });
          // A program that ends without reading everything closes its side.
          child.stdin.on('error', () => undefined);
          child.stdin.end(Buffer.from(input, 'base64'));
        });
      }
    }

    /** The code of a step can write to the pipe as well: what is no message must not end the service. */
    function saidIn(line: string): Said | null {
      try {
        const said: unknown = JSON.parse(line);
        return typeof said === 'object' ? said : null;
      } catch {
        return null;
      }
    }

    /** Cuts what arrives into lines; null for one that is too long, and nothing after it. */
    function linesOf(longest: number, take: (line: string | null) => void): (part: Buffer) => void {
      let parts: Buffer[] = [];
      let size = 0;
      return (part) => {
        let rest = part;
        for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
          take(Buffer.concat([...parts, rest.subarray(0, at)]).toString('utf8'));
          rest = rest.subarray(at + 1);
          parts = [];
          size = 0;
        }
        size += rest.length;
        parts.push(rest);
        // JSON of bytes is a third longer than they are.
        if (size <= longest * 1.5 + 4096) return;
        parts = [];
        size = Number.NEGATIVE_INFINITY;
        take(null);
      };
    }

    function end(group: number): void {
      try {
        process.kill(-group, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    }

    const PAGE = 4096;

    /** What groups of processes take up, in bytes; 0 where the operating system does not say it in /proc. */
    async function memoryOf(groups: ReadonlySet<number>): Promise<number> {
      const names = await readdir('/proc').catch(() => []);
      const texts = names
        .filter((name) => /^\d+$/.test(name))
        .map((name) => readFile(\`/proc/\${name}/stat\`, 'utf8').catch(() => ''));
      return (await Promise.all(texts)).reduce((sum, text) => {
        // Behind the name, which may hold anything: state, parent, group … and the resident pages as the 22nd.
        const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
        return groups.has(Number(fields[2])) ? sum + Number(fields[21]) * PAGE : sum;
      }, 0);
    }
  `;
}

const FILES_AROUND = code`
  /** Where files are read from that a step gets, and how those are kept that it makes. */
  export interface FilesAround {
    db: Db;
    keep(files: readonly Upload[]): Promise<void>;
  }
`;

const WITH_FILES = code`
  const { takes } = boxed;
  const opened = takes === undefined || around === undefined ? null : await openedAsJson(takes, input, around.db);
  const output = await new Box(boxed).answerTo(opened?.input ?? input, opened?.files);
  const made = takes === undefined ? { output, files: [] } : await madeFiles(boxed.gives, output);
  const value = made.output;
`;
