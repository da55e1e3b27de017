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
      ['node:crypto', 'randomBytes'],
      ['node:test', 'test'],
      ['../src/platform/seal.ts', 'sealWith'],
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

    test('a key has 32 bytes, and there is one', () => {
      assert.throws(() => sealWith([randomBytes(31)]${more}), /32 bytes/);
      assert.throws(() => sealWith([]${more}), /no key/);
    });
  `;
}
