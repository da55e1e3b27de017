/**
 * How much the generated tests notice: changes one place of a generated service at a time and runs the service's own tests.
 *
 *     node lib/compiler/testing/mutate.ts [NAME of a golden …] [--most=40] [--only=TEXT in a path]
 *
 * Prints the changes that no test noticed and the share that was. Takes about five seconds for each change.
 */
import { join } from 'node:path';
import { goldenFolder, readTree } from './read-golden.ts';
import { newWorkshop, runTests, writeService } from './service-folder.ts';

interface Mutant {
  path: string;
  line: number;
  before: string;
  after: string;
  text: string;
}

/** What is changed: a pattern and what stands there instead. */
const CHANGES: readonly (readonly [pattern: RegExp, by: string])[] = [
  [/ === /g, ' !== '],
  [/ !== /g, ' === '],
  [/ <= /g, ' < '],
  [/ >= /g, ' > '],
  [/ < (?=[\w(])/g, ' <= '],
  [/ > (?=[\w(])/g, ' >= '],
  [/ && /g, ' || '],
  [/ \|\| /g, ' && '],
  [/\badd\(/g, 'subtract('],
  [/\bmultiply\(/g, 'divide('],
  [/\bround\((.*), 2\)/g, 'round($1, 1)'],
  [/'0\.5'/g, "'0.51'"],
  [/'0\.2'/g, "'0.19'"],
  [/, 12\)/g, ', 13)'],
  [/status: 200\b/g, 'status: 201'],
  [/status: 4\d\d\b/g, 'status: 418'],
  [/code\(answer\.status\)/g, 'code(299)'],
  [/roles: \['\w+'\]/g, 'roles: []'],
  [/demand\(request\.caller, operation\.access\);/g, ''],
  [/throw new Problem\(\w+\);/g, ''],
  [/^( +)(await )?appendAudit\(tx, /gm, '$1void ('],
  [/await appendAudit\(tx, /g, 'void ('],
  [/\? shown : null/g, '? null : null'],
  [/(return|const \w+ =) true\b/g, '$1 false'],
  [/(return|const \w+ =) false\b/g, '$1 true'],
  [/ORDER BY/g, 'ORDER BY -1,'],
  [/WHERE id = \$1/g, 'WHERE $1::uuid IS NOT NULL'],
  [/'(claimed|completed|succeeded|failed)'/g, "'waiting'"],
  [/FOR UPDATE/g, ''],
];

/** Only in comments, types and imports: nothing that runs. */
const INERT = /^\s*(\/\/|\/?\*|import |export type |type |export interface |interface )/;

function mutantsOf(path: string, text: string): Mutant[] {
  const lines = text.split('\n');
  return lines.flatMap((before, at) => {
    if (INERT.test(before)) return [];
    return CHANGES.flatMap(([pattern, by]) =>
      [...before.matchAll(pattern)].flatMap((found): Mutant[] => {
        const once = new RegExp(pattern.source, pattern.flags.replace('g', ''));
        const after = before.slice(0, found.index) + before.slice(found.index).replace(once, by);
        if (after === before) return [];
        return [{ path, line: at + 1, before, after, text: lines.with(at, after).join('\n') }];
      }),
    );
  });
}

/** Evenly spread, so that every file has its share. */
function sample(mutants: readonly Mutant[], most: number): Mutant[] {
  const stride = Math.max(1, mutants.length / most);
  return Array.from({ length: Math.min(most, mutants.length) }, (_, at) => mutants[Math.floor(at * stride)]).filter(
    (mutant) => mutant !== undefined,
  );
}

const args = process.argv.slice(2);
const option = (name: string): string | undefined =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const named = args.filter((arg) => !arg.startsWith('--'));
const most = Number(option('most') ?? '40');
const only = option('only') ?? 'src/';

for (const name of named.length > 0 ? named : ['kyc-brief', 'loan-quotes']) {
  const workshop = newWorkshop();
  try {
    const files = readTree(join(goldenFolder(name), 'expected'));
    const folder = writeService(
      workshop.folder,
      name,
      [...files].map(([path, text]) => ({ path, text })),
    );
    const all = [...files].flatMap(([path, text]) =>
      path.startsWith('src/') && path.endsWith('.ts') && path.includes(only) ? mutantsOf(path, text) : [],
    );
    const tried = sample(all, most);
    let noticed = 0;
    for (const { path, line, before, after, text } of tried) {
      writeService(workshop.folder, name, [{ path, text }]);
      const { code } = await runTests(folder);
      writeService(workshop.folder, name, [{ path, text: files.get(path) ?? '' }]);
      if (code !== 0) noticed += 1;
      else console.log(`not noticed: ${path}:${line}\n  - ${before.trim()}\n  + ${after.trim()}`);
    }
    const share = tried.length === 0 ? 0 : Math.round((100 * noticed) / tried.length);
    console.log(`${name}: ${noticed} of ${tried.length} changes noticed (${share} %), of ${all.length} possible`);
  } finally {
    workshop.remove();
  }
}
