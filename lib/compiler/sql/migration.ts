import type { EntityField, Type } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { isEncrypted } from '../service/encrypted.ts';
import { isHashed, type Lookup, lookups, soughtColumn } from '../service/hashed.ts';
import { storedFields } from '../service/row-columns.ts';
import { isDecimal, isOptional, keyTypeOf, plainType, scaleOf } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { origin } from '../text/origin.ts';
import { comment, sqlName, sqlText } from '../text/quote.ts';
import { constraintName } from './constraint-name.ts';
import { platformTables } from './platform-tables.ts';
import { isNumbered, sequenceName } from './sequence.ts';

/** migrations/0001_init.sql: the platform's tables and one table for each entity. */
export function firstMigration(plan: Plan): string {
  return code`
    ${platformTables(plan).join('\n\n')}

    ${inOrder(plan.entities)
      .map((entity) => origin(entity.entity, table(entity, plan)))
      .join('\n\n')}

    ${referencesAhead(plan.entities, plan).join('\n\n')}
  `;
}

/** References that go round in a circle: they are added when all tables are there. */
export function referencesAhead(fresh: readonly EntityPlan[], plan: Plan): string[] {
  return fresh.flatMap((planned) => {
    const fields = storedFields(planned).filter((field) => isAhead(field, planned, plan));
    return fields.map((field) => {
      const name = sqlName(constraintName(planned.table, [field.name], 'fkey'));
      const key = `FOREIGN KEY (${sqlName(field.name)}) ${references(field, plan)}`;
      return `ALTER TABLE ${sqlName(planned.table)} ADD CONSTRAINT ${name} ${key};`;
    });
  });
}

/** Whether a field refers to a table that is made after its own. */
function isAhead({ type }: EntityField, planned: EntityPlan, { entities }: Plan): boolean {
  const target = refOf(type);
  if (target === null) return false;
  const order = placesOf(entities);
  return (order.get(target) ?? -1) > (order.get(planned.entity.name) ?? -1);
}

/** The place of each table, by its entity's name; asked once for each field. */
function placesOf(entities: readonly EntityPlan[]): ReadonlyMap<string, number> {
  const known = PLACES.get(entities);
  if (known !== undefined) return known;
  const places = new Map(inOrder(entities).map(({ entity }, at) => [entity.name, at]));
  PLACES.set(entities, places);
  return places;
}

const PLACES = new WeakMap<readonly EntityPlan[], ReadonlyMap<string, number>>();

/** A table comes after those that it refers to; a circle keeps the order of the text. */
export function inOrder(entities: readonly EntityPlan[]): EntityPlan[] {
  const done = new Set<EntityPlan>();
  const byName = new Map(entities.map((planned) => [planned.entity.name, planned]));
  const visit = (planned: EntityPlan, path: readonly EntityPlan[]): void => {
    if (done.has(planned) || path.includes(planned)) return;
    for (const name of planned.entity.fields.flatMap(({ type }) => refOf(type) ?? [])) {
      const target = byName.get(name);
      if (target !== undefined) visit(target, [...path, planned]);
    }
    done.add(planned);
  };
  for (const planned of entities) visit(planned, []);
  return [...done];
}

/** CREATE TABLE and its indexes. */
export function table(planned: EntityPlan, plan: Plan): string {
  const { entity } = planned;
  const fields = storedFields(planned);
  const found = lookups(planned, plan);
  const columns = fields.map((field) => {
    const column = columnOf(field, plan);
    return origin(field, columnText(isAhead(field, planned, plan) ? { ...column, references: '' } : column));
  });
  const hashes = found.map((lookup) => origin(lookup.field, lookupText(lookup, plan)));
  const sought = (names: readonly string[]): string[] => names.map((name) => soughtColumn(name, planned, plan));
  const uniques = entity.uniques.map((names) => `UNIQUE (${sought(names).map(sqlName).join(', ')})`);
  const alone = found.filter(({ field }) => !field.unique).map(({ field }) => [field.name]);
  const named = entity.indexes.map((names) => names.join());
  const indexes = [...entity.indexes, ...alone.filter((names) => !named.includes(names.join()))].map((names) =>
    indexOf(planned, sought(names)),
  );
  const sequences = fields.filter(isNumbered).map((field) => sequenceOf(planned, field));
  return code`
    ${when(sequences.length > 0, `${sequences.join('\n')}\n`)}
    -- ${comment(entity.name)}
    CREATE TABLE ${sqlName(planned.table)} (
      ${[...columns, ...(entity.files === null ? [] : ['stamp text NOT NULL']), ...hashes, ...uniques].join(',\n')}
    );

    ${indexes.join('\n\n')}
  `;
}

/** The column that holds the hashes of an encrypted field. */
function lookupText({ field, column }: Lookup, plan: Plan): string {
  const needed = isOptional(field.type, plan.model) ? '' : ' NOT NULL';
  return `${sqlName(column)} text${needed}${field.unique ? ' UNIQUE' : ''}`;
}

/** CREATE SEQUENCE for a field that the database numbers rows by. Its numbers may have gaps. */
export function sequenceOf({ table: name }: EntityPlan, field: EntityField): string {
  return `CREATE SEQUENCE ${sqlName(sequenceName(name, field))};`;
}

/** CREATE INDEX over some fields. */
export function indexOf({ table: name }: EntityPlan, fields: readonly string[]): string {
  return `CREATE INDEX ${sqlName(indexName(name, fields))} ON ${sqlName(name)} (${fields.map(sqlName).join(', ')});`;
}

/** The name of such an index. */
export function indexName(table: string, fields: readonly string[]): string {
  return `${table}_${fields.join('_')}`.slice(0, 60);
}

/** What the database is told of one column. */
export interface Column {
  name: string;
  type: string;
  notNull: boolean;
  key: boolean;
  unique: boolean;
  /** `REFERENCES other`, or the empty text. */
  references: string;
  /** The condition on its values, or the empty text. */
  check: string;
}

/** A field as a column. */
export function columnOf(field: EntityField, plan: Plan): Column {
  const name = sqlName(field.name);
  return {
    name,
    type: isEncrypted(field, plan) ? 'bytea' : isHashed(field, plan) ? 'text' : columnType(field.type, plan),
    notNull: !isOptional(field.type, plan.model),
    key: field.key,
    unique: field.unique && !field.key && !isEncrypted(field, plan),
    references: references(field, plan),
    check: isEncrypted(field, plan) || isHashed(field, plan) ? '' : checks(name, field.type, plan),
  };
}

/** A column as it is written in CREATE TABLE. */
export function columnText({ name, type, notNull, key, unique, references: target, check }: Column): string {
  const words = [
    name,
    type,
    key ? 'PRIMARY KEY' : notNull ? 'NOT NULL' : '',
    unique ? 'UNIQUE' : '',
    target,
    check === '' ? '' : `CHECK (${check})`,
  ];
  return words.filter((word) => word !== '').join(' ');
}

function columnType(type: Type, plan: Plan): string {
  const plain = plainType(type, plan.model);
  if (plain.kind === 'ref') return columnType(keyTypeOf(plain.entity, plan), plan);
  if (plain.kind === 'enum') return 'text';
  if (plain.kind !== 'scalar') return 'jsonb';
  if (isDecimal(type, plan.model)) return decimalType(type, plan);
  const types: Readonly<Record<string, string>> = {
    int: 'bigint',
    double: 'double precision',
    bool: 'boolean',
    date: 'date',
    timestamp: 'timestamptz',
    uuid: 'uuid',
    json: 'jsonb',
    bytes: 'bytea',
    file: 'jsonb',
  };
  return types[plain.name] ?? 'text';
}

/** With a range and a scale the digits are known; otherwise as many as are needed. */
function decimalType(type: Type, plan: Plan): string {
  const scale = scaleOf(type, plan.model);
  const range = rangeOf(type, plan);
  if (scale === null || range?.min == null || range.max == null) return 'numeric';
  const whole = Math.max(...[range.min, range.max].map((bound) => bound.replace('-', '').split('.')[0]?.length ?? 1));
  return `numeric(${whole + scale}, ${scale})`;
}

function rangeOf(type: Type, { model }: Plan): { min: string | null; max: string | null } | null {
  const plain = plainType(type, model);
  return plain.kind === 'scalar' ? plain.range : null;
}

function refOf(type: Type): string | null {
  if (type.kind === 'optional') return refOf(type.of);
  return type.kind === 'ref' ? type.entity : null;
}

function references({ type, onDelete }: EntityField, plan: Plan): string {
  const target = plan.entities.find(({ entity }) => entity.name === refOf(type));
  return target === undefined ? '' : `REFERENCES ${sqlName(target.table)}${ON_DELETE[onDelete]}`;
}

const ON_DELETE: Readonly<Record<EntityField['onDelete'], string>> = {
  refuse: '',
  cascade: ' ON DELETE CASCADE',
  null: ' ON DELETE SET NULL',
};

function checks(name: string, type: Type, plan: Plan): string {
  const plain = plainType(type, plan.model);
  if (plain.kind === 'enum') return `${name} IN (${plain.values.map(sqlText).join(', ')})`;
  if (plain.kind !== 'scalar') return '';
  const { range, length } = plain;
  const texts = plain.name === 'string' ? length : null;
  const conditions = [
    range?.min == null ? '' : `${name} >= ${bound(range.min, plain.name)}`,
    range?.max == null ? '' : `${name} <= ${bound(range.max, plain.name)}`,
    ...(plain.name === 'bytes' ? octets(name, length) : []),
    texts?.min == null || texts.min === 0 ? '' : `char_length(${name}) >= ${texts.min}`,
    texts?.max == null ? '' : `char_length(${name}) <= ${texts.max}`,
  ].filter((condition) => condition !== '');
  return conditions.join(' AND ');
}

function octets(name: string, length: { min: number | null; max: number | null } | null): string[] {
  return [
    length?.min == null || length.min === 0 ? '' : `octet_length(${name}) >= ${length.min}`,
    length?.max == null ? '' : `octet_length(${name}) <= ${length.max}`,
  ];
}

function bound(text: string, scalar: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) && scalar !== 'date' ? text : sqlText(text);
}
