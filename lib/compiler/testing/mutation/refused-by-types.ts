import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { NODE, newWorkshop, writeService } from '../service-folder.ts';
import { type Mutant, withMutant } from './make-mutants.ts';

const TSC = resolve(import.meta.dirname, '../../../../node_modules/typescript/bin/tsc');
/** As Stryker's own check does: what is no longer used is no error of a change. */
const LOOSE = ['--noUnusedLocals', 'false', '--noUnusedParameters', 'false', '--allowUnreachableCode', 'true'];

/**
 * The ids of those changes that the type check refuses. Every changed file is checked as a file of its own beside the others, so
 * that one run looks at all of them; what a change of an exported type does to other files is not seen.
 */
export async function refusedByTypes(
  sources: ReadonlyMap<string, string>,
  mutants: readonly Mutant[],
): Promise<Set<string>> {
  const workshop = newWorkshop();
  try {
    const folder = writeService(workshop.folder, 'types', [
      ...[...sources].map(([path, text]) => ({ path, text })),
      ...mutants.map((mutant) => ({
        path: mutant.path.replace(/\.ts$/, `.mutant-${mutant.id}.ts`),
        text: withMutant(sources.get(mutant.path) ?? '', mutant),
      })),
    ]);
    const child = spawn(NODE, [TSC, '--noEmit', '--incremental', 'false', '--pretty', 'false', ...LOOSE, '-p', '.'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    await once(child, 'close');
    return new Set(Array.from(out.matchAll(/^[^\s(]*\.mutant-(\d+)\.ts\(/gm), ([, id = '']) => id));
  } finally {
    workshop.remove();
  }
}
