import type { Type } from '../../model.ts';
import { INT, scalarName } from '../static-types.ts';
import { type FunctionShape, type FunctionTable, itemOf, named, ordered, text } from './function-shape.ts';

/** Lists. The functions that take a variable (`exists all exists_one filter map`) are `METHODS`. */
export const LIST_FUNCTIONS: FunctionTable = {
  sort: {
    signature: 'sort(list)',
    doc: 'The items in order: numbers and times by value, texts by code point.',
    example: 'sort(input.amounts)',
    result: one((list, _syntax, of) => (ordered(of) || text(of) ? list : null)),
  },
  distinct: {
    signature: 'distinct(list)',
    doc: 'Each item once, where it came first. Numbers are compared by value.',
    example: 'distinct(input.tags)',
    result: one((list, _syntax, of) => (isPlain(of) ? { ...list, length: atLeastOne(list) } : null)),
  },
  range: {
    signature: 'range(number, number)',
    doc: 'The whole numbers from the first to the second, both included; none if the second is smaller. At most 10,000.',
    example: 'range(1, input.months)',
    result: ([from, to, ...more]) =>
      more.length === 0 && named(from, 'int') && named(to, 'int') ? { kind: 'list', of: INT, length: null } : null,
  },
  first: {
    signature: 'first(list)',
    doc: 'The first item; null of an empty list.',
    example: 'first(input.lines)',
    result: one((list, syntax) => itemOf(list, syntax, list.of)),
  },
  last: {
    signature: 'last(list)',
    doc: 'The last item; null of an empty list.',
    example: 'last(input.lines)',
    result: one((list, syntax) => itemOf(list, syntax, list.of)),
  },
};

type ListType = Extract<Type, { kind: 'list' }>;

function one(
  of: (list: ListType, syntax: Parameters<FunctionShape['result']>[1][number] | undefined, item: Type) => Type | null,
): FunctionShape['result'] {
  return ([list, ...more], syntax, follow) =>
    list?.kind === 'list' && more.length === 0 ? of(list, syntax[0], follow(list.of)) : null;
}

/** Values that can be compared as a whole: no lists, maps, objects or json. */
function isPlain(type: Type): boolean {
  if (type.kind === 'enum' || type.kind === 'ref') return true;
  const name = scalarName(type);
  return name !== null && !['json', 'file', 'bytes', 'base64', 'password'].includes(name);
}

function atLeastOne({ length }: ListType): ListType['length'] {
  if (length === null) return null;
  return { min: length.min === null ? null : Math.min(length.min, 1), max: length.max };
}
