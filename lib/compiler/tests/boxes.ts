import type { Plan } from '../plan.ts';
import { isBoxed } from '../steps-within.ts';
import { code } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/boxed.ts: code that does what code of steps must not; empty where none runs in a process of its own. */
export function boxedHelper(plan: Plan): string {
  if (!plan.boxes) return '';
  return code`
    ${imports([
      ['node:child_process', 'execFileSync'],
      ['node:fs', 'readFileSync', 'writeFileSync'],
    ])}

    type Start = (program: string, words: readonly string[], input?: Uint8Array) => Promise<Uint8Array>;

    export const forever = (): void => {
      for (;;);
    };

    export async function sleeps(): Promise<void> {
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    }

    export function hungry(): number {
      const all: Buffer[] = [];
      for (;;) all.push(Buffer.alloc(8_388_608, 1));
    }

    export function heavy(): number {
      const all: string[][] = [];
      for (;;) all.push(Array.from({ length: 100_000 }, (_, at) => \`text \${at}\`));
    }

    export const talkative = (): string => 'a'.repeat(2_000_000);

    export const reads = (): string => readFileSync('/etc/hostname', 'utf8');

    export const writes = (): void => writeFileSync('/tmp/boxed', 'text');

    export const executes = (): string => String(execFileSync('env'));

    export function settings(): void {
      throw Object.keys(process.env).length === 0 ? 'no settings' : 'settings';
    }

    export async function starts({ program, words }: { program: string; words: string[] }, start: Start): Promise<never> {
      throw Buffer.from(await start(program, words, Buffer.from('given'))).toString();
    }
  `;
}

/** test/boxes.test.ts: what code in a process of its own may do, and what it takes up at most. */
export function boxesTests(plan: Plan): string {
  const sample = plan.customs.find(({ step }) => isBoxed(step));
  if (sample === undefined) return '';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      [`../src/custom/${sample.file}.ts`, `${sample.name}Step`],
      ['../src/platform/boxes.ts', 'type BoxedStep', 'runBoxed'],
    ])}

    const LIMITS = { timeoutMs: 10_000, memoryBytes: 33_554_432, outputBytes: 100_000, programs: ['node'] };

    /** Runs one of the bad examples, and says how that ended. */
    async function failureOf(run: string, more: object = {}, input: unknown = {}): Promise<string> {
      const step: BoxedStep<unknown, unknown> = {
        name: run,
        file: new URL('boxed.ts', import.meta.url),
        run,
        gives: ${sample.name}Step.gives,
        ...LIMITS,
        ...more,
      };
      const { outcome } = await runBoxed(step, input, 'step').catch((error: unknown) => ({
        outcome: { failure: String(error) },
      }));
      return 'failure' in outcome ? outcome.failure : JSON.stringify(outcome.value);
    }

    test('code of a step ends when its time is over, whether it works or waits', async () => {
      assert.equal(await failureOf('forever', { timeoutMs: 700 }), 'timeout');
      assert.equal(await failureOf('sleeps', { timeoutMs: 700 }), 'timeout');
    });

    test('code of a step takes up no more than it may, inside and outside of its heap', async () => {
      assert.equal(await failureOf('heavy'), 'rejected');
      assert.equal(await failureOf('hungry'), 'rejected');
      assert.equal(await failureOf('talkative'), 'rejected');
    });

    test('code of a step reads and writes no files, starts nothing by itself and knows no settings', async () => {
      for (const run of ['reads', 'writes', 'executes']) assert.match(await failureOf(run), /restricted/, run);
      assert.equal(await failureOf('settings'), 'Error: custom/settings: no settings');
    });

    test('code of a step starts the programs that the specification names, and no others', async () => {
      const words = ['-e', 'process.stdin.on("data", (text) => process.stdout.write(text + " and taken"))'];
      assert.equal(await failureOf('starts', {}, { program: 'node', words }), 'Error: custom/starts: given and taken');
      assert.equal(await failureOf('starts', {}, { program: 'env', words: [] }), 'rejected');
      assert.equal(await failureOf('starts', { programs: [] }, { program: 'node', words }), 'rejected');
      const absent = { program: 'no-such-program', words };
      assert.equal(await failureOf('starts', { programs: [absent.program] }, absent), 'unavailable');
      const slow = ['-e', 'setInterval(() => undefined, 1000)'];
      assert.equal(await failureOf('starts', { timeoutMs: 1500 }, { program: 'node', words: slow }), 'timeout');
      const large = ['-e', 'const all = []; for (;;) all.push(Buffer.alloc(8388608, 1))'];
      assert.equal(await failureOf('starts', {}, { program: 'node', words: large }), 'rejected');
    });
  `;
}
