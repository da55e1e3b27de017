import type { EntityField } from '../../spec/model.ts';
import { isBytes } from '../files-plan.ts';
import type { EntityPlan } from '../plan.ts';
import { type Doc, print } from '../text/doc.ts';
import { sqlName, sqlText } from '../text/quote.ts';
import { isEncrypted } from './encrypted.ts';
import type { Scope } from './expression.ts';
import { rowValue } from './sql-condition.ts';
import { inBase64 } from './sql-place.ts';

/** What a query reads of an entity's rows. */
export interface RowColumns {
  /** The columns and what is computed from them, as SQL with `${name}` for each parameter. */
  text: string;
  parameters: readonly RowParameter[];
}

/** A value that some computed field needs besides the row. */
export interface RowParameter {
  name: string;
  /** As TypeScript. */
  type: string;
  /** The value itself, in the steps of an operation. */
  value: Doc;
}

/** The fields of an entity that are stored; the others are computed when a row is read. */
export function storedFields({ entity }: EntityPlan): readonly EntityField[] {
  return entity.fields.filter(({ value }) => value === null);
}

/** What is read of the rows of an entity. `scope` learns what the values of the parameters need. */
export function rowColumns(planned: EntityPlan, scope: Scope): RowColumns {
  const parameters: RowParameter[] = [];
  const texts = planned.entity.fields.map((field): string => {
    const name = sqlName(field.name);
    if (field.value === null)
      return isBytes(field.type, scope.plan.model) && !isEncrypted(field, scope.plan)
        ? `${inBase64(name)} AS ${name}`
        : name;
    const { sql, values } = rowValue(field.value, planned, scope);
    return `${withParameters(sql, values, parameters)} AS ${name}`;
  });
  return { text: texts.join(', '), parameters };
}

/** Literals are written where they stand; every other value becomes a parameter, once. */
function withParameters(sql: string, values: readonly Doc[], parameters: RowParameter[]): string {
  const pieces = sql.split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/);
  const written = pieces.map((piece, at) => {
    if (at % 2 === 1) return piece;
    return piece.replace(/\$(\d+)/g, (_, number: string) => {
      const value = values[Number(number) - 1] ?? 'null';
      return literalText(print(value)) ?? `\${${parameterFor(value, parameters).name}}`;
    });
  });
  return written.join('');
}

/** A literal of TypeScript without escapes, as SQL. */
function literalText(text: string): string | null {
  const quoted = /^'([^'\\]*)'$/.exec(text) ?? /^"([^"\\]*)"$/.exec(text);
  if (quoted !== null) return sqlText(quoted[1] ?? '');
  return /^(\d{1,15}(\.\d+)?|true|false)$/.test(text) ? text : null;
}

function parameterFor(value: Doc, parameters: RowParameter[]): RowParameter {
  const said = print(value);
  const known = parameters.find((parameter) => print(parameter.value) === said);
  if (known !== undefined) return known;
  const own = NAMES[said] ?? { name: `value${parameters.length + 1}`, type: 'unknown' };
  const added = { ...own, value };
  parameters.push(added);
  return added;
}

const NAMES: Readonly<Record<string, { name: string; type: string }>> = {
  'caller.id': { name: 'callerId', type: 'string | null' },
  now: { name: 'now', type: 'string' },
};

/**
 * What stands between SELECT or RETURNING and the rest, inside a template literal; its parameters are appended to the values
 * of the query.
 */
export function columnsWithin(planned: EntityPlan, values: Doc[], scope: Scope): string {
  const { parameters } = rowColumns(planned, scope);
  if (parameters.length === 0) return `\${${planned.columns}}`;
  const given = parameters.map(({ value }) => `'$${values.push(value)}'`);
  return `\${${planned.columns}(${given.join(', ')})}`;
}

/** What the function that stores a row takes between the instant and the values, where nobody asks. */
export function insertedForNobody(planned: EntityPlan, scope: Scope): string[] {
  return rowColumns(planned, scope)
    .parameters.filter(({ name }) => name !== 'now')
    .map(() => 'null');
}
