import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

/** Where replicas of this machine find programs: the folders of the system, which their sandbox shows them. */
const FOLDERS = ['/usr/local/bin', '/usr/bin', '/bin'];

/** Those of the programs that are not on this machine, in their order. */
export async function missingPrograms(programs: readonly string[]): Promise<string[]> {
  const found = await Promise.all(programs.map(isHere));
  return programs.filter((_, at) => found[at] !== true);
}

async function isHere(program: string): Promise<boolean> {
  const tries = await Promise.allSettled(FOLDERS.map((folder) => access(join(folder, program), constants.X_OK)));
  return tries.some(({ status }) => status === 'fulfilled');
}
