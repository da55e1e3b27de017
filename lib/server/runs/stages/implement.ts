import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Db, Tx } from '#db/client.ts';
import { blobs, runFiles } from '#db/schema.ts';
import { compile, type GeneratedFile, type Released } from '../../../compiler/index.ts';
import { AppError } from '../../../core/app-error.ts';
import { assert } from '../../../core/assert.ts';
import { checkSpec } from '../../../spec/index.ts';
import { readDataRelease, readMigrations } from '../../deployments/read-data-release.ts';
import type { Activation } from '../durable/activation.ts';
import type { RunSpec } from './read-run-spec.ts';
import { runStage, StageFailure } from './stage.ts';

const output = z.object({
  files: z.number(),
  lines: z.number(),
  /** Migrations that the release before does not have; null if there is none before. */
  newMigrations: z.number().nullable().default(null),
});
type Output = z.infer<typeof output>;
const ROWS_PER_INSERT = 500;

/**
 * Compiles the model, following on the data of the service's release, and keeps every file by its content. Compiling is pure:
 * doing it again gives the same bytes. What the compiler refuses fails the run in its words.
 */
export async function implement(db: Db, run: Activation, spec: RunSpec): Promise<void> {
  await runStage(run, 'implement', async () => {
    let written: readonly StoredFile[] = [];
    const work = async (): Promise<Output> => {
      const previous = await readPrevious(db, run.runId, spec.serviceId);
      written = compileText(spec.text, previous).map(storedFile);
      const migrations = written.filter(isMigration).length;
      return {
        files: written.length,
        lines: written.reduce((sum, file) => sum + file.lines, 0),
        newMigrations: previous === null ? null : migrations - previous.migrations.filter(isMigration).length,
      };
    };
    const result = await run.step('implement:files', output, work, async (tx) => {
      await insertFiles(tx, run.runId, written);
      return [{ kind: 'files.written', files: written.map(({ path, lines, size }) => ({ path, lines, size })) }];
    });
    return summaryOf(result);
  });
}

/** A way back and rows for tests are parts of their migration. */
function isMigration({ path }: { path: string }): boolean {
  return /^migrations\/[^.]+\.sql$/.test(path);
}

/** The release whose data the compiled service will meet. */
async function readPrevious(db: Db, runId: string, serviceId: string): Promise<Released | null> {
  const release = await readDataRelease(db, serviceId, runId);
  if (release === null) return null;
  const { model } = checkSpec(release.text);
  if (model === null) {
    throw new StageFailure(
      `The specification of release ${release.number} is not understood any more, so it is not known how its data would change. Nothing was compiled.`,
    );
  }
  return { model, migrations: await readMigrations(db, release.runId) };
}

function compileText(text: string, previous: Released | null): readonly GeneratedFile[] {
  const { model } = checkSpec(text);
  assert(model, 'the specify stage lets only texts with a model pass');
  try {
    return compile(model, previous === null ? {} : { previous }).files;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unprocessable') throw new StageFailure(error.message);
    throw error;
  }
}

function summaryOf({ files, lines, newMigrations }: Output): string {
  const written = `${files} files, ${lines} lines`;
  if (newMigrations === null || newMigrations === 0) return written;
  return `${written}, ${newMigrations} new migration${newMigrations === 1 ? '' : 's'}`;
}

interface StoredFile {
  path: string;
  hash: string;
  bytes: Buffer;
  size: number;
  lines: number;
  origins: GeneratedFile['origins'];
}

function storedFile({ path, text, origins }: GeneratedFile): StoredFile {
  const bytes = Buffer.from(text, 'utf8');
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { path, hash, bytes, size: bytes.length, lines: text.split('\n').length - 1, origins };
}

async function insertFiles(tx: Tx, runId: string, files: readonly StoredFile[]): Promise<void> {
  for (let from = 0; from < files.length; from += ROWS_PER_INSERT) {
    const some = files.slice(from, from + ROWS_PER_INSERT);
    // In one order everywhere: two runs that write the same blobs must not wait for each other in a circle.
    const content = [...new Map(some.map((file) => [file.hash, file])).values()].sort((a, b) =>
      a.hash < b.hash ? -1 : 1,
    );
    await tx
      .insert(blobs)
      .values(content.map(({ hash, size, bytes }) => ({ hash, size, bytes })))
      .onConflictDoNothing();
    await tx
      .insert(runFiles)
      .values(some.map(({ path, hash, size, lines, origins }) => ({ runId, path, hash, size, lines, origins })));
  }
}
