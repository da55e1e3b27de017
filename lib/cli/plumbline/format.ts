import { AppError } from '../../core/app-error.ts';
import { lineIndex } from '../../core/text-range.ts';
import { type Formatting, formatSpec } from '../../spec/index.ts';
import { readArguments } from './read-arguments.ts';
import { readSpecFile, type SpecFile, STANDARD_INPUT } from './read-spec-file.ts';
import { printable, type Terminal } from './terminal.ts';
import { writeFileWhole } from './write-file.ts';

const USAGE = 'format FILE… [--check]';
const MAX_FILES = 1000;

/**
 * Brings specifications into canonical form, in place; files that have it are not touched. With `--check` nothing is written.
 * Exit code 1 if a file cannot be formatted as it is (it is no YAML), or with `--check` if one is not in canonical form. Nothing
 * is written if one of the files cannot be read.
 */
export async function format(args: readonly string[], terminal: Terminal): Promise<number> {
  const { names, flags } = readArguments(args, { usage: USAGE, names: [1, MAX_FILES], flags: ['check'] });
  if (names.includes(STANDARD_INPUT))
    throw new AppError('invalid', 'What is piped in cannot be written back. Name a file.');
  const files: SpecFile[] = [];
  for (const name of names) files.push(await readSpecFile(name, terminal));
  let exitCode = 0;
  for (const file of files) {
    const result = formatSpec(file.text);
    const canonical = result.kind === 'formatted' && result.edits.length === 0 && !file.hadByteOrderMark;
    if (result.kind === 'refused' || (!canonical && flags.has('check'))) exitCode = 1;
    if (result.kind === 'formatted' && !canonical && !flags.has('check')) await write(file, result.text);
    terminal.out(`${printable(file.path)}${said(file, result, canonical, flags.has('check'))}\n`);
  }
  return exitCode;
}

async function write(file: SpecFile, text: string): Promise<void> {
  const now = await readSpecFile(file.path, { folder: file.folder });
  if (now.text !== file.text)
    throw new AppError(
      'conflict',
      `${file.path}: the file was changed meanwhile. It was left as it is; format it again.`,
    );
  await writeFileWhole(file.path, file.location, text);
}

function said(file: SpecFile, result: Formatting, canonical: boolean, check: boolean): string {
  if (result.kind === 'refused') {
    const { line, character } = lineIndex(file.text).position(result.span.start);
    return `:${line + 1}:${character + 1}: not formatted: ${printable(result.reason)}`;
  }
  if (canonical) return ': canonical';
  return check ? ': not in canonical form' : ': formatted';
}
