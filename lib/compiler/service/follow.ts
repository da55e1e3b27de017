import type { Expr } from '../../spec/expressions/ast.ts';
import type { Type } from '../../spec/model.ts';
import { Names } from '../names.ts';
import { type Doc, hugged, print } from '../text/doc.ts';
import { quote } from '../text/quote.ts';
import { notCompiled, type Scope } from './expression.ts';
import { followed } from './sql-fields.ts';
import { type Place, plannedEntity } from './sql-place.ts';
import { isOptional, typescript } from './types.ts';
import { LEVEL, type Written } from './written.ts';

/** A field behind a reference, in code: one query for the whole way, however many references it takes. */
export function follow(expr: Extract<Expr, { kind: 'member' }>, entity: string, scope: Scope): Written {
  if (scope.sync === true) return notCompiled(`Following the reference to ${entity} inside another function`);
  const values: Doc[] = [];
  const place: Place = {
    scope,
    row: { kind: 'row', planned: plannedEntity(entity, scope), alias: '' },
    qualified: true,
    values,
    aliases: new Names(),
    locals: new Map(),
    guards: [],
    depth: 0,
  };
  const { text } = followed(expr, entity, place);
  const name = isOptional(expr.type, scope.plan.model) ? 'fieldBehindOrNull' : 'fieldBehind';
  scope.needs.add(name).add('tx');
  const type = print(typescript(presentType(expr.type), scope.plan, scope.types));
  const sql = quote(`SELECT ${text} AS value`);
  return {
    text: hugged(`await ${name}<${type}>(`, ['tx', sql], { open: '[', items: values, close: ']' }, ')'),
    // Whatever is around it, it stands in parentheses.
    level: LEVEL.conditional,
  };
}

function presentType(type: Type): Type {
  return type.kind === 'optional' ? type.of : type;
}
