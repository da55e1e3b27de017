import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';

/** The Node 24 binary that comes with the platform's packages; the running one where there is no such package. */
export function platformNode(): string {
  const packaged = resolve(import.meta.dirname, '../../../node_modules/node/bin/node');
  try {
    accessSync(packaged, constants.X_OK);
    return packaged;
  } catch {
    return process.execPath;
  }
}
