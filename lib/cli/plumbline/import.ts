import { resolve } from 'node:path';
import { AppError } from '../../core/app-error.ts';
import { importOpenapi } from '../../spec/import-openapi/import-openapi.ts';
import type { Loss } from '../../spec/import-openapi/losses.ts';
import { MAX_DOCUMENT_LENGTH } from '../../spec/import-openapi/read-document.ts';
import { checkSpec } from '../../spec/index.ts';
import { readArguments } from './read-arguments.ts';
import { readTextFile } from './read-spec-file.ts';
import { printable, type Terminal } from './terminal.ts';
import { writeNewFile } from './write-file.ts';

const USAGE = 'import openapi FILE [--out SPEC.yaml] [--force] [--json]';

/** What `import --json` prints. The specification is in it where no file is named for it. */
export interface ImportReport {
  losses: readonly Loss[];
  specification?: string;
}

/**
 * Turns an OpenAPI document into a specification. Without `--out` the specification is printed and the losses are told beside it; an
 * existing file is replaced with `--force` only. Exit code 0 with or without losses; 2 for what is no OpenAPI 3 document.
 */
export async function importDocument(args: readonly string[], terminal: Terminal): Promise<number> {
  const { names, flags, values } = readArguments(args, {
    usage: USAGE,
    names: [2, 2],
    flags: ['json', 'force'],
    values: ['out'],
  });
  const [form, path] = names;
  if (form !== 'openapi' || path === undefined) throw new AppError('invalid', `Usage: plumbline ${USAGE}`);
  const file = await readTextFile(path, terminal, { bytes: MAX_DOCUMENT_LENGTH, of: 'a document' });
  const found = importOpenapi(file.text);
  if (found.kind === 'refused') throw new AppError('invalid', `${path}: ${found.reason}`);
  const { text, losses } = found;
  const { readiness } = checkSpec(text);
  const out = values.get('out');
  if (out !== undefined) await writeNewFile(out, resolve(terminal.folder, out), text, flags.has('force'));
  if (flags.has('json')) {
    const report: ImportReport = out === undefined ? { losses, specification: text } : { losses };
    terminal.out(`${JSON.stringify(report)}\n`);
  } else {
    if (out === undefined) terminal.out(text);
    else terminal.out(`${printable(out)}: ${readiness.operations} operations imported\n`);
    for (const { path: pointer, message } of losses) terminal.complain(`${pointer || '/'}: ${message}`);
    if (losses.length > 0) terminal.complain(`${losses.length} things are not carried over, or said differently.`);
  }
  if (readiness.errors > 0) terminal.complain('The specification has errors: check it before you go on.');
  return readiness.errors > 0 ? 1 : 0;
}
