import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { specOfLines } from './spec-of-lines.ts';

const GOLDEN = join(import.meta.dirname, '../../../e2e/golden');

/** What is fuzzed: the gallery, and a generated text with more of the same. */
export function fuzzTexts(): readonly string[] {
  return [...galleryTexts().values(), specOfLines(170)];
}

/** The texts of the sample gallery, by name. */
export function galleryTexts(): ReadonlyMap<string, string> {
  const names = readdirSync(GOLDEN).filter((name) => existsSync(join(GOLDEN, name, 'spec.yaml')));
  return new Map(names.sort().map((name) => [name, readFileSync(join(GOLDEN, name, 'spec.yaml'), 'utf8')]));
}
