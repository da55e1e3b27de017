import { openSession } from '#lib/spec/index.ts';
import { specOfLines } from '#lib/spec/testing/spec-of-lines.ts';

/**
 * One process with the checker and nothing else: checks a text of so many lines once, on cold code, and then while somebody types.
 * Prints the time of the first check in ms and the heap in bytes with the document open, after a collection. Run with --expose-gc.
 */
const lines = Number(process.argv[2]);
const text = specOfLines(lines);
const session = openSession();
const started = performance.now();
let last = session.check(text);
const first = performance.now() - started;
session.settle();
for (let stroke = 0; stroke < 50; stroke++) {
  const at = Math.floor(text.length / 2) + stroke;
  last = session.check(`${text.slice(0, at)}x${text.slice(at)}`);
}
globalThis.gc?.();
const heap = process.memoryUsage().heapUsed;
// The answer is still there: it is part of what an open document costs.
console.log(JSON.stringify({ first, heap, diagnostics: last.diagnostics.length }));
