import type { Expr } from '../../spec/expressions/ast.ts';
import type { CelDifferenceCode } from '../../spec/expressions/cel-differences.ts';
import { expression } from '../service/expression.ts';
import { newModule } from '../service/module.ts';
import { kindOfValue } from '../service/value-kind.ts';
import { newWorkbench, type Workbench } from '../testing/evaluated.ts';
import { print } from '../text/doc.ts';
import { type Answer, askCel, askLeftToRight } from './cel-oracle.ts';
import { celText } from './cel-text.ts';
import { generate, type Kind, type Made, textOf } from './generate-expression.ts';
import { type Random, randomFrom } from './random.ts';
import { smaller } from './smaller.ts';
import { checked, type Inputs, inputsOf, newWorld, type World } from './world.ts';

/** What comparing generated expressions with CEL came to. */
export interface Report {
  seed: number;
  /** Expressions that were evaluated by both. */
  compared: number;
  /** Of these, given to CEL letter by letter. */
  verbatim: number;
  /** Of these, whose result is an error in both. */
  errors: number;
  /** Expressions that the checker refuses, by code: literals that cannot be meant. */
  refused: Readonly<Record<string, number>>;
  /** How often a documented difference took part. */
  differences: Readonly<Partial<Record<CelDifferenceCode, number>>>;
  failure: Failure | null;
}

/** The smallest expression that was found to differ. */
export interface Failure {
  expression: string;
  typescript: string;
  cel: string;
  ours: string;
  theirs: string;
  inputs: string;
}

export interface DifferentialOptions {
  count: number;
  seed: number;
  onProgress?: (compared: number) => void;
  /** Changes the emitted TypeScript: shows that a wrong emitter is found. */
  spoil?: (typescript: string) => string;
}

const BATCH = 400;
const DEPTH = 4;
const ROOTS: readonly [Kind, ...Kind[]] = [
  'bool',
  'bool',
  'int',
  'decimal',
  'double',
  'text',
  'ints',
  'texts',
  'maybeInt',
  'counts',
  'lists',
];

/**
 * Generates typed expressions, emits them with the compiler's own emitter, runs them with the platform's own functions, and
 * compares the results with those of a CEL library. Stops at the first difference that is not documented, made as small as
 * possible. The same seed gives the same expressions.
 */
export async function differential({ count, seed, onProgress, spoil }: DifferentialOptions): Promise<Report> {
  const world = newWorld();
  const bench = spoiled(newWorkbench(), spoil);
  const tally = newTally(seed);
  try {
    for (let batch = 0; tally.compared < count; batch += 1) {
      const random = randomFrom(seed + batch * 7919);
      const inputs = inputsOf(random);
      const cases = newCases(random, Math.min(BATCH, count - tally.compared), world, tally);
      const failed = await compareAll(cases, inputs, { world, bench, tally });
      if (failed !== null) return { ...tally, failure: await shrunk(failed, inputs, world, bench) };
      onProgress?.(tally.compared);
    }
    return { ...tally, failure: null };
  } finally {
    bench.remove();
  }
}

function spoiled(bench: Workbench, spoil: ((typescript: string) => string) | undefined): Workbench {
  return spoil === undefined
    ? bench
    : { ...bench, evaluate: (texts, values) => bench.evaluate(texts.map(spoil), values) };
}

interface Tally {
  seed: number;
  compared: number;
  verbatim: number;
  errors: number;
  refused: Record<string, number>;
  differences: Partial<Record<CelDifferenceCode, number>>;
}

function newTally(seed: number): Tally {
  return { seed, compared: 0, verbatim: 0, errors: 0, refused: {}, differences: {} };
}

interface Case {
  made: Made;
  text: string;
  expr: Expr;
}

function newCases(random: Random, count: number, world: World, { refused }: Tally): Case[] {
  const cases: Case[] = [];
  while (cases.length < count) {
    const made = generate(random, random.pick(ROOTS), 1 + random.below(DEPTH));
    const text = textOf(made);
    const found = checked(text, world);
    if ('expr' in found) cases.push({ made, text, expr: found.expr });
    else for (const code of found.codes.slice(0, 1)) refused[code] = (refused[code] ?? 0) + 1;
  }
  return cases;
}

interface Judging {
  world: World;
  bench: Workbench;
  tally: Tally;
}

/** The first case whose results differ, or null. */
async function compareAll(
  cases: readonly Case[],
  inputs: Inputs,
  { world, bench, tally }: Judging,
): Promise<Case | null> {
  const results = await bench.evaluate(
    cases.map(({ expr }) => typescriptOf(expr, world)),
    { input: inputs.ours },
  );
  for (const [at, one] of cases.entries()) {
    const verdict = judged(one, results[at], inputs, world);
    if (!verdict.same) return one;
    tally.compared += 1;
    if (verdict.used.size === 0) tally.verbatim += 1;
    if (results[at] instanceof Error) tally.errors += 1;
    for (const code of verdict.used) tally.differences[code] = (tally.differences[code] ?? 0) + 1;
  }
  return null;
}

function typescriptOf(expr: Expr, { plan }: World): string {
  return print(expression(expr, newModule(plan)));
}

interface Verdict {
  same: boolean;
  used: Set<CelDifferenceCode>;
  cel: string;
  theirs: Answer;
}

function judged({ text, expr }: Case, result: unknown, inputs: Inputs, { plan }: World): Verdict {
  const used = new Set<CelDifferenceCode>();
  const translated = celText(expr, plan, used);
  if (FUNCTION_FORM.test(text)) used.add('call-forms');
  // A moment comes as a text, and a decimal as a multiple of 1/8.
  const cel = used.size === 0 && !/input\.at/.test(text) ? text : translated;
  const bindings = { input: inputs.theirs };
  const theirs = askCel(cel, bindings);
  const verdict = (same: boolean): Verdict => ({ same, used, cel, theirs });
  if (!(result instanceof Error))
    return verdict('value' in theirs && equal(ourValue(result, expr, plan), theirs.value));
  if ('error' in theirs) return verdict(true);
  if (/exact whole number/.test(result.message) && /input\.large|int\(/.test(text)) {
    used.add('safe-integers');
    return verdict(true);
  }
  used.add('left-to-right');
  return verdict('error' in askLeftToRight(expr, bindings, plan));
}

/** What CEL knows as methods only, written as functions. */
const FUNCTION_FORM =
  /(^|[^.\w])(exists|all|exists_one|filter|map|contains|startsWith|endsWith|matches|trim|join|replace|split)\(/;

/** Decimals are texts here and doubles there. */
function ourValue(result: unknown, expr: Expr, plan: World['plan']): unknown {
  return kindOfValue(expr.type, plan) === 'exact' && typeof result === 'string' ? Number(result) : result;
}

function equal(ours: unknown, theirs: unknown): boolean {
  if (typeof ours === 'number' && typeof theirs === 'number') return Object.is(ours, theirs) || ours === theirs;
  if (ours === undefined || ours === null) return theirs === null;
  if (typeof ours !== 'object' || typeof theirs !== 'object' || theirs === null) return ours === theirs;
  const [left, right] = [Object.entries(ours).sort(byKey), Object.entries(theirs).sort(byKey)];
  return (
    left.length === right.length &&
    left.every(([key, value], at) => key === right[at]?.[0] && equal(value, right[at]?.[1]))
  );
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The smallest expression that still differs, by taking parts away as long as that is possible. */
async function shrunk(found: Case, inputs: Inputs, world: World, bench: Workbench): Promise<Failure> {
  let best = found;
  for (let rounds = 0; rounds < 200; rounds += 1) {
    const candidates = smaller(best.made).flatMap((made): Case[] => {
      const text = textOf(made);
      const read = text.length < best.text.length ? checked(text, world) : { codes: [] };
      return 'expr' in read ? [{ made, text, expr: read.expr }] : [];
    });
    const next = await compareAll(candidates, inputs, { world, bench, tally: newTally(0) });
    if (next === null) break;
    best = next;
  }
  const typescript = typescriptOf(best.expr, world);
  const [result] = await bench.evaluate([typescript], { input: inputs.ours });
  const { cel, theirs } = judged(best, result, inputs, world);
  return {
    expression: best.text,
    typescript,
    cel,
    ours: said(result),
    theirs: 'value' in theirs ? said(theirs.value) : theirs.error,
    inputs: JSON.stringify(inputs.ours),
  };
}

function said(value: unknown): string {
  if (value instanceof Error) return value.message;
  return JSON.stringify(value, (_, item) =>
    typeof item === 'bigint' || typeof item === 'number' ? String(item) : item,
  );
}
