import { styleText } from 'node:util';
import { AppError } from '../../core/app-error.ts';
import { lineIndex } from '../../core/text-range.ts';
import {
  type Bump,
  type Change,
  type ChangeClass,
  checkSpec,
  diffModels,
  type SemanticDiff,
} from '../../spec/index.ts';
import type { Model } from '../../spec/model.ts';
import { readArguments } from './read-arguments.ts';
import { readSpecFile, type SpecFile } from './read-spec-file.ts';
import { printable, type Terminal } from './terminal.ts';

const USAGE = 'diff OLD NEW [--json]';

/** What `diff --json` prints. */
export interface DiffReport {
  changes: readonly { class: ChangeClass; code: string; path: string; message: string }[];
  bump: Bump;
}

/**
 * Says what NEW means differently from OLD, most serious first. Exit code 0 whether or not something changed; 1 if one of
 * them has errors (nothing is compared: what could not be understood would look like removed), 2 if one cannot be read.
 */
export async function diff(args: readonly string[], terminal: Terminal): Promise<number> {
  const { names, flags } = readArguments(args, { usage: USAGE, names: [2, 2], flags: ['json'] });
  const [old, now] = names;
  if (old === undefined || now === undefined) throw new AppError('invalid', `Usage: plumbline ${USAGE}`);
  const [before, after] = [await readSpecFile(old, terminal), await readSpecFile(now, terminal)];
  const found = diffModels(modelOf(before), modelOf(after));
  terminal.out(flags.has('json') ? `${JSON.stringify(report(found))}\n` : human(found, before, after));
  return 0;
}

function modelOf(file: SpecFile): Model {
  const { model, diagnostics } = checkSpec(file.text);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (error !== undefined) {
    const line = lineIndex(file.text).line(error.span.start) + 1;
    throw new AppError('unprocessable', `${file.path}:${line}: ${error.code}: ${error.message} Nothing was compared.`);
  }
  if (model === null)
    throw new AppError('unprocessable', `${file.path}: this is no specification. Nothing was compared.`);
  return model;
}

function report({ changes, bump }: SemanticDiff): DiffReport {
  return {
    changes: changes.map(({ class: kind, code, path, message }) => ({ class: kind, code, path, message })),
    bump,
  };
}

const COLOURS = {
  BREAKING: 'red',
  MIGRATION: 'yellow',
  CONTROL: 'magenta',
  BEHAVIOUR: 'blue',
  WARN: 'yellow',
  SAFE: 'gray',
} as const satisfies Record<ChangeClass, string>;

const WIDTH = 'BEHAVIOUR'.length;

/** The class, where it was and is (lines from 1), and the sentence. */
function human({ changes, bump }: SemanticDiff, before: SpecFile, after: SpecFile): string {
  const [old, now] = [lineIndex(before.text), lineIndex(after.text)];
  const place = (change: Change): string =>
    `${change.before === null ? '–' : old.line(change.before.start) + 1}→${change.after === null ? '–' : now.line(change.after.start) + 1}`;
  const places = changes.map(place);
  const width = Math.max(0, ...places.map((text) => text.length));
  const lines = changes.map(
    (change, i) =>
      `${styleText(COLOURS[change.class], change.class.padEnd(WIDTH))}  ${(places[i] ?? '').padEnd(width)}  ${printable(change.message)}`,
  );
  const summary =
    changes.length === 0
      ? 'Nothing changed in meaning.'
      : `${changes.length} change${changes.length === 1 ? '' : 's'} in meaning; they demand a ${bump} version.`;
  return `${[...lines, summary].join('\n')}\n`;
}
