import type { Type } from '../../spec/model.ts';
import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { type Doc, group, ifBroken, indent, joined, line, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { quote } from '../text/quote.ts';
import { sorted } from './module.ts';
import { typescript } from './types.ts';

/** src/vocabulary.ts: the types that the specification names. */
export function vocabularyFile(plan: Plan): string {
  const used = new Set<string>();
  const declarations = plan.model.types.map((declaration) => {
    const name = plan.typeNames.get(declaration.name) ?? declaration.name;
    return origin(declaration, print([`export type ${name} =`, aliased(declaration.type, plan, used), ';']));
  });
  const lines: Import[] = [
    ...plan.entities
      .filter(({ type }) => used.has(type))
      .map(({ type, file }): Import => [`./data/${file}.ts`, `type ${type}`]),
    ['./platform/decimal.ts', ...(used.has('Decimal') ? ['type Decimal'] : [])],
    ['./platform/files.ts', ...(used.has('StoredFile') ? ['type StoredFile'] : [])],
    ['./platform/operation.ts', ...(used.has('Json') ? ['type Json'] : [])],
  ];
  return code`
    ${imports(lines.map(([from, ...names]): Import => [from, ...sorted(names)]))}

    ${declarations.join('\n\n')}
  `;
}

/** What stands behind `=`. A union goes on a line of its own, and on one line each only where that is too long as well. */
function aliased(type: Type, plan: Plan, used: Set<string>): Doc {
  if (type.kind !== 'enum' || type.values.length < 2) return [' ', typescript(type, plan, used)];
  return group(indent([line, group([ifBroken('| '), joined(type.values.map(quote), [line, '| '])])]));
}
