import type { Expr } from '../../spec/expressions/ast.ts';
import { someExpr } from '../../spec/expressions/expr-parts.ts';
import type { Type } from '../../spec/model.ts';
import { Names } from '../names.ts';
import type { EntityPlan } from '../plan.ts';
import { type Doc, group, indent, line } from '../text/doc.ts';
import { sqlName } from '../text/quote.ts';
import { at, expression, LEVEL, notCompiled, type Scope } from './expression.ts';
import { kindOfValue, type ValueKind } from './value-kind.ts';

/** A piece of SQL with how tightly it holds together. */
export interface Sql {
  text: string;
  level: number;
}

export const OR = 1;
export const AND = 2;
export const NOT = 3;
export const RELATION = 4;
export const SUM = 5;
export const PRODUCT = 6;
export const ATOM = 7;

export const atomic = (text: string): Sql => ({ text, level: ATOM });

/** What a variable of a comprehension stands for inside SQL: a row of a table, or a value, which is written where it is read. */
export type Item = { kind: 'row'; planned: EntityPlan; alias: string } | { kind: 'value'; sql: () => Sql; type: Type };

/** Where a piece of SQL stands. */
export interface Place {
  scope: Scope;
  /** The row that bare names belong to. */
  row: Extract<Item, { kind: 'row' }>;
  /** Whether columns are written with the name of their table: as soon as there are several. */
  qualified: boolean;
  /** What stands for `$1`, `$2` …; shared by the whole condition. */
  values: Doc[];
  /** Names of tables that are taken; shared by the whole condition. */
  aliases: Names;
  locals: ReadonlyMap<string, Item>;
  /** Conditions that do not touch the row and hold here: a value that relies on them is null where they do not. */
  guards: readonly { test: Expr; holds: boolean }[];
  /** How deep computed fields stand in each other. */
  depth: number;
  /** Only whether there is a value is asked, which is known of what is encrypted, too. */
  unopened?: true;
  /**
   * Set where the service may choose rows by what only it can compute: all that holds of the row besides. See `chosenRows`.
   */
  chooses?: readonly Expr[];
}

/** The place of a whole condition on the rows of an entity. */
export function placeOf(expr: Expr, planned: EntityPlan, scope: Scope, values: Doc[]): Place {
  const nested = someExpr(
    expr,
    (part) =>
      part.kind === 'comprehension' ||
      (part.kind === 'name' && part.scope === 'entity') ||
      (part.kind === 'member' && part.follows !== undefined),
  );
  const row = { kind: 'row', planned, alias: planned.table } as const;
  const aliases = new Names([planned.table]);
  return { scope, row, qualified: nested, values, aliases, locals: new Map(), guards: [], depth: 0 };
}

/** Whether only the database can compute an expression: it reads the row, other rows, or a variable over them. */
export function needsDatabase(expr: Expr, { locals }: Place): boolean {
  return someExpr(
    expr,
    (part) =>
      part.kind === 'name' &&
      (part.scope === 'row' || part.scope === 'entity' || (part.scope === 'local' && locals.has(part.name))),
  );
}

/** A value that is computed before the database is asked. */
export function parameter(expr: Expr, place: Place, cast = ''): Sql {
  const { scope, values } = place;
  const isJson = cast === '::jsonb';
  const written = expression(expr, { ...scope, row: null });
  const value: Doc = isJson ? ['JSON.stringify(', written, ')'] : written;
  values.push(someExpr(expr, ({ narrowed }) => narrowed === true) ? guarded(value, place) : value);
  return atomic(`$${values.length}${cast}`);
}

/** A value that is computed only where the conditions around it hold, else null. */
export function guarded(value: Doc, { scope, guards }: Place): Doc {
  const outside = { ...scope, row: null };
  return guards.reduceRight<Doc>((text, { test, holds }) => {
    const condition = at(LEVEL.conditional + 1, test, outside);
    const [then, other]: [Doc, Doc] = holds ? [indent(text), 'null'] : ['null', indent(text)];
    return group([condition, indent([line, '? ', then, line, ': ', other])]);
  }, value);
}

/** The same where nothing around it tells PostgreSQL its type; `type` is what it is taken for. */
export function typedParameter(expr: Expr, place: Place, type = expr.type): Sql {
  if (expr.kind === 'null') return atomic('NULL');
  return parameter(expr, place, typeInSql(type, place.scope) ?? '::jsonb');
}

/** What a value of a type is in PostgreSQL, as a cast; null for structures. */
export function typeInSql(type: Type, { plan }: Scope): string | null {
  return SQL_TYPES[kindOfValue(type, plan)] ?? null;
}

const SQL_TYPES: Partial<Record<ValueKind, string>> = {
  whole: '::bigint',
  exact: '::numeric',
  double: '::double precision',
  text: '::text',
  enum: '::text',
  duration: '::text',
  uuid: '::uuid',
  date: '::date',
  timestamp: '::timestamptz',
  bool: '::boolean',
};

/** A column of a row. */
export function columnOf(name: string, { alias }: Extract<Item, { kind: 'row' }>, { qualified }: Place): Sql {
  return atomic(qualified ? `${sqlName(alias)}.${sqlName(name)}` : sqlName(name));
}

/** Stored bytes as rows hold them: base64 in one line. */
export function inBase64(column: string): string {
  return `replace(encode(${column}, 'base64'), chr(10), '')`;
}

/** The plan of an entity. */
export function plannedEntity(name: string, { plan }: Scope): EntityPlan {
  const found = plan.entities.find(({ entity }) => entity.name === name);
  return found ?? notCompiled(`The entity ${name}, which is not declared,`);
}
