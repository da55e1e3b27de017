import type { EntityField } from '../../spec/model.ts';
import { platformError } from '../named-errors.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { isUpserted } from '../service/data.ts';
import { encryptedFields } from '../service/encrypted.ts';
import { holdsFile } from '../service/file-fields.ts';
import { isHashed } from '../service/hashed.ts';
import { newModule } from '../service/module.ts';
import { rowColumns, storedFields } from '../service/row-columns.ts';
import { isOptional, plainType } from '../service/types.ts';
import { isNumbered } from '../sql/sequence.ts';
import { code, when } from '../text/code.ts';
import { type Doc, hugged, list, print } from '../text/doc.ts';
import { type Import, imports } from '../text/imports.ts';
import { origin } from '../text/origin.ts';
import { key, quote } from '../text/quote.ts';
import { jsonOf } from './outcome.ts';
import { NOW, usual } from './situations/situation.ts';
import { inOrderOfFiles, type StoredRow, storedRow, type WantedRow } from './stored-row.ts';
import { example, hasExample } from './values.ts';

/** A row of an entity with as much as it can hold, and with as little. */
interface Tried {
  planned: EntityPlan;
  full: StoredRow | null;
  least: StoredRow | null;
}

const MOST_ENTITIES = 100;

/** test/rows.test.ts: rows are stored as they are given, and with their defaults where they are not; null without rows. */
export function rowsTests(plan: Plan): string | null {
  const tried = plan.entities.slice(0, MOST_ENTITIES).flatMap((planned): Tried[] => {
    if (planned.entity.files !== null) return [];
    const full = storedRow(planned, everything(planned, plan), plan);
    const least = storedRow(planned, new Map(), plan);
    return full === null && least === null ? [] : [{ planned, full, least }];
  });
  if (tried.length === 0) return null;
  const stored = new Set(tried.flatMap(({ full, least }) => [...(full?.entities ?? []), ...(least?.entities ?? [])]));
  const text = tried.map((one) => origin(one.planned.entity, testsOf(one, plan))).join('\n\n');
  const tries = /\bnothing,/.test(text);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...inOrderOfFiles(stored).map(({ file, insert }): Import => [`../src/data/${file}.ts`, insert]),
      ['../src/platform/db.ts', ...(tries ? ['type Db'] : [])],
      ['./fixture.ts', 'db'],
    ])}

    const now = ${quote(NOW)};

    ${when(tries, '/** A database that stores nothing. */\nconst nothing: Db = { ...db, query: async () => [] };')}

    ${text}
  `;
}

/** Values for all columns that may be left out, other than their defaults where there are others. */
function everything({ entity }: EntityPlan, plan: Plan): ReadonlyMap<string, Doc> {
  const docs = entity.fields.flatMap((field): [string, Doc][] => {
    const { type } = plainType(field.type, plan.model).kind === 'ref' ? { type: null } : field;
    const left = field.default !== null || isOptional(field.type, plan.model);
    if (field.value !== null || field.key || !left || type === null || !hasExample(type, plan)) return [];
    if (holdsFile(type, plan.model)) return [];
    const plain = plainType(type, plan.model);
    if (plain.kind === 'enum') return [[field.name, quote(plain.values.at(-1) ?? '')]];
    if (plain.kind === 'scalar' && plain.name === 'bool') return [[field.name, isTrue(field) ? 'false' : 'true']];
    return [[field.name, example(type, plan)]];
  });
  return new Map(docs);
}

function isTrue({ default: usually }: EntityField): boolean {
  return usually?.kind === 'literal' && usually.value === true;
}

function testsOf({ planned, full, least }: Tried, plan: Plan): string {
  const { name } = planned.entity;
  return code`
    ${full === null ? '' : storedTest(`${name} is stored as it is given`, full, givenColumns(planned, full, plan))}

    ${least === null ? '' : storedTest(`${name} has its defaults where nothing is given`, least, defaults(planned, plan))}

    ${nothingTest(planned, full ?? least, plan)}
  `;
}

function storedTest(title: string, { statements }: StoredRow, wanted: readonly Doc[]): string {
  if (wanted.length === 0) return '';
  const last: Doc = ['const row = ', statements.at(-1) ?? ''];
  return code`
    test(${quote(title)}, async () => {
      ${statements.slice(0, -1).map((one) => print(one, 2))}
      ${print(last, 2)}
      ${print(hugged('assert.partialDeepStrictEqual(', ['row'], { open: '{', items: wanted, close: '}', space: true }, ');'), 2)}
    });
  `;
}

/** What was given, as it is read. */
function givenColumns(planned: EntityPlan, { rows }: StoredRow, plan: Plan): Doc[] {
  const row: WantedRow | undefined = rows.at(-1);
  return storedFields(planned).flatMap((field): Doc[] => {
    const plain = plainType(field.type, plan.model);
    const doc = row?.given.get(field.name);
    const secret = isHashed(field, plan) || (plain.kind === 'scalar' && plain.name === 'password');
    if (doc === undefined || secret || holdsFile(field.type, plan.model)) return [];
    return [[key(field.name), ': ', doc]];
  });
}

/** What is known of columns that were not given. */
function defaults(planned: EntityPlan, plan: Plan): Doc[] {
  return storedFields(planned).flatMap((field): Doc[] => {
    if (field.key || isHashed(field, plan)) return [];
    if (field.default === null) return isOptional(field.type, plan.model) ? [[key(field.name), ': null']] : [];
    const told = jsonOf(usual(field, plan), field.type, plan);
    if (told === null) return [];
    const text = typeof told === 'object' ? told.number : typeof told === 'string' ? quote(told) : String(told);
    return [[key(field.name), ': ', text]];
  });
}

/** A row that is not there afterwards is no row. */
function nothingTest(planned: EntityPlan, stored: StoredRow | null, plan: Plan): string {
  const { entity, insert } = planned;
  // The number that is its key is asked for before: without one nothing is tried.
  if (encryptedFields(planned, plan).length > 0 && entity.fields.some((field) => field.key && isNumbered(field)))
    return '';
  const { rows } = stored ?? { rows: [] };
  const given = [...(rows.at(-1)?.given ?? [])].map(([name, doc]): Doc => [key(name), ': ', doc]);
  const more = rowColumns(planned, newModule(plan)).parameters.filter(({ name }) => name !== 'now');
  const before = ['nothing', 'now', ...more.map(() => 'null')];
  const conflict = isUpserted(entity.name, plan) && entity.owner !== null;
  const message = conflict ? platformError('conflict', plan.model).title : `the database stored no ${entity.name}`;
  const called = hugged(`${insert}(`, before, { open: '{', items: given, close: '}', space: true }, ');');
  return code`
    test(${quote(`${entity.name} is not said to be stored where it is not`)}, async () => {
      ${print(['const stored = ', called], 2)}
      ${print(list('await assert.rejects(', ['stored', `{ message: ${quote(message)} }`], ');'), 2)}
    });
  `;
}
