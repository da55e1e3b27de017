import type { Expr } from '../expressions/ast.ts';
import type { Model, Type, ValueSource } from '../model.ts';

/** Follows the names of types as far as the model declares them; what a `ref` or a row is stays as it is. */
export function plainType(model: Model, type: Type): Type {
  let current = type;
  for (let i = 0; i < 64; i++) {
    if (current.kind === 'optional') current = current.of;
    else if (current.kind === 'named') {
      const { name } = current;
      const declared = model.types.find((one) => one.name === name);
      if (declared === undefined) return current;
      current = declared.type;
    } else return current;
  }
  return current;
}

/** The texts that a value can have, or null if they are not known: literals, choices between them, and enumerations. */
export function possibleTexts(model: Model, value: ValueSource): ReadonlySet<string> | null {
  if (value.kind === 'literal') return typeof value.value === 'string' ? new Set([value.value]) : null;
  return textsOf(model, value.expr);
}

function textsOf(model: Model, expr: Expr): ReadonlySet<string> | null {
  if (expr.kind === 'string') return new Set([expr.value]);
  if (expr.kind === 'conditional') {
    const [then, otherwise] = [textsOf(model, expr.then), textsOf(model, expr.else)];
    return then === null || otherwise === null ? null : new Set([...then, ...otherwise]);
  }
  const type = plainType(model, expr.type);
  return type.kind === 'enum' ? new Set(type.values) : null;
}
