import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { compile as compileModel, type GeneratedFile, type Released } from '../../compiler/index.ts';
import { AppError } from '../../core/app-error.ts';
import { checkSpec } from '../../spec/index.ts';
import type { Model } from '../../spec/model.ts';
import { type EditedLine, editedLines } from './output/edited-lines.ts';
import { type Folder, openFolder } from './output/folder.ts';
import {
  MANIFEST,
  type Manifest,
  MIGRATIONS,
  manifestText,
  parseManifest,
  SPECIFICATION,
  sha256,
} from './output/manifest.ts';
import { type Obstacle, type OutputPlan, planOutput } from './output/plan-output.ts';
import { readArguments } from './read-arguments.ts';
import { readSpecFile, type SpecFile } from './read-spec-file.ts';
import { sayDiagnostics } from './say-diagnostics.ts';
import { printable, type Terminal } from './terminal.ts';

const USAGE = 'compile FILE --out DIR [--check] [--force] [--json]';

/** A file that was left as it is. `lines`: where it was edited, and where the specification says what stood there. */
export interface Drift {
  path: string;
  reason: Obstacle;
  lines?: readonly EditedLine[];
}

/** What `compile --json` prints. With `--check` the files are those that would be written and removed. */
export interface CompileReport {
  created: readonly string[];
  changed: readonly string[];
  removed: readonly string[];
  unchanged: number;
  /** Files in `custom/` that nothing uses any more; they are never removed. */
  orphans: readonly string[];
  /** Files that were left as they are, and why. Not empty: nothing was written at all. */
  drift: readonly Drift[];
}

/**
 * Compiles a specification into a folder: writes what changed, removes what it wrote and makes no more, and touches nothing else.
 * Exit code 0 if the folder is (or with `--check`: was) what the specification says; 1 if the specification has errors or says what
 * cannot be generated, or if files were edited by hand; 2 for unusable arguments or input. With 1 and 2 nothing is written.
 */
export async function compile(args: readonly string[], terminal: Terminal): Promise<number> {
  const { names, flags, values } = readArguments(args, {
    usage: USAGE,
    names: [1, 1],
    flags: ['check', 'force', 'json'],
    values: ['out'],
  });
  const [name = ''] = names;
  const out = values.get('out');
  if (out === undefined) throw new AppError('invalid', `Usage: plumbline ${USAGE}`);
  const file = await readSpecFile(name, terminal);
  const model = modelOf(file, terminal);
  if (model === null) return 1;
  const folder = await openFolder(out, resolve(terminal.folder, out));
  const manifest = await readManifest(folder);
  const previous = await releasedIn(folder, manifest, file);
  const compilation = compileModel(model, previous === undefined ? {} : { previous });
  const paths = [...compilation.files.map(({ path }) => path), ...(manifest?.files.keys() ?? [])];
  const disk = await folder.look(new Set(paths));
  const plan = planOutput(compilation.files, manifest, disk, flags.has('force'));
  const isCheck = flags.has('check');
  if (!isCheck && plan.obstacles.length === 0) await apply(folder, plan, manifest, file.text);
  const report = reportOf(plan, await editsOf(plan, compilation.files, folder, file.text));
  terminal.out(flags.has('json') ? `${JSON.stringify(report)}\n` : human(out, report, isCheck, file.path));
  const differs = plan.write.length + plan.remove.length > 0;
  return plan.obstacles.length > 0 || (isCheck && differs) ? 1 : 0;
}

/** The model, or null after the errors were said. */
function modelOf(file: SpecFile, terminal: Terminal): Model | null {
  const { model, diagnostics } = checkSpec(file.text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (model !== null && errors.length === 0) return model;
  for (const line of sayDiagnostics(file, errors)) terminal.complain(stripVTControlCharacters(line));
  terminal.complain(`${file.path}: the specification has errors. Nothing was compiled.`);
  return null;
}

async function readManifest(folder: Folder): Promise<Manifest | null> {
  const text = await folder.read(MANIFEST);
  return text === null ? null : parseManifest(text);
}

/** The release that the folder holds: its migrations stay as they are, and the change is appended. */
async function releasedIn(folder: Folder, manifest: Manifest | null, file: SpecFile): Promise<Released | undefined> {
  if (manifest === null) return undefined;
  const kept = await folder.read(SPECIFICATION);
  // A compilation that was interrupted has the manifest already; then the same specification is compiled again.
  const text = kept !== null && sha256(kept) === manifest.specification ? kept : file.text;
  if (sha256(text) !== manifest.specification)
    throw new AppError(
      'invalid',
      `${SPECIFICATION} is not what was compiled last. Bring it back from version control. Nothing was written.`,
    );
  const { model } = checkSpec(text);
  if (model === null)
    throw new AppError('invalid', `${SPECIFICATION} cannot be read by this version. Nothing was written.`);
  const paths = [...manifest.files.keys()].filter((path) => path.startsWith(MIGRATIONS)).sort();
  const migrations = await Promise.all(
    paths.map(async (path) => ({ path, text: (await folder.read(path).catch(() => null)) ?? '' })),
  );
  return { model, migrations };
}

/** The manifest comes before the specification and after all files: whatever is interrupted is mended by compiling again. */
async function apply(folder: Folder, plan: OutputPlan, before: Manifest | null, specification: string): Promise<void> {
  for (const { path, text } of plan.write) await folder.write(path, text);
  for (const path of plan.remove) await folder.remove(path);
  const text = manifestText({ files: plan.files, specification: sha256(specification) });
  if (before === null || text !== manifestText(before)) await folder.write(MANIFEST, text);
  if ((await folder.read(SPECIFICATION)) !== specification) await folder.write(SPECIFICATION, specification);
}

/** Where edited files were edited. A migration is not: the specification makes a new one and never changes it. */
async function editsOf(
  { obstacles }: OutputPlan,
  made: readonly GeneratedFile[],
  folder: Folder,
  specification: string,
): Promise<ReadonlyMap<string, readonly EditedLine[]>> {
  const found = new Map<string, readonly EditedLine[]>();
  for (const { path, obstacle } of obstacles) {
    const file = made.find((one) => one.path === path);
    if (obstacle !== 'edited' || file === undefined || path.startsWith(MIGRATIONS)) continue;
    const onDisk = await folder.read(path).catch(() => null);
    if (onDisk !== null) found.set(path, editedLines(file, onDisk, specification));
  }
  return found;
}

function reportOf(
  { write, remove, unchanged, orphans, obstacles }: OutputPlan,
  edits: ReadonlyMap<string, readonly EditedLine[]>,
): CompileReport {
  const of = (change: 'created' | 'changed'): string[] =>
    write.filter((file) => file.change === change).map(({ path }) => path);
  return {
    created: of('created'),
    changed: of('changed'),
    removed: remove,
    unchanged: unchanged.length,
    orphans,
    drift: obstacles.map(({ path, obstacle }) => {
      const lines = edits.get(path);
      return { path, reason: obstacle, ...(lines === undefined ? {} : { lines }) };
    }),
  };
}

function sayEdit({ line, says }: EditedLine, path: string, specification: string): string {
  if (says === null)
    return `${path}:${line} is alike in every service; what yours does besides belongs into a \`custom\` step.`;
  return `${path}:${line} says ${specification}:${says.line} (${says.node}): change that instead.`;
}

const SAID: Readonly<Record<Obstacle, string>> = {
  edited: 'was edited by hand. Say it in the specification; --force writes over it, but never over a migration',
  missing: 'is gone, and databases have run it. Bring it back from version control',
  foreign: 'was not written by this command. Move it away',
};

function human(out: string, report: CompileReport, isCheck: boolean, specification: string): string {
  const { created, changed, removed, unchanged, orphans, drift } = report;
  const lines = [
    ...drift.flatMap(({ path, reason, lines = [] }) => [
      `${path}: ${SAID[reason]}.`,
      ...lines.map((one) => `  ${sayEdit(one, path, specification)}`),
    ]),
    ...orphans.map((path) => `${path}: nothing uses it any more. It is yours, and was kept.`),
    ...(isCheck
      ? [...created, ...changed, ...removed].map((path) => `${path}: is not what the specification says.`)
      : []),
  ];
  const counts = `${created.length} created, ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged`;
  const done = drift.length > 0 ? 'nothing was written' : isCheck ? `would be: ${counts}` : counts;
  return `${[...lines, `${out}: ${done}`].map(printable).join('\n')}\n`;
}
