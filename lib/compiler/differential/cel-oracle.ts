import { type CelInput, celEnv, isCelError, isCelList, isCelMap, parse, plan as planned } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import type { Expr } from '../../spec/expressions/ast.ts';
import type { Plan } from '../plan.ts';
import { celNode } from './cel-text.ts';

const ENVIRONMENT = celEnv({ funcs: strings });

export type Bindings = Readonly<Record<string, CelInput>>;

/** What CEL says: a value, or that there is none. */
export type Answer = { value: unknown } | { error: string };

/** Evaluates CEL text. */
export function askCel(text: string, bindings: Bindings): Answer {
  const raw = rawCel(text, bindings);
  return raw instanceof Error ? { error: raw.message } : { value: plainOf(raw) };
}

function rawCel(text: string, bindings: Bindings): CelInput | Error {
  try {
    const result = planned(ENVIRONMENT, parse(text))(bindings);
    return isCelError(result) ? new Error(result.message) : result;
  } catch (failure) {
    return failure instanceof Error ? failure : new Error(String(failure));
  }
}

/** A value of CEL as JavaScript has it in generated services. */
function plainOf(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (isCelList(value)) return [...value].map(plainOf);
  if (isCelMap(value)) return Object.fromEntries([...value].map(([key, item]) => [String(key), plainOf(item)]));
  return value;
}

/**
 * Evaluates an expression with CEL one node at a time, from left to right: `&&`, `||`, `exists` and `all` stop where the
 * language stops, and an error before that is the result.
 */
export function askLeftToRight(expr: Expr, bindings: Bindings, plan: Plan): Answer {
  const raw = step(expr, bindings, plan);
  return raw instanceof Error ? { error: raw.message } : { value: plainOf(raw) };
}

function step(expr: Expr, bindings: Bindings, plan: Plan): CelInput | Error {
  if (expr.kind === 'binary' && (expr.operator === '&&' || expr.operator === '||')) {
    const left = step(expr.left, bindings, plan);
    const decided = left === (expr.operator === '||');
    return left instanceof Error || decided ? left : step(expr.right, bindings, plan);
  }
  if (expr.kind === 'conditional') {
    const test = step(expr.test, bindings, plan);
    if (test instanceof Error) return test;
    return step(test === true ? expr.then : expr.else, bindings, plan);
  }
  if (expr.kind === 'comprehension') return stepOver(expr, bindings, plan);
  const values: Record<string, CelInput> = { ...bindings };
  let failed: Error | null = null;
  const part = (of: Expr): string => {
    if (of.kind === 'name' && of.scope === 'input') return of.name;
    const name = `part${Object.keys(values).length}`;
    const value = failed ?? step(of, bindings, plan);
    if (value instanceof Error) failed = value;
    else values[name] = value;
    return name;
  };
  const text = celNode(expr, { plan, used: new Set(), part });
  return failed ?? rawCel(text, values);
}

function stepOver(expr: Extract<Expr, { kind: 'comprehension' }>, bindings: Bindings, plan: Plan): CelInput | Error {
  const over = step(expr.over, bindings, plan);
  if (over instanceof Error) return over;
  const items: CelInput[] = isCelList(over) || Array.isArray(over) ? [...over] : keysOf(over);
  const found: CelInput[] = [];
  for (const item of items) {
    const value = step(expr.body, { ...bindings, [expr.variable]: item }, plan);
    if (value instanceof Error) return value;
    if (expr.method === 'exists' && value === true) return true;
    if (expr.method === 'all' && value !== true) return false;
    if (expr.method === 'map') found.push(value);
    else if (value === true) found.push(item);
  }
  if (expr.method === 'exists') return false;
  if (expr.method === 'all') return true;
  return expr.method === 'exists_one' ? found.length === 1 : found;
}

function keysOf(map: CelInput): CelInput[] {
  if (map instanceof Map) return [...map.keys()];
  return isCelMap(map) ? [...map.keys()] : [];
}
