import type { Method } from './ast.ts';
import { CONVERSIONS } from './functions/conversions.ts';
import type { FunctionShape, FunctionTable } from './functions/function-shape.ts';
import { LIST_FUNCTIONS } from './functions/list-functions.ts';
import { NUMBER_FUNCTIONS } from './functions/number-functions.ts';
import { SERVICE_FUNCTIONS } from './functions/service-functions.ts';
import { TEXT_FUNCTIONS } from './functions/text-functions.ts';
import { TIME_FUNCTIONS } from './functions/time-functions.ts';

/** Every function, by name. The compiler has one implementation for each. */
export const FUNCTIONS: FunctionTable = {
  ...TEXT_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...TIME_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...CONVERSIONS,
  ...SERVICE_FUNCTIONS,
  // `uuid()` makes an id, `uuid(text)` reads one.
  uuid: eitherOf(SERVICE_FUNCTIONS['uuid'], CONVERSIONS['uuid']),
};

/** The functions with a variable: `list.exists(v, …)` and `exists(list, v, …)` are the same. */
export const METHODS: Readonly<Record<Method, { signature: string; doc: string; example: string }>> = {
  exists: {
    signature: 'list.exists(item, condition)',
    doc: 'Whether the condition holds for an item of a list, a key of a map, or a row of an entity.',
    example: 'input.lines.exists(line, line.amount > 100)',
  },
  all: {
    signature: 'list.all(item, condition)',
    doc: 'Whether the condition holds for every item; true of an empty list.',
    example: 'input.lines.all(line, line.amount > 0)',
  },
  exists_one: {
    signature: 'list.exists_one(item, condition)',
    doc: 'Whether the condition holds for exactly one item.',
    example: 'input.lines.exists_one(line, line.primary)',
  },
  filter: {
    signature: 'list.filter(item, condition)',
    doc: 'The items for which the condition holds.',
    example: 'input.lines.filter(line, line.amount > 100)',
  },
  map: {
    signature: 'list.map(item, value)',
    doc: 'A value for each item; `list.map(item, condition, value)` only for those for which a condition holds.',
    example: 'sum(input.lines.map(line, line.amount))',
  },
};

/** A function's name as a method, or null. */
export function methodNamed(name: string): Method | null {
  return METHOD_NAMES.find((method) => method === name) ?? null;
}

const METHOD_NAMES: readonly Method[] = ['exists', 'all', 'exists_one', 'filter', 'map'];

function eitherOf(one: FunctionShape | undefined, other: FunctionShape | undefined): FunctionShape {
  const [make, read] = [one ?? NOTHING, other ?? NOTHING];
  return {
    ...read,
    doc: `${make.doc} With a text: that id, or null where the text is none.`,
    example: make.example,
    outside: true,
    result: (args, syntax, follow) => (args.length === 0 ? make : read).result(args, syntax, follow),
  };
}

const NOTHING: FunctionShape = { signature: '', doc: '', example: '', result: () => null };
