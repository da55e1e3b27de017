import type { EntityField } from '../../spec/model.ts';
import type { EntityPlan, Plan } from '../plan.ts';
import { encryptedFields, sealedNames } from '../service/encrypted.ts';
import { holdsFile } from '../service/file-fields.ts';
import { hashes } from '../service/hashed.ts';
import { newModule } from '../service/module.ts';
import { rowColumns, storedFields } from '../service/row-columns.ts';
import { isOptional } from '../service/types.ts';
import { code, when } from '../text/code.ts';
import { type Doc, print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { key, member, quote, sqlName } from '../text/quote.ts';
import { isMadeAlone } from './retention.ts';
import { withFiles } from './sent-files.ts';
import { example } from './values.ts';

/** test/encryption.test.ts: what is encrypted cannot be read in the database, nor moved to another row. */
export function encryptionTests(plan: Plan): string {
  const tested = plan.entities.filter(
    (planned) => encryptedFields(planned, plan).length > 0 && isMadeAlone(planned, plan),
  );
  const [first] = tested;
  if (first === undefined) return '';
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', 'randomBytes'],
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
      ['../src/platform/fields.ts', 'sealFieldsWith'],
      ['../src/platform/reseal.ts', 'resealAll'],
      ['../src/platform/seal.ts', 'sealWith'],
      ['./fixture.ts', 'db', 'seal'],
    ])}

    ${tested.map((planned) => encryptionTest(planned, plan)).join('\n\n')}

    ${resealTest(first, plan)}
  `;
}

function encryptionTest(planned: EntityPlan, plan: Plan): string {
  const { entity, insert, table } = planned;
  const hidden = encryptedFields(planned, plan);
  const keyField = entity.fields.find((field) => field.key)?.name ?? 'id';
  const values = valuesOf(planned, plan);
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
        ${values}
      };
      const row = await ${insert}(db, '2025-01-31T12:00:00.000Z', ${more.map(() => 'null, ').join('')}values);
      const [raw] = await db.query<${stored}>('SELECT ${sqlName(keyField).replaceAll("'", "\\'")}, ${names} FROM ${sqlName(table)}');
      assert.ok(raw !== undefined);
      ${checks.join('\n')}
      await assert.rejects(${open}(Promise.resolve([{ ...raw, ${key(keyField)}: ${print(example(entity.fields.find((field) => field.key)?.type ?? { kind: 'enum', values: ['x'] }, plan))} }])));
    });
  `;
}

/** The members of a new row, with all that is encrypted. */
function valuesOf(planned: EntityPlan, plan: Plan): string[] {
  const hidden = encryptedFields(planned, plan);
  const given = storedFields(planned).filter(
    (field) => hidden.includes(field) || (field.default === null && !isOptional(field.type, plan.model)),
  );
  return given.map((field) => `${key(field.name)}: ${print(valueFor(field, plan), 6)},`);
}

function resealTest(planned: EntityPlan, plan: Plan): string {
  const { insert, table, type } = planned;
  const hidden = encryptedFields(planned, plan);
  const own = planned.entity.fields.find((field) => field.key)?.name ?? 'id';
  const names = [own, ...hidden.map(({ name }) => name)];
  const columns = names.map(sqlName).join(', ').replaceAll("'", "\\'");
  const more = rowColumns(planned, newModule(plan)).parameters.filter(({ name }) => name !== 'now');
  const hash = when(hashes(plan), ", 'a key for tests that makes hashes only'");
  const { open, stored } = sealedNames(planned);
  return code`
    test('what an older key encrypted is encrypted anew', async () => {
      const [old, fresh] = [randomBytes(32), randomBytes(32)];
      const values: New${type} = {
        ${valuesOf(planned, plan)}
      };
      try {
        sealFieldsWith(sealWith([old]${hash}));
        const kept = await ${insert}(db, '2025-01-31T12:00:00.000Z', ${more.map(() => 'null, ').join('')}values);
        const both = sealWith([fresh, old]${hash});
        assert.equal(await resealAll(db, both), ${hidden.length});
        assert.equal(await resealAll(db, both), 0);
        sealFieldsWith(sealWith([fresh]${hash}));
        const sql = 'SELECT ${columns} FROM ${sqlName(table).replaceAll("'", "\\'")} WHERE ${sqlName(own).replaceAll("'", "\\'")} = $1';
        const [row] = await ${open}(db.query<${stored}>(sql, [${member('kept', own)}]));
        ${hidden.map(({ name }) => `assert.deepEqual(${member('row?', name).replace('?[', '?.[')}, ${member('kept', name)});`)}
      } finally {
        sealFieldsWith(seal);
      }
    });
  `;
}

/** A file is what is said of it: what it holds is apart from rows. */
const SAID = "{ name: 'a', media: 'text/plain', size: 1, sha256: 'a'.repeat(64) }";

function valueFor({ name, type }: EntityField, plan: Plan): Doc {
  return holdsFile(type, plan.model) ? withFiles(name, type, () => SAID, plan) : example(type, plan, 0);
}
