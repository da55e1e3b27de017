import type { Expr } from '../expressions/ast.ts';
import type { Entity, Model } from '../model.ts';
import { plainType } from './possible-texts.ts';

/** An entity whose rows move from status to status. */
export interface Lifecycle {
  entity: Entity;
  field: string;
  key: string;
  /** Every status, in the order of the enumeration. */
  all: readonly string[];
  moves: ReadonlyMap<string, readonly string[]>;
}

/** The lifecycles of a model by the entity's name; those whose field is no enumeration are reported elsewhere and left out. */
export function lifecyclesOf(model: Model): ReadonlyMap<string, Lifecycle> {
  const found = new Map<string, Lifecycle>();
  for (const entity of model.entities) {
    const { lifecycle } = entity;
    const field = entity.fields.find(({ name }) => name === lifecycle?.field);
    const type = field === undefined ? null : plainType(model, field.type);
    if (lifecycle === null || field === undefined || type?.kind !== 'enum') continue;
    const key = entity.fields.find((one) => one.key)?.name ?? '';
    const moves = new Map(Object.entries(lifecycle.moves));
    found.set(entity.name, { entity, field: field.name, key, all: type.values, moves });
  }
  return found;
}

/** What a condition lets through: the statuses of the value that `isStatus` recognises, if the condition is true. */
export function statusesWhere(
  expr: Expr,
  holds: boolean,
  isStatus: (expr: Expr) => boolean,
  all: readonly string[],
): ReadonlySet<string> {
  const both = (left: ReadonlySet<string>, right: ReadonlySet<string>) =>
    new Set([...left].filter((one) => right.has(one)));
  if (expr.kind === 'unary' && expr.operator === '!') return statusesWhere(expr.operand, !holds, isStatus, all);
  if (expr.kind !== 'binary') return new Set(all);
  const { operator, left, right } = expr;
  if (operator === '&&' || operator === '||') {
    const [a, b] = [statusesWhere(left, holds, isStatus, all), statusesWhere(right, holds, isStatus, all)];
    return (operator === '&&') === holds ? both(a, b) : new Set([...a, ...b]);
  }
  const listed = listedTexts(expr, isStatus);
  if (listed === null) return new Set(all);
  const within = (operator === '!=') !== holds;
  return new Set(all.filter((status) => listed.has(status) === within));
}

/** The texts that a status is compared with; null if it is not. */
function listedTexts(
  { operator, left, right }: Extract<Expr, { kind: 'binary' }>,
  isStatus: (expr: Expr) => boolean,
): ReadonlySet<string> | null {
  if (operator === '==' || operator === '!=') {
    const text = isStatus(left) ? right : isStatus(right) ? left : null;
    return text?.kind === 'string' ? new Set([text.value]) : null;
  }
  if (operator !== 'in' || !isStatus(left) || right.kind !== 'list') return null;
  const texts = right.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
  return texts.length === right.items.length ? new Set(texts) : null;
}
