import { type Doc, group, indent, joined, line, print } from './doc.ts';
import { quote } from './quote.ts';

/** A module, and what is taken from it: `name`, `type Name` or `default name`. */
export type Import = readonly [from: string, ...names: string[]];

/** Import lines, in the given order. If all that is taken are types, the whole line is a type import. JSON says that it is. */
export function imports(wanted: readonly Import[]): string {
  return wanted
    .filter(([, ...names]) => names.length > 0)
    .map(([from, ...names]) => print(importLine(from, names)))
    .join('\n');
}

function importLine(from: string, names: readonly string[]): Doc {
  const types = names.every((name) => name.startsWith('type '));
  const taken = names.map((name) => (types ? name.slice('type '.length) : name));
  const whole = taken.filter((name) => name.startsWith('default ')).map((name) => name.slice('default '.length));
  const parts = taken.filter((name) => !name.startsWith('default '));
  const braces: Doc[] =
    parts.length === 0
      ? []
      : [group(['{', indent([line, joined(parts, [',', line])]), { kind: 'broken', text: ',' }, line, '}'])];
  const attributes = from.endsWith('.json') ? " with { type: 'json' }" : '';
  return [
    types ? 'import type ' : 'import ',
    joined([...whole, ...braces], ', '),
    ` from ${quote(from)}${attributes};`,
  ];
}
