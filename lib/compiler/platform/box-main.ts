import type { Plan } from '../plan.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';
import { boxesFiles } from './boxes.ts';

/** src/platform/box.ts: what code in a process of its own may import of the service. */
export function boxFile(): string {
  return code`
    /** Thrown where code is still to be written. */
    export class NotWritten extends Error {}
  `;
}

/** src/platform/box-main.ts: the process itself. It can read the code of the step, and write to its one pipe. */
export function boxMainFile(plan: Plan): string {
  const files = boxesFiles(plan);
  return code`
    ${imports([
      ['node:net', 'Socket'],
      ['./box.ts', 'NotWritten'],
    ])}

    interface Told {
      file: string;
      run: string;
      input: unknown;
      ${when(files, '/** Where files are whose bytes are base64. */\nfiles: readonly (readonly string[])[];')}
    }

    interface Ended {
      id: number;
      output?: string;
      failure?: string;
    }

    const wire = new Socket({ fd: 3 });
    const started = new Map<number, (ended: Ended) => void>();
    let rest = '';

    wire.setEncoding('utf8');
    // Nobody waits for what a process does that is left alone.
    wire.on('close', () => process.exit());
    wire.on('data', (part) => {
      const lines = (rest + String(part)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const message: Told | Ended = JSON.parse(line);
        if ('run' in message) void work(message);
        else started.get(message.id)?.(message);
      }
    });

    function say(message: object): void {
      wire.write(\`\${JSON.stringify(message${when(files, ', bytesAsText')})}\n\`);
    }

    ${when(files, BYTES)}

    async function work({ file, run, input${when(files, ', files')} }: Told): Promise<void> {
      try {
        const module: Record<string, unknown> = await import(file);
        const found = module[run];
        if (typeof found !== 'function') throw new Error(\`it exports no \${run}\`);
        ${when(files, 'for (const path of files) openBytes(path.reduce<unknown>((value, name) => Object(value)[name], input));')}
        say({ output: (await found(input, start)) ?? null });
      } catch (error) {
        say(error instanceof NotWritten ? { notWritten: true } : { error: String(error).slice(0, 2000) });
      }
    }

    /** Asks the service to start a program, which it does for those that the specification names. */
    function start(program: string, words: readonly string[], input = new Uint8Array()): Promise<Uint8Array> {
      const id = started.size + 1;
      return new Promise((resolve, reject) => {
        started.set(id, ({ output, failure }) => {
          if (output === undefined) reject(new Error(failure));
          else resolve(new Uint8Array(Buffer.from(output, 'base64')));
        });
        say({ start: { id, program, words, input: Buffer.from(input).toString('base64') } });
      });
    }
  `;
}

const BYTES = code`
  function openBytes(file: unknown): void {
    Object.assign(Object(file), { bytes: new Uint8Array(Buffer.from(String(Object(file).bytes), 'base64')) });
  }

  /** Bytes are said in base64; a Buffer would say itself as a list of numbers. */
  function bytesAsText(this: unknown, name: string, value: unknown): unknown {
    const own: unknown = Object(this)[name];
    return own instanceof Uint8Array ? Buffer.from(own).toString('base64') : value;
  }
`;
