import type { Syntax } from './syntax.ts';

/** The path that a name or a chain of fields spells, such as `input.customer.name`; null for anything else. */
export function pathOf(syntax: Syntax): string | null {
  if (syntax.kind === 'name') return syntax.name;
  if (syntax.kind !== 'member') return null;
  const of = pathOf(syntax.of);
  return of === null ? null : `${of}.${syntax.name}`;
}

/**
 * The paths that are there if the expression is true (or, with `when` false, if it is false): `has(x)`, `x != null`, and what
 * `&&`, `||` and `!` make of them.
 */
export function presentWhen(syntax: Syntax, when: boolean): string[] {
  if (syntax.kind === 'unary' && syntax.operator === '!') return presentWhen(syntax.operand, !when);
  if (syntax.kind === 'call' && syntax.name === 'has' && when) {
    const [of] = syntax.args;
    return of === undefined ? [] : pathAndParents(of);
  }
  if (syntax.kind !== 'binary') return [];
  const { operator, left, right } = syntax;
  if ((operator === '&&' && when) || (operator === '||' && !when))
    return [...presentWhen(left, when), ...presentWhen(right, when)];
  const tested = right.kind === 'null' ? left : left.kind === 'null' ? right : null;
  if (tested !== null && ((operator === '!=' && when) || (operator === '==' && !when))) return pathAndParents(tested);
  // A value that is equal to a literal is there.
  if (operator === '==' && when && (right.kind === 'string' || right.kind === 'number' || right.kind === 'bool'))
    return pathAndParents(left);
  return [];
}

function pathAndParents(syntax: Syntax): string[] {
  const path = pathOf(syntax);
  if (path === null) return [];
  const parts = path.split('.');
  return parts.map((_, i) => parts.slice(0, i + 1).join('.'));
}
