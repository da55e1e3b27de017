import type { EntityPlan, Plan } from '../plan.ts';
import { type Erased, erasedEntities, isDay } from '../platform/erasure.ts';
import { newModule } from '../service/module.ts';
import { interval } from '../service/period.ts';
import { rowColumns, storedFields } from '../service/row-columns.ts';
import { isOptional, plainType } from '../service/types.ts';
import { code } from '../text/code.ts';
import { print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { key, quote, sqlName, sqlText } from '../text/quote.ts';
import { example, hasExample } from './values.ts';

/** test/retention.test.ts: a row is there the day before its time and gone the day after. */
export function retentionTests(plan: Plan): string {
  const tested = testedEntities(plan);
  if (tested.length === 0) return '';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...tested.map(({ file, insert }) => [`../src/data/${file}.ts`, insert] as const),
      ['../src/platform/erasure.ts', 'eraseExpired'],
      ['./fixture.ts', 'auditLog', 'db'],
    ])}

    ${tested.map((erased) => retentionTest(erased, plan)).join('\n\n')}
  `;
}

/** Those of which a row can be made without rows of others. */
function testedEntities(plan: Plan): Erased[] {
  return erasedEntities(plan).filter((erased) => isMadeAlone(erased, plan));
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
  const { entity, retention, insert, table } = erased;
  const needed = storedFields(erased).filter(
    (field) => field.name !== retention.from && field.default === null && !isOptional(field.type, plan.model),
  );
  const values = needed.map((field) => `${key(field.name)}: ${print(example(field.type, plan, 0), 4)},`);
  const more = rowColumns(erased, newModule(plan)).parameters.filter(({ name }) => name !== 'now');
  const from = entity.fields.find(({ name }) => name === retention.from);
  const fromDay = from !== undefined && isDay(from.type, plan.model);
  const start = fromDay ? `$1::date::timestamp` : `($1::timestamptz AT TIME ZONE ${sqlText(plan.model.timezone)})`;
  return code`
    test(${quote(`${entity.name} is erased after ${interval(retention.keep)}, not before`)}, async () => {
      const from = ${fromDay ? "'2024-02-29'" : "'2024-02-29T12:00:00.000Z'"};
      await ${insert}(db, '2024-02-29T12:00:00.000Z', ${more.map(() => 'null, ').join('')}{
        ${[`${key(retention.from)}: from,`, ...values].join('\n')}
      });
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
