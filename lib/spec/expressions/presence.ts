import type { Syntax } from './syntax.ts';

/**
 * The path that an expression spells, such as `input.customer.name`, `lines[0].amount` or `first(lines).amount`; null for
 * anything whose value could differ from one reading to the next or that is no path.
 */
export function pathOf(syntax: Syntax): string | null {
  if (syntax.kind === 'name') return syntax.name;
  if (syntax.kind === 'member') {
    const of = pathOf(syntax.of);
    return of === null ? null : `${of}.${syntax.name}`;
  }
  if (syntax.kind === 'index') {
    const of = pathOf(syntax.of);
    const { index } = syntax;
    const key = index.kind === 'number' ? index.text : index.kind === 'string' ? JSON.stringify(index.value) : null;
    return of === null || key === null ? null : `${of}[${key}]`;
  }
  if (syntax.kind !== 'call' || !STEADY.includes(syntax.name)) return null;
  const [list, more] = syntax.args;
  const of = list === undefined || more !== undefined ? null : pathOf(list);
  return of === null ? null : `${syntax.name}(${of})`;
}

/** Functions that pick a part of their argument. */
const STEADY: readonly string[] = ['first', 'last'];

/**
 * The paths that are there if the expression is true (or, with `when` false, if it is false): `has(x)`, `x != null`,
 * `x == "literal"`, and what `&&`, `||`, `!` and `? :` make of them.
 */
export function presentWhen(syntax: Syntax, when: boolean): string[] {
  if (syntax.kind === 'unary' && syntax.operator === '!') return presentWhen(syntax.operand, !when);
  if (syntax.kind === 'call' && syntax.name === 'has' && when) {
    const [of] = syntax.args;
    return of === undefined ? [] : pathAndParents(of);
  }
  if (syntax.kind === 'conditional') return presentInChoice(syntax, when);
  if (syntax.kind !== 'binary') return [];
  const { operator, left, right } = syntax;
  if (operator === '&&' || operator === '||') {
    const [one, two] = [presentWhen(left, when), presentWhen(right, when)];
    // Both sides hold, or it is not known which: then only what both make sure of.
    return (operator === '&&') === when ? [...one, ...two] : one.filter((path) => two.includes(path));
  }
  if (operator !== '==' && operator !== '!=') return [];
  const equal = (operator === '==') === when;
  const tested = right.kind === 'null' ? left : left.kind === 'null' ? right : null;
  if (tested !== null) return equal ? [] : pathAndParents(tested);
  // A value that is equal to a literal is there.
  const side = isLiteral(right) ? left : isLiteral(left) ? right : null;
  return equal && side !== null ? pathAndParents(side) : [];
}

function presentInChoice(syntax: Extract<Syntax, { kind: 'conditional' }>, when: boolean): string[] {
  const never = (part: Syntax): boolean => part.kind === 'bool' && part.value !== when;
  if (never(syntax.else)) return [...presentWhen(syntax.test, true), ...presentWhen(syntax.then, when)];
  if (never(syntax.then)) return [...presentWhen(syntax.test, false), ...presentWhen(syntax.else, when)];
  const other = presentWhen(syntax.else, when);
  return presentWhen(syntax.then, when).filter((path) => other.includes(path));
}

function isLiteral({ kind }: Syntax): boolean {
  return kind === 'string' || kind === 'number' || kind === 'bool';
}

function pathAndParents(syntax: Syntax): string[] {
  const path = pathOf(syntax);
  if (path === null) return [];
  const parent = syntax.kind === 'member' || syntax.kind === 'index' ? pathAndParents(syntax.of) : [];
  return [...parent, path];
}
