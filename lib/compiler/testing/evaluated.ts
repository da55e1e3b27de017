import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decimalFile } from '../platform/decimal.ts';
import { EXPRESSION_FILES } from '../platform/expression-files.ts';
import { expressionPlatform } from './platform-stubs.ts';

export type Values = Readonly<Record<string, unknown>>;

/** Node's own loading of modules: a test runner's would rewrite thousands of lines first. */
const LOAD = createRequire(import.meta.url);

/** The platform's functions of expressions, as a service has them, and how texts that call them are evaluated. */
export interface Workbench {
  /** Runs several TypeScript expressions, each with the same values in sight; an error takes the place of a result. */
  evaluate(texts: readonly string[], values: Values): Promise<readonly unknown[]>;
  remove(): void;
}

/** Writes the platform's files into a folder of their own below the system's temporary one. */
export function newWorkbench(): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'expressions-'));
  for (const [name, text] of expressionPlatform()) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  let count = 0;
  return {
    async evaluate(texts, values) {
      const path = join(folder, `expressions-${count++}.ts`);
      writeFileSync(path, moduleOf(texts, Object.keys(values)));
      return LOAD(path).all(values);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** One module with a function for each expression, so that thousands of them cost one import. */
function moduleOf(texts: readonly string[], names: readonly string[]): string {
  const imports = Object.entries(EXPRESSION_FILES).map(([file, { names: from }]) =>
    from.length === 0 ? '' : `import { ${from.join(', ')} } from './${file}.ts';`,
  );
  const decimals = [...decimalFile().matchAll(/export function (\w+)/g)].map(([, name]) => name);
  return [
    "import { randomUUID } from 'node:crypto';",
    `import { ${decimals.join(', ')} } from './decimal.ts';`,
    ...imports,
    `const works = ({ ${names.join(', ')} }) => [`,
    ...texts.map((text) => `  ${text.includes('await ') ? 'async ' : ''}() => (${text}),`),
    '];',
    'export async function all(values) {',
    '  const results = [];',
    '  for (const work of works(values)) {',
    '    try { results.push(await work()); } catch (error) { results.push(error); }',
    '  }',
    '  return results;',
    '}',
  ].join('\n');
}
