import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { sealWith } from '../src/platform/seal.ts';

const [old, fresh] = [randomBytes(32), randomBytes(32)];
const value = { text: 'in the clear', list: [1, null] };

test('what is sealed opens under its own name, unchanged, and says nothing', () => {
  const seal = sealWith([old]);
  const sealed = seal.close('one', value);
  assert.deepEqual(seal.open('one', sealed), value);
  assert.ok(!sealed.includes('clear'));
  assert.notDeepEqual(seal.close('one', value), sealed);
  assert.throws(() => seal.open('two', sealed));
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    assert.throws(() => seal.open('one', changed), `byte ${at}`);
  }
});

test('an older key opens what it sealed, and seals nothing any more', () => {
  const sealed = sealWith([old]).close('one', value);
  const seal = sealWith([fresh, old]);
  assert.deepEqual(seal.open('one', sealed), value);
  assert.throws(() => sealWith([fresh]).open('one', sealed), /does not have/);
  assert.throws(() => sealWith([old]).open('one', seal.close('one', value)));
  assert.deepEqual(seal.close('one', value).subarray(0, seal.id.length), seal.id);
  assert.notDeepEqual(sealed.subarray(0, seal.id.length), seal.id);
});

test('a key has 32 bytes, and there is one', () => {
  assert.throws(() => sealWith([randomBytes(31)]), /32 bytes/);
  assert.throws(() => sealWith([]), /no key/);
});
