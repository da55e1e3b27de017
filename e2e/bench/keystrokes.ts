import { parseDocument } from 'yaml';
import { checkSpec } from '#lib/spec/index.ts';
import { specOfLines } from '#lib/spec/testing/spec-of-lines.ts';
import { type Summary, summarise } from './summary.ts';

const KEYSTROKES = 200;

/** Types into the middle of a specification of `lines` lines: our whole check, and beside it only the YAML parse of a well-kept library. */
export function keystrokes(lines: number): { ours: Summary; yaml: Summary } {
  const text = specOfLines(lines);
  const ours: number[] = [];
  const yaml: number[] = [];
  for (let stroke = 0; stroke < KEYSTROKES; stroke++) {
    const at = Math.floor(text.length / 2) + stroke;
    const typed = `${text.slice(0, at)}x${text.slice(at)}`;
    ours.push(timed(() => checkSpec(typed)));
    yaml.push(timed(() => parseDocument(typed)));
  }
  // The first strokes run on cold code; a person's editor is warm after a second of typing.
  return { ours: summarise(ours.slice(20)), yaml: summarise(yaml.slice(20)) };
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
