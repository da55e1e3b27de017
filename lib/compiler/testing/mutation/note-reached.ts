import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Loaded before a service whose files hold mutants: at its end it writes the ids of those that were reached. */
const folder = process.env['REACHED_FOLDER'];
if (folder !== undefined) {
  process.on('exit', () => {
    const { mutantCoverage }: { mutantCoverage?: { static?: object; perTest?: Record<string, object> } } =
      Reflect.get(globalThis, '__stryker__') ?? {};
    writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(Object.keys(mutantCoverage?.static ?? {})));
  });
}
