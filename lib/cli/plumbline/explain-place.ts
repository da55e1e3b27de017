import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { compile, type GeneratedFile, originOf, placesOf } from '../../compiler/index.ts';
import { AppError } from '../../core/app-error.ts';
import { lineIndex } from '../../core/text-range.ts';
import { checkSpec } from '../../spec/index.ts';
import { MANIFEST, SPECIFICATION } from './output/manifest.ts';
import { readSpecFile } from './read-spec-file.ts';
import { printable, type Terminal } from './terminal.ts';

/** Places that are listed. */
const MOST = 40;

/**
 * Says which part of the specification a line of a compiled folder comes from; of a line of the folder's specification, which
 * lines it became. `place` is `PATH:LINE`, 1-based. Refuses a place outside of such a folder.
 */
export async function explainPlace(place: string, terminal: Terminal): Promise<number> {
  const [, name = '', number = ''] = /^(.+):(\d{1,7})$/.exec(place) ?? [];
  const location = resolve(terminal.folder, name);
  const root = rootAbove(location);
  if (root === null) throw new AppError('not_found', `${name}: this is in no folder that was compiled into.`);
  const { text } = await readSpecFile(join(root, SPECIFICATION), terminal);
  const { model } = checkSpec(text);
  if (model === null) throw new AppError('invalid', `${SPECIFICATION} cannot be read by this version.`);
  const path = relative(root, location).replaceAll('\\', '/');
  const { files } = compile(model);
  const lines =
    path === SPECIFICATION ? backward(Number(number), text, files) : forward(path, Number(number), text, files);
  terminal.out(`${lines.map(printable).join('\n')}\n`);
  return 0;
}

function rootAbove(location: string): string | null {
  for (let folder = dirname(location); ; folder = dirname(folder)) {
    if (existsSync(join(folder, MANIFEST))) return folder;
    if (folder === dirname(folder)) return null;
  }
}

function forward(path: string, line: number, text: string, files: readonly GeneratedFile[]): string[] {
  const file = files.find((one) => one.path === path);
  if (file === undefined) throw new AppError('not_found', `${path}: the specification does not make this file.`);
  const origin = originOf(file, line);
  if (origin === null)
    return [`${path}:${line} is alike in every service that has it: no line of the specification says it.`];
  const { start, end } = lineIndex(text).range(origin.span);
  const lines = text.split('\n').slice(start.line, Math.min(end.line + (end.character > 0 ? 1 : 0), start.line + MOST));
  return [
    `${path}:${line} says line ${start.line + 1} of ${SPECIFICATION} (${origin.specId}):`,
    '',
    ...lines.map((one, at) => `${String(start.line + at + 1).padStart(6)}  ${one.trimEnd()}`),
  ];
}

function backward(line: number, text: string, files: readonly GeneratedFile[]): string[] {
  const index = lineIndex(text);
  const span = {
    start: index.offset({ line: line - 1, character: 0 }),
    end: index.offset({ line, character: 0 }),
  };
  const places = placesOf(files, span);
  if (places.length === 0) return [`Line ${line} of ${SPECIFICATION} is in no generated file by itself.`];
  const more = places.length - MOST;
  return [
    `Line ${line} of ${SPECIFICATION} is said by:`,
    '',
    ...places.slice(0, MOST).map(({ path, fromLine, toLine, specId }) => {
      const lines = fromLine === toLine ? `${fromLine}` : `${fromLine}-${toLine}`;
      return `  ${path}:${lines}  ${specId}`;
    }),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
