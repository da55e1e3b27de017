import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { compile } from './index.ts';
import { goldenFolder, goldenText, modelOf, readTree } from './testing/read-golden.ts';

/** `RECORD_GOLDEN=1` writes what the compiler makes now; the change is then reviewed like any other. */
const RECORD = process.env['RECORD_GOLDEN'] === '1';

describe.each(['kyc-brief', 'loan-quotes'])('%s', (name) => {
  const folder = join(goldenFolder(name), 'expected');
  const { files } = compile(modelOf(goldenText(name)));

  test('compiles to the expected tree, byte for byte, without orphans', () => {
    if (RECORD) record(folder, files);
    expect(new Map(files.map(({ path, text }) => [path, text]))).toEqual(readTree(folder));
  });

  test('compiles to the same bytes again', () => {
    expect(compile(modelOf(goldenText(name))).files).toEqual(files);
  });

  test('is laid out as Prettier would', async () => {
    const readable = files.filter(({ path }) => /\.(ts|json|html)$/.test(path) && path !== 'package-lock.json');
    const formatted = await Promise.all(readable.map(async ({ path, text }) => [path, await pretty(path, text)]));
    expect(Object.fromEntries(formatted)).toEqual(Object.fromEntries(readable.map(({ path, text }) => [path, text])));
  });

  test('says for every operation, step and field where it comes from', () => {
    const origins = files.flatMap((file) => file.origins.map(({ specId }) => specId));
    const model = modelOf(goldenText(name));
    const nodes = model.endpoints.flatMap(({ id, input, output, processing }) => [
      id,
      ...[...input, ...output, ...processing].map((node) => node.id),
    ]);
    expect(nodes.filter((id) => !origins.includes(id))).toEqual([]);
  });

  test('leaves no mark of its own in a file and no origin outside of it', () => {
    for (const { path, text, origins } of files) {
      const lines = text.split('\n').length - 1;
      expect(text.search(/[\u0001-\u0004]/), path).toBe(-1);
      expect(
        origins.every(({ fromLine, toLine }) => fromLine >= 1 && toLine >= fromLine && toLine <= lines),
        path,
      ).toBe(true);
    }
  });
});

function pretty(path: string, text: string): Promise<string> {
  return format(text, { filepath: path, singleQuote: true, printWidth: 120 });
}

function record(folder: string, files: ReturnType<typeof compile>['files']): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
