import type { EntityField, Model, ValueSource } from '../../spec/model.ts';
import { isBytes } from '../files-plan.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { isNumbered, sequenceName } from '../sql/sequence.ts';
import { stepsWithin } from '../steps-within.ts';
import { code, when } from '../text/code.ts';
import { type Doc, list, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { comment, key, member, quote, sqlName, sqlText } from '../text/quote.ts';
import { columnValue, hashedValue, sealedValue } from './column-value.ts';
import { encryptedFields, isEncrypted, sealedNames } from './encrypted.ts';
import { value } from './expression.ts';
import { isHashed, lookups } from './hashed.ts';
import { invariantList, rowInvariants, rowsAlone } from './invariant.ts';
import { fromFile, type Module, moduleImports, newModule } from './module.ts';
import { type RowColumns, rowColumns, storedFields } from './row-columns.ts';
import { effectsAfter } from './row-invariants.ts';
import { isOptional, members } from './types.ts';

/** src/data/<entity>.ts: the row's type, its columns, and how one is stored. */
export function dataModule(planned: EntityPlan, plan: Plan): string {
  const { entity, type } = planned;
  const module = newModule(plan);
  const own = storedFields(planned);
  const fields = members(entity.fields, plan, module.types, false);
  module.types.delete(type);
  const optional = own.filter((field) => mayBeLeftOut(field, plan));
  const newFields = members(optional, plan, module.types, true).replaceAll(/^(\S+?)\??: /gm, '$1?: ');
  const neededFields = members(
    own.filter((field) => !optional.includes(field)),
    plan,
    module.types,
    false,
  );
  const columns = rowColumns(planned, newModule(plan));
  const insert = insertFunction(planned, columns, module);
  const always = invariantsText(planned, module);
  const sealed = sealedText(planned, module);
  const lines = moduleImports(module).map(([from, ...names]): readonly [string, ...string[]] => [from, ...names]);
  const left = [...optional, ...entity.fields.filter((field) => !own.includes(field))];
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

    ${sealed}

    /** What a new ${comment(entity.name)} is made of; what is left out has a default${when(left.length > optional.length, ' or is computed')}. */
    ${newRow(type, left, newFields, neededFields)}

    ${columnsText(planned, columns)}

    ${always}

    ${insert}
  `;
}

/** What always holds of a row, as a constant; empty where nothing does. */
function invariantsText(planned: EntityPlan, module: Module): string {
  const always = rowsAlone(planned, module.plan);
  if (always.length === 0) return '';
  for (const used of ['type Invariant', 'uphold']) fromFile(module, '../platform/invariants.ts', used);
  const head = `export const ${rowInvariants(planned)}: readonly Invariant<${planned.type}>[] = `;
  return `/** What always holds of it. */\n${print([head, invariantList(always, module), ';'])}`;
}

/** The columns as a text, or as a function of the parameters that computed fields need. */
function columnsText({ entity, columns }: EntityPlan, { text, parameters }: RowColumns): string {
  const computed = entity.fields.some(({ value }) => value !== null);
  if (!computed) {
    const flat = `export const ${columns} = ${quote(text)};`;
    return flat.length <= 120 ? flat : `export const ${columns} =\n  ${quote(text)};`;
  }
  const parts = template(text);
  if (parameters.length === 0)
    return `/** The columns, and what is computed from them. */\nexport const ${columns} = ${parts};`;
  const names = parameters.map(({ name }) => `${name}: string`).join(', ');
  return code`
    /** The columns, and what is computed from them; takes the places of the query's values, such as \`$1\`. */
    export function ${columns}(${names}): string {
      return ${parts};
    }
  `;
}

/** SQL in backticks, in which only the parameters are no text. */
function template(text: string): string {
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

function insertFunction(planned: EntityPlan, { parameters }: RowColumns, module: Module): string {
  const { entity, type, columns, insert } = planned;
  const own = storedFields(planned);
  const sealed = encryptedFields(planned, module.plan).length > 0;
  const opened = `present((await ${sealedNames(planned).open}(Promise.resolve([row])))[0])`;
  const always = rowsAlone(planned, module.plan).length > 0;
  const effects = effectsAfter(planned, module.plan);
  const named = !sealed || always || effects !== null;
  const kept = sealed ? 'stored' : 'row';
  if (effects !== null) {
    module.needs.add('now');
    fromFile(module, './all-rows.ts', effects);
    fromFile(module, '../platform/invariants.ts', 'watching');
  }
  const keyField = own.find((field) => field.key);
  const ownKey = sealed && keyField !== undefined ? rowKeyText(keyField, planned, module) : '';
  const found = lookups(planned, module.plan);
  const values = [
    ...own.map((field) => (sealed && field === keyField ? 'rowKey' : stored(field, planned, module))),
    ...found.map(({ field }) => print(hashedValue(field, givenOrDefault(field, module), planned, module), 8)),
  ];
  const read = parameters.map(({ name }, at) => [name, `'$${values.length + at + 1}'`] as const);
  const selected =
    parameters.length === 0 ? `\${${columns}}` : `\${${columns}(${read.map(([, at]) => at).join(', ')})}`;
  const given = print([list('[', [...values, ...parameters.map(({ name }) => name)], ']'), ','], 4);
  const names = [...own.map(({ name }) => name), ...found.map(({ column }) => column)].map(sqlName).join(', ');
  const plain = parameters.length === 0 && found.length === 0 && own.length === entity.fields.length;
  const written = plain && !own.some(({ type: of }) => isBytes(of, module.plan.model)) ? `\${${columns}}` : names;
  const upserts = isUpserted(entity.name, module.plan);
  if (upserts && entity.owner !== null) module.needs.add('Problem').add('conflict');
  const usesNow = module.needs.has('now') || parameters.some(({ name }) => name === 'now');
  const more = parameters.filter(({ name }) => name !== 'now').map((one) => `${one.name}: ${one.type}`);
  const head: Doc = [
    `export async function ${insert}`,
    list(
      '(',
      [
        'tx: Db',
        `${usesNow ? 'now' : '_now'}: string`,
        ...more,
        `values: New${type}`,
        ...(upserts ? ["onConflict = ''"] : []),
      ],
      ')',
    ),
    `: Promise<${type}> {`,
  ];
  return code`
    ${insertText(entity.name, upserts)}
    ${print(head)}
      ${when(sealed, ownKey)}
      const [row] = await tx.query<${sealed ? sealedNames(planned).stored : type}>(
        \`INSERT INTO ${sqlName(planned.table)} (${written})
         VALUES (${[...own.map((field, at) => (sealed && field === keyField ? `$${at + 1}` : placeholder(field, at, planned))), ...found.map((_, at) => `$${own.length + at + 1}`)].join(', ')})
         ${upserts ? `\${onConflict} ` : ''}RETURNING ${selected}\`,
        ${given}
      );
      if (row === undefined) throw new ${upserts && entity.owner !== null ? 'Problem(conflict)' : `Error(${quote(`the database stored no ${entity.name}`)})`};
      ${when(named && sealed, `const stored = ${opened};`)}
      ${when(always, `uphold(${rowInvariants(planned)}, ${kept});`)}
      ${when(effects !== null, `await watching(tx, now, ${effects}, [${kept}]);`)}
      return ${named ? kept : opened};
    }
  `;
}

/** The key of a new row, before it is stored: what is encrypted belongs to it. */
function rowKeyText(field: EntityField, planned: EntityPlan, module: Module): string {
  if (!isNumbered(field)) return `const rowKey = ${storedPlainly(field, planned, module)};`;
  module.needs.add('present');
  const sequence = sqlText(sequenceName(planned.table, field));
  return code`
    const numbered = await tx.query<{ next: number }>(${quote(`SELECT COALESCE($1, nextval(${sequence})) AS next`)}, [
      ${member('values', field.name)},
    ]);
    const rowKey = present(numbered[0]).next;
  `;
}

/** A value as it is given, or its default. */
function givenOrDefault(field: EntityField, module: Module): Doc {
  const given = member('values', field.name);
  return field.default === null ? given : `${given} ?? ${print(fallbackOf(field, field.default, module), 8)}`;
}

/** The stored form of a row with encrypted fields, and the function that opens it. */
function sealedText(planned: EntityPlan, module: Module): string {
  const hidden = encryptedFields(planned, module.plan);
  if (hidden.length === 0) return '';
  module.needs.add('openField').add('sealField').add('present');
  const { type, entity, table } = planned;
  const { open, stored: name } = sealedNames(planned);
  const own = entity.fields.find((field) => field.key)?.name ?? 'id';
  const maybe = (field: EntityField): boolean => isOptional(field.type, module.plan.model);
  const opened = hidden.map((field) => {
    const sealed = member('row', field.name);
    const call = `openField<NonNullable<${type}[${quote(field.name)}]>>(${quote(`${table}.${field.name}`)}, ${member('row', own)}, ${sealed})`;
    return print([key(field.name), ': ', maybe(field) ? `${sealed} === null ? null : ` : '', call, ','], 4);
  });
  const fields = hidden.map((field) => `${key(field.name)}: Uint8Array${maybe(field) ? ' | null' : ''};`);
  return code`
    /** The same as it is stored: some fields are encrypted. */
    export interface ${name} extends Omit<${type}, ${hidden.map((field) => quote(field.name)).join(' | ')}> {
      ${fields}
    }

    /** Decrypts rows. One that was changed in the database, or moved to another row, is an error. */
    export async function ${open}(rows: Promise<${name}[]>): Promise<${type}[]> {
      return (await rows).map((row) => ({
        ...row,
        ${opened}
      }));
    }
  `;
}

function insertText(name: string, upserts: boolean): string {
  const said = `Stores a new ${comment(name)} and gives it as stored. \`now\` is the instant of the run.`;
  if (!upserts) return `/** ${said} */`;
  return `/**\n * ${said}\n * \`onConflict\` says what is done with one that is there already.\n */`;
}

/** `$1`, or the next number of the field's sequence where none is given. */
function placeholder(field: EntityField, at: number, { table }: EntityPlan): string {
  return isNumbered(field) ? `COALESCE($${at + 1}, nextval(${sqlText(sequenceName(table, field))}))` : `$${at + 1}`;
}

/** Whether some step stores rows of an entity that may be there already. All steps are looked through once. */
export function isUpserted(entity: string, { model }: Plan): boolean {
  const known = UPSERTED.get(model);
  if (known !== undefined) return known.has(entity);
  const flows = [...model.endpoints, ...model.processes, ...model.schedules];
  const steps = flows.flatMap(({ processing }) => stepsWithin(processing));
  const names = new Set(steps.flatMap((step) => (step.kind === 'upsert' ? [step.entity] : [])));
  UPSERTED.set(model, names);
  return names.has(entity);
}

const UPSERTED = new WeakMap<Model, ReadonlySet<string>>();

function newRow(type: string, left: readonly EntityField[], fields: string, needed: string): string {
  if (left.length === 0) return `export type New${type} = ${type};`;
  const names = left.map(({ name }) => quote(name)).join(' | ');
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

function fallbackOf(field: EntityField, source: ValueSource, module: Module): Doc {
  return value(source, field.type, module);
}

/** The value of one column: as given, or its default, in the form that the database takes. */
function stored(field: EntityField, planned: EntityPlan, module: Module): string {
  const given = member('values', field.name);
  if (isEncrypted(field, module.plan)) {
    const value = field.default === null ? given : `${given} ?? ${print(fallbackOf(field, field.default, module), 8)}`;
    return print(sealedValue(field, value, 'rowKey', planned, module), 8);
  }
  if (isHashed(field, module.plan)) return print(hashedValue(field, givenOrDefault(field, module), planned, module), 8);
  return storedPlainly(field, planned, module);
}

/** The same of what is neither encrypted nor hashed. */
function storedPlainly(field: EntityField, planned: EntityPlan, module: Module): string {
  const given = member('values', field.name);
  if (isNumbered(field)) return `${given} ?? null`;
  if (field.default === null) return print(columnValue(field, given, planned, module), 8);
  const fallback = print(value(field.default, field.type, module), 8);
  return print(columnValue(field, `${given} ?? ${fallback}`, planned, module), 8);
}
