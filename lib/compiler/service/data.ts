import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment, member, quote, sqlName } from '../text/quote.ts';
import { columnValue } from './column-value.ts';
import { value } from './expression.ts';
import { type Module, moduleImports, newModule } from './module.ts';
import { isOptional, members } from './types.ts';

/** src/data/<entity>.ts: the row's type, its columns, and how one is stored. */
export function dataModule(planned: EntityPlan, plan: Plan): string {
  const { entity, type, columns, insert } = planned;
  const module = newModule(plan);
  const fields = members(entity.fields, plan, module.types, false);
  module.types.delete(type);
  const optional = entity.fields.filter((field) => mayBeLeftOut(field, plan));
  const newFields = members(optional, plan, module.types, true).replaceAll(/^(\S+?)\??: /gm, '$1?: ');
  const neededFields = members(
    entity.fields.filter((field) => !optional.includes(field)),
    plan,
    module.types,
    false,
  );
  const values = print(
    [
      list(
        '[',
        entity.fields.map((field) => stored(field, module)),
        ']',
      ),
      ',',
    ],
    4,
  );
  const lines = moduleImports(module).map(([from, ...names]): readonly [string, ...string[]] => [from, ...names]);
  const names = entity.fields.map(({ name }) => sqlName(name)).join(', ');
  return code`
    ${imports([...lines.filter(([from]) => !from.startsWith('../')), ['../platform/db.ts', 'type Db'], ...lines.filter(([from]) => from.startsWith('../'))])}

    /** A stored ${comment(entity.name)}. */
    ${origin(
      entity,
      code`
      export interface ${type} {
        ${fields}
      }
    `,
    )}

    /** What a new ${comment(entity.name)} is made of; what is left out has a default. */
    ${newRow(type, optional, newFields, neededFields)}

    export const ${columns} =${names.length > 80 ? `\n  ${quote(names)}` : ` ${quote(names)}`};

    /** Stores a new ${comment(entity.name)} and gives it as stored. \`now\` is the instant of the run. */
    export async function ${insert}(tx: Db, ${module.needs.has('now') ? 'now' : '_now'}: string, values: New${type}): Promise<${type}> {
      const [row] = await tx.query<${type}>(
        \`INSERT INTO ${sqlName(planned.table)} (\${${columns}})
         VALUES (${entity.fields.map((_, at) => `$${at + 1}`).join(', ')})
         RETURNING \${${columns}}\`,
        ${values}
      );
      if (row === undefined) throw new Error(${quote(`the database stored no ${entity.name}`)});
      return row;
    }
  `;
}

function newRow(type: string, optional: readonly EntityField[], fields: string, needed: string): string {
  if (optional.length === 0) return `export type New${type} = ${type};`;
  const names = optional.map(({ name }) => quote(name)).join(' | ');
  const head = `export interface New${type} extends Omit<${type}, ${names}> {`;
  const fits = head.length <= 120;
  return code`
    ${fits ? head : `export interface New${type} {`}
      ${!fits && needed}
      ${fields}
    }
  `;
}

function mayBeLeftOut(field: EntityField, { model }: Plan): boolean {
  return field.default !== null || isOptional(field.type, model);
}

/** The value of one column: as given, or its default, in the form that the database takes. */
function stored(field: EntityField, module: Module): string {
  const given = member('values', field.name);
  if (field.default === null) return print(columnValue(field, given, module), 8);
  const fallback = print(value(field.default, field.type, module), 8);
  return print(columnValue(field, `${given} ?? ${fallback}`, module), 8);
}
