import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSpec } from './check-spec.ts';
import { completionsAt } from './editor/completions.ts';
import { hoverAt } from './editor/hover.ts';

const GOLDEN = join(import.meta.dirname, '../../e2e/golden');
const MUTANTS = 500;
const PIECES = [
  '"',
  "'",
  ':',
  ': ',
  '- ',
  '\n',
  '\n  ',
  '\t',
  '{',
  '}',
  '[',
  ']',
  '|',
  '||',
  '=',
  '==',
  '!',
  '!has(',
  '(',
  ')',
  '&a',
  '*a',
  '<<: ',
  '#',
  '?',
  '%',
  '@',
  '`',
  '\\',
  '\r',
  '\u0000',
  '\ud83d',
  '💶',
  '1e999',
  '..',
  'null',
  '~',
  '- - -',
  '---\n',
  '__proto__',
  'constructor: 1',
];

/** The same mutants every time: a small generator of numbers (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function mutate(text: string, seed: number): string {
  const random = randomFrom(seed);
  let result = text;
  for (let change = random(4); change >= 0; change--) {
    const at = random(result.length + 1);
    const length = random(12);
    const kind = random(4);
    if (kind === 0) result = result.slice(0, at) + result.slice(at + length);
    else if (kind === 1) result = result.slice(0, at) + PIECES[random(PIECES.length)] + result.slice(at);
    else if (kind === 2)
      result = result.slice(0, at) + result.slice(random(result.length), random(result.length)) + result.slice(at);
    else result = result.slice(0, at);
  }
  return result;
}

test.each(['kyc-brief', 'loan-quotes'])(
  '%s: no mutant throws, hangs or is answered with a place outside of it',
  (name) => {
    const text = readFileSync(join(GOLDEN, name, 'spec.yaml'), 'utf8');
    for (let seed = 1; seed <= MUTANTS; seed++) {
      const mutant = mutate(text, seed);
      const started = process.cpuUsage();
      const { diagnostics } = checkSpec(mutant);
      const used = process.cpuUsage(started);
      expect((used.user + used.system) / 1e6, `seed ${seed}`).toBeLessThan(2);
      for (const { span, fixes } of diagnostics) {
        const places = [span, ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.span))];
        for (const { start, end } of places)
          expect(start >= 0 && start <= end && end <= Math.max(1, mutant.length), `seed ${seed}`).toBe(true);
      }
      if (seed % 10 === 0) {
        const at = randomFrom(seed)(mutant.length + 1);
        completionsAt(mutant, at);
        hoverAt(mutant, at);
      }
    }
  },
);
