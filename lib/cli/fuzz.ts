import { parseArgs } from 'node:util';
import { type FuzzFailure, type FuzzOptions, fuzzEdits, fuzzMutation } from '../spec/testing/fuzz.ts';
import { fuzzTexts } from '../spec/testing/gallery.ts';

/**
 * `npm run fuzz -- [--count N] [--seed N] [--only mutation|edits]`: the long form of the fuzz tests. Prints each part's seeds; a
 * failure's seed with `--seed N --count 1` shows the same text again. Exit code 0 nothing was found, 1 something was, 2 unusable
 * arguments.
 */
type Part = (options: FuzzOptions) => readonly FuzzFailure[];

const PARTS: Readonly<Record<string, Part>> = {
  mutation: fuzzMutation,
  edits: fuzzEdits,
};

const USAGE = `Usage: npm run fuzz -- [--count N] [--seed N] [--only ${Object.keys(PARTS).join('|')}]`;

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  const asked = readOptions(args);
  if (asked === null) {
    console.error(USAGE);
    return 2;
  }
  const texts = fuzzTexts();
  const found = Object.entries(PARTS).flatMap(([name, part]) => {
    if (asked.only !== null && asked.only !== name) return [];
    return run(name, part, { count: asked.count, seed: asked.seed, texts, featuresEvery: 4 });
  });
  return found.length === 0 ? 0 : 1;
}

function run(name: string, part: Part, options: FuzzOptions): readonly FuzzFailure[] {
  const { count, seed } = options;
  const started = performance.now();
  console.log(`${name}: ${count} texts, seeds ${seed} to ${seed + count - 1}`);
  const failures = part({
    ...options,
    onProgress: (done) => {
      if (done % 5_000 === 0) console.log(`  ${done}  ${((performance.now() - started) / 1000).toFixed(0)} s`);
    },
  });
  for (const { seed: own, complaint, text } of failures) {
    console.error(`  seed ${own}: ${complaint}\n${text.replace(/^/gm, '    | ')}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`  ${failures.length === 0 ? 'nothing found' : `${failures.length} failures`} in ${seconds} s`);
  return failures;
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
