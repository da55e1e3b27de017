import { code } from '../text/code.ts';

/** test/passwords.test.ts: passwords are stored as hashes of their own, and known again. */
export function passwordsTests(): string {
  return code`
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    import { hashPassword, hashWith, verifyPassword } from '../src/platform/passwords.ts';

    test('hashes are strong, and known after the strength of new ones changed', async (t) => {
      t.after(() => hashWith(4));
      hashWith();
      const strong = await hashPassword('correct horse');
      assert.match(strong, /^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
      hashWith(4);
      assert.equal(await verifyPassword(strong, 'correct horse'), true);
      const weak = await hashPassword('correct horse');
      for (const used of ['0', '04', '5', '18', '20']) {
        assert.equal(await verifyPassword(weak.replace('$4$', \`$\${used}$\`), 'correct horse'), false, used);
      }
    });

    test('a password is known by what is stored of it, and no other is', async () => {
      const [stored, again] = await Promise.all([hashPassword('Stra\u00dfe 9\u00bd'), hashPassword('Stra\u00dfe 9\u00bd')]);
      assert.match(stored, /^scrypt\$\d+\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
      assert.notEqual(stored, again);
      // One text may be written in several ways.
      assert.equal(await verifyPassword(stored, 'Stra\u00dfe 91\u20442'), true);
      assert.equal(await verifyPassword(stored, 'Strasse 9\u00bd'), false);
    });

    test('what was never stored is no password, and neither is what is not a hash', async () => {
      const stored = await hashPassword('');
      assert.equal(await verifyPassword(stored, ''), true);
      const known = [null, undefined, '', \`\${stored}x\`, \`x\${stored}\`, stored.replace('scrypt', 'plain')];
      for (const text of known) assert.equal(await verifyPassword(text, ''), false, String(text));
    });

    test('what is too long costs nothing and is never right', async () => {
      const stored = await hashPassword('x'.repeat(1024));
      assert.equal(await verifyPassword(stored, 'x'.repeat(1024)), true);
      await assert.rejects(hashPassword('x'.repeat(1025)), { message: 'a password has at most 1024 bytes' });
      await assert.rejects(hashPassword('é'.repeat(513)), RangeError);
      assert.equal(await verifyPassword(await hashPassword(''), 'x'.repeat(1025)), false);
    });
  `;
}
