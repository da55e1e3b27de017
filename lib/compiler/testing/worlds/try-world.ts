import { join } from 'node:path';
import { format } from 'prettier';
import { AppError } from '../../../core/app-error.ts';
import { compile, type GeneratedFile } from '../../index.ts';
import type { Databases } from '../mutation/open-databases.ts';
import { goldenText, modelOf } from '../read-golden.ts';
import { runTests, typeErrors, writeService } from '../service-folder.ts';

/** What trying a service of the gallery found. Null: it did not come to that. */
export interface WorldFigures {
  name: string;
  /** Of the specification. */
  lines: number;
  files: number;
  /** Lines of all files. */
  made: number;
  compileMs: number;
  types: boolean | null;
  layout: boolean | null;
  /** `61 passed in 4.2 s`. */
  embedded: string | null;
  server: string | null;
  /** A sentence for each thing that is wrong. */
  wrong: readonly string[];
}

/** Compiles a service of the gallery into a folder below `workshop`, and has it checked in every way. */
export async function tryWorld(name: string, workshop: string, databases: Databases): Promise<WorldFigures> {
  const text = goldenText(name);
  const lines = text.split('\n').length - 1;
  const nothing = {
    name,
    lines,
    files: 0,
    made: 0,
    compileMs: 0,
    types: null,
    layout: null,
    embedded: null,
    server: null,
  };
  const started = performance.now();
  const files = compiled(text);
  if (typeof files === 'string') return { ...nothing, wrong: [files] };
  const compileMs = Math.round(performance.now() - started);
  const folder = writeService(workshop, name, files);
  const errors = await typeErrors(workshop, [name]);
  const crooked = await notPretty(files);
  const wrong = [errors, ...crooked.map((path) => `${path} is not laid out as Prettier would`)].filter(
    (one) => one !== '',
  );
  const embedded = await tested(folder, {});
  const server = await databases.withNew((url) => tested(folder, { DATABASE_URL: url }));
  return {
    ...nothing,
    files: files.length,
    made: files.reduce((sum, file) => sum + file.text.split('\n').length - 1, 0),
    compileMs,
    types: errors === '',
    layout: crooked.length === 0,
    embedded: embedded.said,
    server: server.said,
    wrong: [
      ...wrong,
      ...embedded.failed.map((test) => `failed on PGlite: ${test}`),
      ...server.failed.map((test) => `failed on PostgreSQL: ${test}`),
    ],
  };
}

function compiled(text: string): readonly GeneratedFile[] | string {
  try {
    return compile(modelOf(text)).files;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

async function notPretty(files: readonly GeneratedFile[]): Promise<string[]> {
  const readable = files.filter(({ path }) => /\.(ts|json|html)$/.test(path) && path !== 'package-lock.json');
  const pretty = await Promise.all(
    readable.map(({ path, text }) => format(text, { filepath: path, singleQuote: true, printWidth: 120 })),
  );
  return readable.filter(({ text }, at) => text !== pretty[at]).map(({ path }) => path);
}

async function tested(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<{ said: string; failed: readonly string[] }> {
  const started = performance.now();
  const { code, passed, failed, names } = await runTests(join(folder), env);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const ended = code === 0 || failed > 0 ? [] : [`the tests ended with ${code}`];
  const said = `${passed} passed${failed === 0 ? '' : `, ${failed} failed`} in ${seconds} s`;
  return { said, failed: [...names, ...ended] };
}
