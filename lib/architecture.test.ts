import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** The diagram: a folder, and what it may import besides itself. The longest matching folder rules. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'lib/core': [],
  'lib/spec': ['lib/core'],
  'lib/compiler': ['lib/core', 'lib/spec'],
  'lib/domain': ['lib/core', 'lib/spec'],
  'lib/adapters': ['lib/core', 'lib/domain'],
  'lib/agents': ['lib/core', 'lib/spec', 'lib/compiler', 'lib/domain', 'lib/adapters'],
  db: ['lib/core', 'lib/domain'],
  'lib/server': ['lib', 'db'],
  'lib/cli': ['lib', 'db'],
  components: ['lib/core', 'lib/spec', 'lib/compiler', 'lib/domain'],
  app: ['lib/core', 'lib/spec', 'lib/domain', 'lib/server', 'components'],
};

/** These run in a browser worker: no I/O, clock, randomness or Node built-ins. */
const PURE = ['lib/core', 'lib/spec', 'lib/compiler', 'lib/domain'];
const IMPURE =
  /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|crypto\.|process\.(env|argv|cwd|exit|exitCode|hrtime|memoryUsage|nextTick|pid|stdin|stdout|stderr|on|kill|uptime)\b|fetch\(|setTimeout|setInterval)/;

const ROOT = resolve(import.meta.dirname, '..');
const files = ['app', 'components', 'db', 'lib'].flatMap(sources);

test('every import follows the dependency table', () => {
  expect(files.flatMap(forbiddenImports)).toEqual([]);
});

test('the pure core uses no package with effects, no clock and no randomness', () => {
  const impure = files
    .filter((file) => folderOf(file, PURE) && !isTest(file))
    .filter((file) => IMPURE.test(withoutCommentsAndStrings(read(file))));
  expect(impure).toEqual([]);
});

test('client components reach neither the database nor the server, not even for types', () => {
  const offenders = files
    .filter((file) => /^['"]use client['"]/.test(read(file)))
    .flatMap((file) =>
      importsOf(file)
        .filter((to) => /^(lib\/server|lib\/adapters|db)\//.test(to))
        .map((to) => `${file} → ${to}`),
    );
  expect(offenders).toEqual([]);
});

function forbiddenImports(file: string): string[] {
  const from = folderOf(file, Object.keys(MAY_IMPORT));
  if (from === null) return isTest(file) ? [] : [`${file} is in no folder of the table`];
  const allowed = [from, ...(MAY_IMPORT[from] ?? [])];
  const pure = PURE.includes(from) && !isTest(file);
  return importsOf(file)
    .filter((to) =>
      /^(app|components|db|lib)\//.test(to) ? !inside(to, allowed) && !isTest(file) : pure && to.startsWith('node:'),
    )
    .map((to) => `${file} → ${to}`);
}

function importsOf(file: string): string[] {
  const text = read(file);
  // Imports of the file itself start at the margin; those of generated code are indented.
  const found = [
    ...text.matchAll(
      /^(?:(?:import|export)\b[^'";()]*?\bfrom|import)\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? '');
  return found.map((specifier) => {
    if (specifier.startsWith('#')) return specifier.slice(1);
    if (specifier.startsWith('.')) return relative(ROOT, resolve(ROOT, dirname(file), specifier));
    return specifier;
  });
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx)$/.test(name))
    .map((name) => `${folder}/${name}`);
}

function folderOf(file: string, folders: readonly string[]): string | null {
  return folders.filter((folder) => file.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0] ?? null;
}

function inside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path.startsWith(`${folder}/`));
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.includes('/testing/');
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** Templates of generated code may speak of clocks; only our own code may not use them. */
function withoutCommentsAndStrings(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|`(?:\\.|[^\\`])*`|'(?:\\.|[^\\'\n])*'|"(?:\\.|[^\\"\n])*"/g, '');
}
