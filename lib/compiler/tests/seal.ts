import type { Plan } from '../plan.ts';
import { reseals } from '../platform/seal.ts';
import { hashes } from '../service/hashed.ts';
import { code, when } from '../text/code.ts';
import { imports } from '../text/imports.ts';

/** test/seal.test.ts: what is sealed opens with its key and under its name only, also after the key was changed. */
export function sealTests(plan: Plan): string {
  if (!plan.seals) return '';
  const [ring, hashed] = [reseals(plan), hashes(plan)];
  const more = when(hashed, ", 'a key that makes hashes'");
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:crypto', 'randomBytes', ...(plan.waits ? ['randomUUID'] : [])],
      ['node:fs/promises', 'mkdtemp', 'rm', 'stat'],
      ['node:os', 'tmpdir'],
      ['node:path', 'join'],
      ['node:test', 'test'],
      ['../src/platform/reseal.ts', ...(plan.waits ? ['resealAll'] : [])],
      ['../src/platform/seal.ts', 'folderKey', 'sealWith'],
      ['./fixture.ts', ...(plan.waits ? ['db'] : [])],
    ])}

    const [old, fresh] = [randomBytes(32), randomBytes(32)];
    const value = { text: 'in the clear', list: [1, null] };

    test('what is sealed opens under its own name, unchanged, and says nothing', () => {
      const seal = sealWith([old]${more});
      const sealed = seal.close('one', value);
      assert.deepEqual(seal.open('one', sealed), value);
      assert.ok(!sealed.includes('clear'));
      assert.notDeepEqual(seal.close('one', value), sealed);
      assert.throws(() => seal.open('two', sealed));
      for (let at = 0; at < sealed.length; at += 1) {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ 1;
        assert.throws(() => seal.open('one', changed), \`byte \${at}\`);
      }
    });

    test('an older key opens what it sealed, and seals nothing any more', () => {
      const sealed = sealWith([old]${more}).close('one', value);
      const seal = sealWith([fresh, old]${more});
      assert.deepEqual(seal.open('one', sealed), value);
      assert.throws(() => sealWith([fresh]${more}).open('one', sealed), /does not have/);
      assert.throws(() => sealWith([old]${more}).open('one', seal.close('one', value)));
      ${when(ring, "assert.deepEqual(seal.close('one', value).subarray(0, seal.id.length), seal.id);\nassert.notDeepEqual(sealed.subarray(0, seal.id.length), seal.id);")}
    });

    test('what an earlier release sealed opens in this one', () => {
      const seal = sealWith([Buffer.alloc(32, 7)]${more});
      const sealed = 'kFRdjhqA/81dXdh7JL9XR8xUDyeqSLN6mJK0HPgiX/qJO7BdO8MgT7mBe5kG';
      assert.deepEqual(seal.open('request/1', Buffer.from(sealed, 'base64')), { kept: true });
      ${when(plan.snapshotMs !== null, DIGEST)}
    });

    test('a key has 32 bytes, and there is one', () => {
      assert.throws(() => sealWith([randomBytes(31)]${more}), /32 bytes/);
      assert.throws(() => sealWith([]${more}), /no key/);
    });

    test('a data folder has a key of its own, which is made once and for its owner only', async (t) => {
      const folder = await mkdtemp(join(tmpdir(), 'key-'));
      t.after(() => rm(folder, { recursive: true }));
      assert.equal(await folderKey(folder, () => 'first'), 'first');
      assert.equal(await folderKey(folder, () => 'second'), 'first');
      assert.equal((await stat(join(folder, 'data.key'))).mode & 0o777, 0o600);
      const make = (): string => 'none';
      await assert.rejects(folderKey(join(folder, 'none'), make), /ENOENT/);
    });

    ${when(plan.waits, RESEALED.replaceAll('MORE', more))}
  `;
}

const DIGEST = code`
  assert.equal(seal.digest('text'), '28d0f83b24a3dc9d90b62fe522061706d15141dbf3ff8781c1ad1eb2d30d6964');
`;

/** Rows of the platform's own table of requests, which every service has where something waits. */
const RESEALED = code`
  test('what an older key sealed is sealed with the current one, and what no key opens is told and left', async (t) => {
    const { mock } = t.mock.method(console, 'error', () => undefined);
    const [ours, theirs] = [randomUUID(), randomUUID()];
    const add = (id: string, by: Buffer) =>
      db.query(
        \`INSERT INTO platform.request (id, operation, caller, state, sealed, created_at)
         VALUES ($1, 'any', 'caller', 'waiting', $2, now())\`,
        [id, sealWith([by]MORE).close(id, value)],
      );
    await add(ours, old);
    await add(theirs, randomBytes(32));
    assert.equal(await resealAll(db, sealWith([fresh, old]MORE)), 1);
    assert.equal(await resealAll(db, sealWith([fresh, old]MORE)), 0);
    const [row] = await db.query<{ sealed: Uint8Array }>('SELECT sealed FROM platform.request WHERE id = $1', [ours]);
    assert.deepEqual(sealWith([fresh]MORE).open(ours, row?.sealed ?? Buffer.alloc(0)), value);
    const told = mock.calls.map((call) => JSON.parse(String(call.arguments[0])));
    assert.deepEqual(
      told.map(({ level, table, row: of }) => [level, table, of]),
      [theirs, theirs].map((id) => ['error', 'platform.request', id]),
    );
    assert.match(told[0].error, /does not have/);
  });
`;
