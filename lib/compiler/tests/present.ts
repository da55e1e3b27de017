import { code } from '../text/code.ts';

/** test/present.test.ts: what steps rely on is there, or it is said. */
export function presentTests(): string {
  return code`
    import assert from 'node:assert/strict';
    import { test } from 'node:test';
    import { present } from '../src/platform/present.ts';

    test('a value that was made sure of is given back, whatever it is; one that is missing is a mistake', () => {
      for (const value of [0, '', false, [], 'text']) assert.equal(present(value), value);
      for (const missing of [null, undefined]) assert.throws(() => present(missing), /a value is missing/);
    });
  `;
}
