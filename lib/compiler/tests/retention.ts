import type { EntityPlan, Plan } from '../plan.ts';
import { type Erased, erasedEntities, isDay } from '../platform/erasure.ts';
import { newModule } from '../service/module.ts';
import { interval } from '../service/period.ts';
import { rowColumns, storedFields } from '../service/row-columns.ts';
import { isOptional, plainType } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { key, quote, sqlName, sqlText } from '../text/quote.ts';
import { type StoredRow, storedRows } from './stored-row.ts';
import { example, hasExample } from './values.ts';

/** test/retention.test.ts: a row is there the day before its time and gone the day after. */
export function retentionTests(plan: Plan): string {
  const tested = testedEntities(plan);
  if (tested.length === 0) return '';
  const stored = new Map(
    tested
      .flatMap((erased) => [erased, ...(rowsBefore(erased, plan)?.entities ?? [])])
      .map((one) => [one.file, one.insert]),
  );
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...[...stored].sort().map(([file, insert]) => [`../src/data/${file}.ts`, insert] as const),
      ['../src/platform/erasure.ts', 'eraseExpired'],
      ['./fixture.ts', 'auditLog', 'db'],
    ])}

    ${tested.map((erased) => retentionTest(erased, plan)).join('\n\n')}
  `;
}

/** Those of which an example can be stored, alone or with rows of others before it. */
function testedEntities(plan: Plan): Erased[] {
  return erasedEntities(plan).filter((erased) => isMadeAlone(erased, plan) || rowsBefore(erased, plan) !== null);
}

/** How a row is stored that refers to others, from `from` on; null where one of these would be erased as well. */
function rowsBefore(erased: Erased, plan: Plan): StoredRow | null {
  if (isMadeAlone(erased, plan)) return null;
  const planned = plan.entities.find(({ entity }) => entity === erased.entity);
  if (planned === undefined) return null;
  const rows = storedRows([{ planned, given: new Map([[erased.retention.from, 'from']]) }], plan);
  const others = erasedEntities(plan).filter(({ entity }) => entity !== erased.entity);
  return rows?.entities.some(({ entity }) => others.some((other) => other.entity === entity)) === true ? null : rows;
}

/** Whether an example of a row can be stored without rows of others. */
export function isMadeAlone(planned: EntityPlan, plan: Plan): boolean {
  return storedFields(planned).every(
    (field) =>
      isOptional(field.type, plan.model) ||
      field.default !== null ||
      (plainType(field.type, plan.model).kind !== 'ref' && hasExample(field.type, plan)),
  );
}

function retentionTest(erased: Erased, plan: Plan): string {
  const { entity, retention, table } = erased;
  const before = rowsBefore(erased, plan);
  const from = entity.fields.find(({ name }) => name === retention.from);
  const fromDay = from !== undefined && isDay(from.type, plan.model);
  const start = fromDay ? `$1::date::timestamp` : `($1::timestamptz AT TIME ZONE ${sqlText(plan.model.timezone)})`;
  return code`
    test(${quote(`${entity.name} is erased after ${interval(retention.keep)}, not before`)}, async () => {
      const from = ${fromDay ? "'2024-02-29'" : "'2024-02-29T12:00:00.000Z'"};
      ${when(before !== null, 'const now = new Date().toISOString();')}
      ${before === null ? alone(erased, plan) : before.statements.map((statement) => print(statement, 2))}
      const at = async (move: string) => {
        const sql = \`SELECT (${start} + interval '${interval(retention.keep)}' + $2::interval) AT TIME ZONE ${sqlText(plan.model.timezone)} AS at\`;
        const [row] = await db.query<{ at: string }>(sql, [from, move]);
        return new Date(row?.at ?? '');
      };
      assert.equal(await eraseExpired(db, await at('-1 day')), 0);
      assert.equal(await eraseExpired(db, await at('1 day')), 1);
      assert.deepEqual(await db.query('SELECT 1 FROM ${sqlName(table).replaceAll("'", "\\'")}'), []);
      const [record] = await auditLog();
      assert.deepEqual(record?.['output'], { entity: ${quote(entity.name)}, erased: 1 });
    });
  `;
}

function alone(erased: Erased, plan: Plan): string {
  const { retention, insert } = erased;
  const needed = storedFields(erased).filter(
    (field) => field.name !== retention.from && field.default === null && !isOptional(field.type, plan.model),
  );
  const values = needed.map((field) => `${key(field.name)}: ${print(example(field.type, plan, 0), 4)},`);
  const more = rowColumns(erased, newModule(plan)).parameters.filter(({ name }) => name !== 'now');
  return code`
    await ${insert}(db, '2024-02-29T12:00:00.000Z', ${more.map(() => 'null, ').join('')}{
      ${[`${key(retention.from)}: from,`, ...values].join('\n')}
    });
  `;
}
