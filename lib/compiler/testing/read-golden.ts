import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkSpec } from '../../spec/index.ts';
import type { Model } from '../../spec/model.ts';

/** The folder that holds a golden specification and its expected output. */
export function goldenFolder(name: string): string {
  return resolve(import.meta.dirname, '../../../e2e/golden', name);
}

/** The model of a specification's text, which must be free of errors. */
export function modelOf(text: string): Model {
  const { model, diagnostics } = checkSpec(text);
  const errors = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code} ${message}`);
  if (model === null || errors.length > 0) throw new Error(`the specification has errors: ${errors.join('; ')}`);
  return model;
}

/** The text of a golden specification. */
export function goldenText(name: string): string {
  return readFileSync(join(goldenFolder(name), 'spec.yaml'), 'utf8');
}

/** Every file below a folder, by its path with `/`. */
export function readTree(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return new Map(names.sort().map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]));
}
