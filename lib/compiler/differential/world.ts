import type { CelInput } from '@bufbuild/cel';
import { assert } from '../../core/assert.ts';
import { createReporter } from '../../spec/diagnostics/reporter.ts';
import type { Expr } from '../../spec/expressions/ast.ts';
import { checkExpression } from '../../spec/expressions/check-expression.ts';
import { parseExpression } from '../../spec/expressions/parse.ts';
import type { Scope } from '../../spec/expressions/scope.ts';
import { checkSpec } from '../../spec/index.ts';
import { type Plan, planOf } from '../plan.ts';
import type { Random } from './random.ts';

/** The inputs that generated expressions read. */
const SPEC = `service: differential
endpoints:
  - path: /a
    method: POST
    operation: op
    access: authenticated
    input:
      - yes: bool
      - i: int(-100..100)
      - j: int
      - zero: int
      - large: int
      - price: decimal(scale 2)
      - rate: decimal
      - x: double
      - y: double
      - tiny: double
      - text: string
      - word: string
      - at: timestamp
      - ints: list<int>
      - none: list<int>
      - words: list<string>
      - grid: list<list<int>>
      - counts: map<int>
      - noInt: int?
      - someInt: int?
      - noText: string?
      - someText: string?
`;

/** Where generated expressions are typed and emitted. */
export interface World {
  scope: Scope;
  plan: Plan;
}

/** The one world of the differential test. */
export function newWorld(): World {
  const { model } = checkSpec(SPEC);
  const fields = model?.endpoints[0]?.input ?? [];
  assert(model !== null && fields.length > 20, 'the inputs of the differential test are read');
  const scope: Scope = {
    table: { types: new Map(), entities: new Map() },
    input: { kind: 'object', fields },
    caller: null,
    steps: new Map(),
    later: new Set(),
    row: null,
    locals: new Map(),
    present: new Set(),
  };
  return { scope, plan: planOf(model) };
}

/** The checked expression, or the codes of what is wrong with it. */
export function checked(text: string, { scope }: World): { expr: Expr } | { codes: readonly string[] } {
  const reporter = createReporter();
  const { syntax, issues, tooDeep } = parseExpression(text);
  if (tooDeep) return { codes: ['EXP4013'] };
  if (issues.length > 0) return { codes: ['EXP4001'] };
  const span = (start: number, end: number) => ({ start, end });
  const expr = checkExpression({ reporter, text, span, onNode: null }, scope, syntax);
  const codes = reporter.diagnostics().flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));
  return codes.length > 0 ? { codes } : { expr };
}

/** Values of the inputs, for generated services and for CEL. */
export interface Inputs {
  ours: Readonly<Record<string, unknown>>;
  theirs: Map<string, CelInput>;
}

const TEXTS = ['', 'a', 'b', 'abc', ' a ', '12', '-3', 'É', '😀', 'x-y'] as const;

/** Other values for each batch. Decimals are multiples of 1/8, which a double holds exactly. */
export function inputsOf(random: Random): Inputs {
  const int = (): number => random.below(12) - 4;
  const decimal = (): number => (random.below(2000) - 1000) / 8;
  const double = (): number => random.pick([0.1, -2.5, 1e9, 0, 3.25, 1 / 3]);
  const list = <T>(item: () => T): T[] => Array.from({ length: random.below(4) }, item);
  const text = (): string => random.pick(TEXTS);
  const [price, rate, at] = [
    decimal(),
    decimal(),
    new Date(1_772_000_000_000 + random.below(1_000_000_000)).toISOString(),
  ];
  const plain = {
    yes: random.chance(50),
    i: int(),
    j: int(),
    zero: 0,
    large: 2 ** 40 + random.below(1000),
    text: text(),
    word: text(),
    ints: list(int),
    none: [],
    words: list(text),
    grid: list(() => list(int)),
    counts: Object.fromEntries(list(() => [text(), int()])),
    noInt: null,
    someInt: int(),
    noText: null,
    someText: text(),
  };
  const doubles = { x: double(), y: double(), tiny: 2 ** -30 };
  return {
    ours: { ...plain, ...doubles, price: String(price), rate: String(rate), at },
    theirs: new Map<string, CelInput>([
      ...Object.entries(plain).map(([name, value]): [string, CelInput] => [name, celValue(value)]),
      ...Object.entries({ ...doubles, price, rate, at }),
    ]),
  };
}

/** Whole numbers are bigint there, and objects are maps. */
function celValue(value: unknown): CelInput {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(celValue);
  if (value instanceof Object) return new Map(Object.entries(value).map(([key, item]) => [key, celValue(item)]));
  return null;
}
