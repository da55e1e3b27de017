import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSpec } from '../check-spec.ts';
import type { Model } from '../model.ts';
import { specOfLines } from '../testing/spec-of-lines.ts';
import { diffModels } from './diff-models.ts';
import { said } from './differ.ts';
import { smallSpec } from './testing/small-spec.ts';

const GOLDEN = join(import.meta.dirname, '../../../e2e/golden');
const golden = (name: string): string => readFileSync(join(GOLDEN, name, 'spec.yaml'), 'utf8');
const GOLDENS = ['kyc-brief', 'loan-quotes'];

test.each(GOLDENS)('%s differs from itself in nothing, whatever its layout', (name) => {
  const text = golden(name);
  const airy = text
    .split('\n')
    .flatMap((line, i) => (i % 3 === 0 && !/^ {6,}\|/.test(line) ? ['# a comment', line] : [line]))
    .join('\r\n');
  for (const other of [text, airy])
    expect(diffModels(modelOf(text), modelOf(other))).toEqual({ changes: [], bump: 'none' });
});

test('what is listed in another order is the same', () => {
  const text = golden('loan-quotes');
  const [head = '', tail = ''] = text.split(/(?=^decisions:)/m);
  const [top = '', endpoints = ''] = head.split(/(?=^endpoints:)/m);
  const swapped = top + tail + endpoints;
  const lines = swapped.replace(
    '      months: int(6..84)\n      grade: Grade\n',
    '      grade: Grade\n      months: int(6..84)\n',
  );
  expect(diffModels(modelOf(text), modelOf(lines))).toEqual({ changes: [], bump: 'none' });
});

/** The version counts by itself, and a step's name is nobody's business but that of the steps that read it. */
test.each(GOLDENS)('%s: no token can be changed without a change of meaning that is said', (name) => {
  const text = golden(name);
  const model = modelOf(text);
  let meant = 0;
  for (const mutant of mutants(text)) {
    const { model: other, diagnostics } = checkSpec(mutant.text);
    if (other === null || diagnostics.some(({ severity }) => severity === 'error')) continue;
    if (bare(model) === bare(other)) continue;
    const there = diffModels(model, other);
    const back = diffModels(other, model);
    if (there.changes.length === 0 && withoutStepNames(bare(model)) === withoutStepNames(bare(other))) continue;
    meant++;
    expect(there.changes.length, `${mutant.what} says nothing`).toBeGreaterThan(0);
    expect(back.changes.length, `${mutant.what} back says nothing`).toBeGreaterThan(0);
  }
  expect(meant).toBeGreaterThan(40);
});

test('a thousand lines are compared at once', () => {
  const before = modelOf(specOfLines(1000));
  const after = modelOf(specOfLines(1000).replaceAll('int(6..84)', 'int(6..80)'));
  const started = process.cpuUsage();
  const { changes } = diffModels(before, after);
  const used = process.cpuUsage(started);
  expect(changes.length).toBe(38);
  expect((used.user + used.system) / 1000).toBeLessThan(500);
});

test('texts of the specification cannot break, turn or hide a sentence', () => {
  const nasty = 'a`b\u2028c <script> '.repeat(20);
  const head = (summary: string) => (summary === '' ? {} : { top: [`summary: ${JSON.stringify(summary)}`] });
  const messages = (before: string, after: string): string[] =>
    diffModels(modelOf(smallSpec(head(before))), modelOf(smallSpec(head(after)))).changes.map((each) => each.message);
  expect(messages('', nasty)).toEqual([
    'The service: description none → `a’b c <script> a’b c <script> a’b c <script> a’b c <script> a’b c <script> a’b …`.',
  ]);
  expect(said('a\u202eb')).toBe('`aU+202Eb`');
});

test('of long texts the stretch is shown in which they differ', () => {
  const long = (word: string): string => `${'so '.repeat(60)}they ${word} it${' and so on'.repeat(20)}`;
  const [before, after] = ['approve', 'reject'].map((word) =>
    modelOf(smallSpec({ processing: [`look: ${long(word)}`], output: [] })),
  );
  if (before === undefined || after === undefined) throw new Error('two models');
  expect(diffModels(before, after).changes.map((each) => each.message)).toEqual([
    'Step `look` of `addItem`: instruction `… so so so so so so so so they approve it and so on and so on and so on and so o…` → `… so so so so so so so so they reject it and so on and so on and so on and so on…`.',
  ]);
});

interface Mutant {
  text: string;
  what: string;
}

/** Every word and number once: numbers grow, words become other words of the text, lines of lists go. */
function* mutants(text: string): Generator<Mutant> {
  const tokens = [...text.matchAll(/[A-Za-z_][A-Za-z_0-9]*|\d+(?:\.\d+)?|[<>]=?/g)];
  const words = [...new Set(tokens.map(([word]) => word).filter((word) => /^[A-Za-z_]/.test(word)))];
  for (const [i, token] of tokens.entries()) {
    const [word] = token;
    const other = /^\d/.test(word)
      ? String(Number(word) + 1)
      : /^[<>]/.test(word)
        ? word === '<='
          ? '<'
          : '<='
        : (words[(i * 7) % words.length] ?? 'x');
    yield {
      text: text.slice(0, token.index) + other + text.slice(token.index + word.length),
      what: `token ${i}, ${word} → ${other}`,
    };
  }
  const lines = text.split('\n');
  for (const i of lines.keys()) yield { text: lines.toSpliced(i, 1).join('\n'), what: `line ${i + 1} gone` };
}

/** A model without what is no meaning: places in the text, how a value came to be, what had no effect, and the version. */
function bare(model: Model): string {
  const dropped = new Set([
    'span',
    'origin',
    'nameOrigin',
    'typeOrigin',
    'fromOrigin',
    'assumptions',
    'notUnderstood',
    'version',
    'usedBy',
  ]);
  return JSON.stringify(model, (key, value: unknown) => (dropped.has(key) ? undefined : value));
}

function withoutStepNames(json: string): string {
  return json
    .replace(/"id":"[^"]*\/processing\/[^"]*","name":"[^"]*"/g, '')
    .replace(/"kind":"name","name":"[^"]*","scope":"step"/g, '');
}

function modelOf(text: string): Model {
  const { model, diagnostics } = checkSpec(text);
  if (model === null || diagnostics.some(({ severity }) => severity === 'error'))
    throw new Error(`has errors:\n${text}`);
  return model;
}
