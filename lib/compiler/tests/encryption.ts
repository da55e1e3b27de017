import type { EntityPlan, Plan } from '../plan.ts';
import { encryptedFields, sealedNames } from '../service/encrypted.ts';
import { newModule } from '../service/module.ts';
import { rowColumns, storedFields } from '../service/row-columns.ts';
import { isOptional } from '../service/types.ts';
import { code } from '../text/code.ts';
import { print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { key, member, quote, sqlName } from '../text/quote.ts';
import { isMadeAlone } from './retention.ts';
import { example } from './values.ts';

/** test/encryption.test.ts: what is encrypted cannot be read in the database, nor moved to another row. */
export function encryptionTests(plan: Plan): string {
  const tested = plan.entities.filter(
    (planned) => encryptedFields(planned, plan).length > 0 && isMadeAlone(planned, plan),
  );
  if (tested.length === 0) return '';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test'],
      ...tested.map(
        (planned) =>
          [
            `../src/data/${planned.file}.ts`,
            planned.insert,
            sealedNames(planned).open,
            `type New${planned.type}`,
            `type ${sealedNames(planned).stored}`,
          ] as const,
      ),
      ['./fixture.ts', 'db'],
    ])}

    ${tested.map((planned) => encryptionTest(planned, plan)).join('\n\n')}
  `;
}

function encryptionTest(planned: EntityPlan, plan: Plan): string {
  const { entity, insert, table } = planned;
  const hidden = encryptedFields(planned, plan);
  const keyField = entity.fields.find((field) => field.key)?.name ?? 'id';
  const given = storedFields(planned).filter(
    (field) => hidden.includes(field) || (field.default === null && !isOptional(field.type, plan.model)),
  );
  const values = given.map((field) => `${key(field.name)}: ${print(example(field.type, plan, 0), 6)},`);
  const more = rowColumns(planned, newModule(plan)).parameters.filter(({ name }) => name !== 'now');
  const names = hidden.map(({ name }) => sqlName(name).replaceAll("'", "\\'")).join(', ');
  const { open, stored } = sealedNames(planned);
  const checks = hidden.map(
    (field) =>
      code`
      assert.deepEqual(${member('row', field.name)}, ${member('values', field.name)});
      assert.ok(!Buffer.from(${member('raw', field.name)} ?? []).includes(JSON.stringify(${member('values', field.name)})));
    `,
  );
  return code`
    test(${quote(`${entity.name} hides what is encrypted`)}, async () => {
      const values: New${planned.type} = {
        ${values.join('\n')}
      };
      const row = await ${insert}(db, '2025-01-31T12:00:00.000Z', ${more.map(() => 'null, ').join('')}values);
      const [raw] = await db.query<${stored}>('SELECT ${sqlName(keyField).replaceAll("'", "\\'")}, ${names} FROM ${sqlName(table)}');
      assert.ok(raw !== undefined);
      ${checks.join('\n')}
      await assert.rejects(${open}(Promise.resolve([{ ...raw, ${key(keyField)}: ${print(example(entity.fields.find((field) => field.key)?.type ?? { kind: 'enum', values: ['x'] }, plan))} }])));
    });
  `;
}
