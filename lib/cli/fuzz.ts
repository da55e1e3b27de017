import { parseArgs } from 'node:util';
import { type FuzzFailure, type FuzzOptions, fuzzEdits, fuzzMutation } from '../spec/testing/fuzz.ts';
import { fuzzTexts } from '../spec/testing/gallery.ts';

/**
 * `npm run fuzz -- [--count N] [--seed N] [--only mutation|edits|cel]`: the long form of the fuzz tests. Prints each part's seeds;
 * what fails is found again with the same `--seed` and `--count 1` (edits: the length of a sequence, 40; cel: the same count).
 * Exit code 0 nothing was found, 1 something was, 2 unusable arguments.
 */
type Part = (options: FuzzOptions) => readonly FuzzFailure[] | Promise<readonly FuzzFailure[]>;

const PARTS: Readonly<Record<string, Part>> = {
  mutation: fuzzMutation,
  edits: fuzzEdits,
  cel: fuzzExpressions,
};

const USAGE = `Usage: npm run fuzz -- [--count N] [--seed N] [--only ${Object.keys(PARTS).join('|')}]`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const asked = readOptions(args);
  if (asked === null) {
    console.error(USAGE);
    return 2;
  }
  const { count, seed, only } = asked;
  const options = { count, seed, texts: fuzzTexts(), featuresEvery: 4 };
  let failures = 0;
  for (const [name, part] of Object.entries(PARTS)) {
    if (only === null || only === name) failures += await run(name, part, options);
  }
  return failures === 0 ? 0 : 1;
}

/** Runs one part and says what it found. Gives how much. */
async function run(name: string, part: Part, options: FuzzOptions): Promise<number> {
  const started = performance.now();
  const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(0)} s`;
  console.log(`${name}: ${options.count}, from seed ${options.seed}`);
  let said = 0;
  const failures = await part({
    ...options,
    onProgress: (done) => {
      if (done - said < 5_000) return;
      said = done;
      console.log(`  ${done}  ${seconds()}`);
    },
  });
  for (const { seed, complaint, text } of failures) {
    console.error(`  seed ${seed}: ${complaint}\n${text.replace(/^/gm, '    | ')}`);
  }
  console.log(`  ${failures.length === 0 ? 'nothing found' : `${failures.length} failures`} in ${seconds()}`);
  return failures.length;
}

/** Generated expressions, compared with a CEL library. */
async function fuzzExpressions({ count, seed, onProgress }: FuzzOptions): Promise<readonly FuzzFailure[]> {
  // Loaded here: the other parts need no compiler.
  const { differential } = await import('../compiler/differential/differential.ts');
  const report = await differential({ count, seed, ...(onProgress === undefined ? {} : { onProgress }) });
  const { compared, verbatim, errors, differences, failure } = report;
  console.log(`  ${JSON.stringify({ compared, verbatim, errors, differences })}`);
  if (failure === null) return [];
  const complaint = `ours ${failure.ours}, CEL ${failure.theirs}, with ${failure.inputs}; as ${failure.typescript}`;
  return [{ seed, complaint, text: failure.expression }];
}

function readOptions(args: readonly string[]): { count: number; seed: number; only: string | null } | null {
  try {
    const options = { count: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } } as const;
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const [count, seed] = [wholeNumber(values.count ?? '20000'), wholeNumber(values.seed ?? '1')];
    const only = values.only ?? null;
    if (count === null || seed === null || (only !== null && !Object.hasOwn(PARTS, only))) return null;
    return { count, seed, only };
  } catch {
    return null;
  }
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
