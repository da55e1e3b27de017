import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '#db/client.ts';
import { blobs, runFiles } from '#db/schema.ts';
import { compile, type GeneratedFile } from '../../../compiler/index.ts';
import { assert } from '../../../core/assert.ts';
import { checkSpec } from '../../../spec/index.ts';
import type { Activation } from '../durable/activation.ts';
import type { RunSpec } from './read-run-spec.ts';
import { runStage } from './stage.ts';

const output = z.object({ files: z.number(), lines: z.number() });
const ROWS_PER_INSERT = 500;

/** Compiles the model and keeps every file by its content. Compiling is pure: doing it again gives the same bytes. */
export async function implement(run: Activation, spec: RunSpec): Promise<void> {
  await runStage(run, 'implement', async () => {
    let written: readonly StoredFile[] = [];
    const work = async (): Promise<z.infer<typeof output>> => {
      const { model } = checkSpec(spec.text);
      assert(model, 'the specify stage lets only texts with a model pass');
      written = compile(model).files.map(storedFile);
      return { files: written.length, lines: written.reduce((sum, file) => sum + file.lines, 0) };
    };
    const { files, lines } = await run.step('implement:files', output, work, async (tx) => {
      await insertFiles(tx, run.runId, written);
      return [{ kind: 'files.written', files: written.map(({ path, lines, size }) => ({ path, lines, size })) }];
    });
    return `${files} files, ${lines} lines`;
  });
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
