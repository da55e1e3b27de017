import { styleText } from 'node:util';
import { type Checked, checkSpec, type FileReport, fileReport } from '../../spec/index.ts';
import { readArguments } from './read-arguments.ts';
import { readSpecFile, type SpecFile } from './read-spec-file.ts';
import { sayDiagnostics } from './say-diagnostics.ts';
import { printable, type Terminal } from './terminal.ts';

const USAGE = 'check FILE… [--json] [--strict]';
const MAX_FILES = 1000;

/** What `check --json` prints. */
export interface CheckReport {
  files: readonly FileReport[];
}

interface CheckedFile {
  file: SpecFile;
  checked: Checked;
}

/**
 * Checks specifications. Exit code 0 if none has an error, 1 if one has; with `--strict` warnings count like errors. Nothing is
 * printed if one of the files cannot be read.
 */
export async function check(args: readonly string[], terminal: Terminal): Promise<number> {
  const { names, flags } = readArguments(args, { usage: USAGE, names: [1, MAX_FILES], flags: ['json', 'strict'] });
  const files: SpecFile[] = [];
  for (const name of names) files.push(await readSpecFile(name, terminal));
  const checked = files.map((file): CheckedFile => ({ file, checked: checkSpec(file.text) }));
  terminal.out(
    flags.has('json') ? `${JSON.stringify({ files: checked.map(report) } satisfies CheckReport)}\n` : human(checked),
  );
  const bad = ({ checked: { readiness } }: CheckedFile): boolean =>
    readiness.errors > 0 || (flags.has('strict') && readiness.warnings > 0);
  return checked.some(bad) ? 1 : 0;
}

function report({ file, checked }: CheckedFile): FileReport {
  return fileReport(file.path, file.text, checked);
}

function human(files: readonly CheckedFile[]): string {
  const lines = files.flatMap((file) => [...sayDiagnostics(file.file, file.checked.diagnostics), summary(file)]);
  return `${lines.join('\n')}\n`;
}

function summary({ file, checked: { readiness } }: CheckedFile): string {
  const { errors, warnings, operations, precise, prose, assumed } = readiness;
  const found =
    errors + warnings === 0 ? styleText('green', 'clean') : `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  const steps = `${count(precise, 'precise step')}, ${prose} in prose`;
  return `${printable(file.path)}: ${found}; ${count(operations, 'operation')}, ${steps}, ${assumed} assumed`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
