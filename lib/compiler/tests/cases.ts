import type { Field, Type } from '../../spec/model.ts';
import type { OperationPlan, Plan } from '../plan.ts';
import { isOptional, plainType, scaleOf } from '../service/types.ts';
import { type Doc, print } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { digits, type Exact, exact, order } from './exact.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { UNKNOWN, type Value } from './value.ts';
import { example, shownExample } from './values.ts';

/** A request, and what it must come to; null where only running it can tell. */
export interface Case {
  body: ReadonlyMap<string, Doc>;
  outcome: Outcome | null;
}

const MOST_TRIED = 400;
const MOST_KEPT = 12;

/**
 * Requests that take different ways through the steps. The first is the example that the other tests send: one that succeeds,
 * if one of those that are tried does.
 */
export function casesOf(operation: OperationPlan, plan: Plan): readonly [Case, ...Case[]] {
  const known = FOUND.get(operation) ?? findCases(operation, plan);
  FOUND.set(operation, known);
  return known;
}

/** Several test files ask for the same cases of the same plan. */
const FOUND = new WeakMap<OperationPlan, readonly [Case, ...Case[]]>();

function findCases({ endpoint, body, parameters, renamed }: OperationPlan, plan: Plan): readonly [Case, ...Case[]] {
  const fixed = parameters.map(({ name, type, in: place }): [string, Value] => {
    const sent = place === 'path' || !isOptional(type, plan.model);
    return [renamed.get(name) ?? name, sent ? read(example(type, plan), type, plan) : null];
  });
  const columns = body.map((field) => candidates(field, plan));
  const total = columns.reduce((product, { length }) => product * length, 1);
  const stride = Math.max(1, Math.floor(total / MOST_TRIED));
  const first = caseAt(0);
  const ways = new Map<string, Case>();
  for (let at = 0; at < Math.min(total, MOST_TRIED); at += 1) {
    const tried = at === 0 ? first : caseAt((at * stride) % total);
    const way = tried.outcome?.way;
    if (way !== undefined && !ways.has(way)) ways.set(way, tried);
  }
  const best = [...ways.values()].find(({ outcome }) => outcome !== null && outcome.problem === null) ?? first;
  return [best, ...[...ways.values()].filter((other) => other !== best).slice(0, MOST_KEPT - 1)];

  function caseAt(number: number): Case {
    let rest = number;
    const chosen = columns.map((column) => {
      const one = column[rest % column.length] ?? NOTHING;
      rest = Math.floor(rest / column.length);
      return one;
    });
    const values = body.map(({ name }, at): [string, Value] => [
      renamed.get(name) ?? name,
      chosen[at]?.value ?? UNKNOWN,
    ]);
    const outcome = outcomeOf(endpoint, new Map([...fixed, ...values]), plan);
    return { body: new Map(body.map(({ name }, at) => [name, chosen[at]?.doc ?? 'null'])), outcome };
  }
}

export interface Candidate {
  doc: Doc;
  value: Value;
}

const NOTHING: Candidate = { doc: 'null', value: UNKNOWN };

/** The values of a field that are tried: the plain example first. Masked ones stay as they are, so that tests know their mask. */
export function candidates({ type }: Pick<Field, 'type'>, plan: Plan): Candidate[] {
  const usual = example(type, plan);
  const first = { doc: usual, value: read(usual, type, plan) };
  if (print(shownExample(type, plan)) !== print(usual)) return [first];
  const plain = plainType(type, plan.model);
  if (plain.kind === 'enum') return plain.values.slice(0, 8).map((value) => ({ doc: quote(value), value }));
  if (plain.kind !== 'scalar') return [first];
  if (plain.name === 'bool') return [true, false].map((value) => ({ doc: String(value), value }));
  const scale = plain.name === 'int' ? 0 : scaleOf(type, plan.model);
  if (scale === null || plain.name === 'double') return [first];
  const others = ladder(plain.range, scale).filter((text) => text !== plainText(usual));
  return [first, ...others.map((text) => ({ doc: plain.name === 'int' ? text : quote(text), value: numberOf(text) }))];
}

/** Numbers from the least to the greatest: 1, 3, 10, 30 … and the bounds themselves. */
function ladder(range: { min: string | null; max: string | null } | null, scale: number): string[] {
  const [least, most] = [exact(range?.min ?? '0'), exact(range?.max ?? '1000')];
  if (least === null || most === null) return [];
  const steps = Array.from({ length: 10 }, (_, power) => [1n, 3n].map((head) => head * 10n ** BigInt(power))).flat();
  const within = steps
    .map((units): Exact => ({ units, scale: 0 }))
    .filter((value) => order(value, least) > 0 && order(value, most) < 0);
  return [...within, most].flatMap((value) => digits(value, scale) ?? []);
}

function numberOf(text: string): Value {
  const number = exact(text);
  return number === null ? UNKNOWN : { number };
}

/** The value of a literal that an example is written as. */
export function read(doc: Doc, type: Type, plan: Plan): Value {
  const plain = plainType(type, plan.model);
  const text = plainText(doc);
  if (plain.kind === 'enum') return plain.values[0] ?? UNKNOWN;
  if (plain.kind !== 'scalar') return UNKNOWN;
  if (plain.name === 'bool') return text === 'true';
  if (['int', 'long', 'decimal', 'double'].includes(plain.name)) return numberOf(text);
  return ['json', 'base64', 'bytes', 'file'].includes(plain.name) || text.includes('\\') ? UNKNOWN : text;
}

function plainText(doc: Doc): string {
  const text = print(doc);
  return /^'.*'$/s.test(text) ? text.slice(1, -1) : text;
}
