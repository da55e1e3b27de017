import type { Random } from './random.ts';

/** The types over which expressions are generated. */
export type Kind =
  | 'bool'
  | 'int'
  | 'decimal'
  | 'double'
  | 'text'
  | 'moment'
  | 'length'
  | 'ints'
  | 'texts'
  | 'lists'
  | 'counts'
  | 'maybeInt'
  | 'maybeText';

/** An expression as it will be written, with the parts that can be made smaller. */
export interface Made {
  kind: Kind;
  parts: readonly (string | Made)[];
}

/** The text of an expression. */
export function textOf({ parts }: Made): string {
  return parts.map((part) => (typeof part === 'string' ? part : textOf(part))).join('');
}

interface Maker {
  random: Random;
  /** Variables of comprehensions around, by type. */
  locals: readonly { name: string; kind: Kind }[];
}

type Recipe = (make: (kind: Kind) => Made, maker: Maker, depth: number) => readonly (string | Made)[];

/** An expression of a type, at most so deep. */
export function generate(random: Random, kind: Kind, depth: number): Made {
  return made({ random, locals: [] }, kind, depth);
}

function made(maker: Maker, kind: Kind, depth: number): Made {
  const { random, locals } = maker;
  const own = locals.filter((local) => local.kind === kind);
  const [first, ...others] = own;
  if (first !== undefined && random.chance(40)) return { kind, parts: [random.pick([first, ...others]).name] };
  if (depth <= 0 || random.chance(12)) return { kind, parts: [random.pick(LEAVES[kind])] };
  const recipe = random.pick(RECIPES[kind]);
  return { kind, parts: recipe((inner) => made(maker, inner, depth - 1), maker, depth - 1) };
}

/** The simplest expressions of each type: inputs and literals. */
export const LEAVES: Readonly<Record<Kind, readonly [string, ...string[]]>> = {
  bool: ['true', 'false', 'input.yes'],
  int: ['0', '1', '2', '-3', '7', 'input.i', 'input.zero', 'input.j', 'input.large'],
  decimal: ['0.5', '-1.25', '2.0', 'input.price', 'input.rate'],
  double: ['input.x', 'input.y', 'input.tiny'],
  text: ['""', '"a"', '"ab"', '"12"', '"É"', '"😀b"', 'input.text', 'input.word'],
  moment: ['timestamp("2026-03-01T12:00:00Z")', 'timestamp("2026-02-28T23:30:00-05:00")', 'input.at'],
  length: ['duration("PT8H")', 'duration("P1D")', 'duration("PT0.5S")'],
  ints: ['[]', '[1]', '[3, 1, 2]', 'input.ints', 'input.none'],
  texts: ['["a"]', '["b", "a", "É"]', 'input.words'],
  lists: ['[[1], [2, 3]]', 'input.grid'],
  counts: ['{"a": 1, "b-c": 2}', 'input.counts'],
  maybeInt: ['input.noInt', 'input.someInt', 'null'],
  maybeText: ['input.noText', 'input.someText', 'null'],
};

const infix =
  (left: Kind, sign: string, right: Kind = left): Recipe =>
  (make) => ['(', make(left), ` ${sign} `, make(right), ')'];

/** Without parentheses, so that both parsers have to know what binds tighter. */
const bare =
  (left: Kind, sign: string, right: Kind = left): Recipe =>
  (make) => [make(left), ` ${sign} `, make(right)];

const choice =
  (kind: Kind): Recipe =>
  (make) => ['(', make('bool'), ' ? ', make(kind), ' : ', make(kind), ')'];

/** A function with a variable over the items of a list, or the keys of a map. */
function over(list: Kind, item: Kind, method: string, body: Kind): Recipe {
  return (make, { random, locals }, depth) => {
    const name = random.pick(['v', 'w', 'each']);
    const inner = { random, locals: [...locals.filter((local) => local.name !== name), { name, kind: item }] };
    const source = make(list);
    const value = made(inner, body, Math.min(depth, 2));
    if (random.chance(20)) return [`${method}(`, source, `, ${name}, `, value, ')'];
    return ['(', source, `).${method}(${name}, `, value, ')'];
  };
}

/** \`test(x) ? use(x) : other\`, for a value that may be missing. */
function tested(maybe: 'maybeInt' | 'maybeText', then: string, kind: Kind): Recipe {
  return (make, { random }) => {
    const path = random.pick(
      maybe === 'maybeInt' ? ['input.noInt', 'input.someInt'] : ['input.noText', 'input.someText'],
    );
    const test = random.pick([`has(${path})`, `${path} != null`, `!(${path} == null)`]);
    return [`(${test} ? ${then.replace('$', path)} : `, make(kind), ')'];
  };
}

const call =
  (name: string, ...kinds: readonly Kind[]): Recipe =>
  (make, { random }) => {
    const args = kinds.map(make);
    const rest = args.slice(1).flatMap((arg, i) => (i === 0 ? [arg] : [', ', arg]));
    const [first] = args;
    if (first !== undefined && random.chance(50)) return ['(', first, `).${name}(`, ...rest, ')'];
    return [`${name}(`, ...args.flatMap((arg, i) => (i === 0 ? [arg] : [', ', arg])), ')'];
  };

const orderings: readonly [Recipe, ...Recipe[]] = [
  infix('int', '<'),
  infix('int', '<='),
  infix('decimal', '>'),
  infix('double', '>='),
  infix('int', '<', 'decimal'),
  infix('double', '>', 'int'),
  infix('text', '<'),
  infix('moment', '<'),
  infix('moment', '>='),
  infix('length', '<='),
];

const RECIPES: Readonly<Record<Kind, readonly [Recipe, ...Recipe[]]>> = {
  bool: [
    infix('bool', '&&'),
    infix('bool', '||'),
    bare('bool', '&&'),
    bare('bool', '||'),
    (make) => ['!(', make('bool'), ')'],
    // An error, which only what is decided before it can keep away.
    (make) => ['(', make('int'), ' / input.zero > 1)'],
    (make) => ['(', make('int'), ' % input.zero == 1 || ', make('bool'), ')'],
    ...orderings,
    infix('bool', '=='),
    infix('int', '=='),
    infix('int', '!='),
    infix('decimal', '=='),
    infix('decimal', '!=', 'int'),
    infix('double', '=='),
    infix('text', '=='),
    infix('text', '!='),
    infix('moment', '=='),
    infix('length', '!='),
    infix('maybeInt', '=='),
    infix('maybeInt', '!=', 'int'),
    infix('text', '==', 'maybeText'),
    infix('maybeText', '!='),
    infix('int', 'in', 'ints'),
    infix('text', 'in', 'texts'),
    infix('text', 'in', 'counts'),
    infix('maybeInt', 'in', 'ints'),
    (make) => ['(', make('maybeInt'), ' == null)'],
    (make) => ['(', make('maybeText'), ' != null)'],
    choice('bool'),
    over('ints', 'int', 'exists', 'bool'),
    over('ints', 'int', 'all', 'bool'),
    over('ints', 'int', 'exists_one', 'bool'),
    over('texts', 'text', 'exists', 'bool'),
    over('texts', 'text', 'all', 'bool'),
    over('lists', 'ints', 'exists', 'bool'),
    over('counts', 'text', 'exists', 'bool'),
    call('contains', 'text', 'text'),
    call('startsWith', 'text', 'text'),
    call('endsWith', 'text', 'text'),
    (make, { random }) => ['matches(', make('text'), `, ${random.pick(PATTERNS)})`],
    tested('maybeInt', '$ > 1', 'bool'),
    tested('maybeText', 'startsWith($, "a")', 'bool'),
  ],
  int: [
    infix('int', '+'),
    infix('int', '-'),
    infix('int', '*'),
    bare('int', '+'),
    bare('int', '*'),
    infix('int', '/'),
    infix('int', '%'),
    (make) => ['-(', make('int'), ')'],
    (make) => ['(input.large * ', make('int'), ' * 65536)'],
    choice('int'),
    call('size', 'text'),
    call('size', 'ints'),
    call('size', 'texts'),
    call('size', 'counts'),
    call('size', 'lists'),
    call('min', 'int', 'int'),
    call('max', 'int', 'int'),
    call('abs', 'int'),
    (make) => ['int(', make('double'), ')'],
    tested('maybeInt', '$ * 2', 'int'),
    tested('maybeText', 'size($)', 'int'),
  ],
  decimal: [
    infix('decimal', '+'),
    infix('decimal', '-'),
    infix('decimal', '+', 'int'),
    (make, { random }) => ['(', make('decimal'), ` * ${random.pick(['2', '0.5', '-1.5'])})`],
    (make) => ['-(', make('decimal'), ')'],
    choice('decimal'),
  ],
  double: [
    infix('double', '+'),
    infix('double', '-'),
    infix('double', '*'),
    infix('double', '/'),
    infix('double', '*', 'int'),
    infix('int', '+', 'double'),
    (make) => ['(', make('double'), ' + 0.5)'],
    (make) => ['-(', make('double'), ')'],
    (make) => ['double(', make('int'), ')'],
    choice('double'),
  ],
  text: [
    infix('text', '+'),
    choice('text'),
    (make) => ['string(', make('int'), ')'],
    (make) => ['string(', make('bool'), ')'],
    call('trim', 'text'),
    (make) => ['lower(', make('text'), ')'],
    (make) => ['join(', make('texts'), ', "-")'],
    (make) => ['replace(', make('text'), ', "a", "$&")'],
    tested('maybeText', '$ + "!"', 'text'),
  ],
  moment: [infix('moment', '+', 'length'), infix('moment', '-', 'length'), choice('moment')],
  length: [infix('length', '+'), infix('length', '-'), infix('moment', '-'), choice('length')],
  ints: [
    infix('ints', '+'),
    choice('ints'),
    over('ints', 'int', 'filter', 'bool'),
    over('ints', 'int', 'map', 'int'),
    over('texts', 'text', 'map', 'int'),
    (make) => ['(', make('ints'), ').map(v, v > 1, v * 2)'],
    (make) => ['[', make('int'), ', ', make('int'), ']'],
  ],
  texts: [
    infix('texts', '+'),
    over('texts', 'text', 'filter', 'bool'),
    over('counts', 'text', 'filter', 'bool'),
    over('ints', 'int', 'map', 'text'),
    (make) => ['split(', make('text'), ', "b")'],
    (make) => ['[', make('text'), ']'],
  ],
  lists: [(make) => ['[', make('ints'), ', ', make('ints'), ']'], over('ints', 'int', 'map', 'ints')],
  counts: [choice('counts'), (make) => ['{"a": ', make('int'), ', "z z": ', make('int'), '}']],
  maybeInt: [
    (make) => ['(', make('ints'), ')[', make('int'), ']'],
    (make) => ['(', make('counts'), ')[', make('text'), ']'],
    (make) => ['first(', make('ints'), ')'],
    (make) => ['last(', make('ints'), ')'],
    (make) => ['int(', make('text'), ')'],
    choice('maybeInt'),
  ],
  maybeText: [(make) => ['(', make('texts'), ')[', make('int'), ']'], (make) => ['first(', make('texts'), ')']],
};

const PATTERNS = ['"^a"', '"[0-9]+$"', '"^$"', '"(a|b)+"', '"^.$"', '"\\\\p{Lu}"'] as const;
