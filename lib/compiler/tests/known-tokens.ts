import { code } from '../text/code.ts';

/** Part of test/security.test.ts: that a token which was good is believed for as long as it should be, and no longer. */
export const REMEMBERED = code`
  test('a good token is believed for a minute and never longer than it lasts, a bad one not once', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 0 });
    const asked: string[] = [];
    const verify = remembering(async (token) => {
      asked.push(token);
      if (token === 'bad') throw new Error('not valid');
      return { sub: token, exp: token === 'short' ? 30 : 3600 };
    });
    for (const [at, token, times] of [
      [0, 'long', 1],
      [0, 'short', 1],
      [29_999, 'short', 1],
      [30_000, 'short', 2],
      [59_999, 'long', 1],
      [60_000, 'long', 2],
    ] as const) {
      t.mock.timers.setTime(at);
      assert.equal((await verify(token)).sub, token);
      assert.equal(asked.filter((one) => one === token).length, times, \`\${token} at \${at}\`);
    }
    for (const times of [1, 2]) {
      await assert.rejects(verify('bad'));
      assert.equal(asked.filter((one) => one === 'bad').length, times);
    }
    for (let count = 0; count < 1000; count += 1) await verify(\`other \${count}\`);
    await verify('other 1');
    assert.equal(asked.filter((one) => one === 'other 1').length, 1);
    await verify('long');
    assert.equal(asked.filter((one) => one === 'long').length, 3);
  });

  test('the tokens that were verified last are those that stay known', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: 0 });
    const asked: string[] = [];
    const verify = remembering(async (token) => {
      asked.push(token);
      return { sub: token, exp: 3600 };
    });
    for (const token of ['first', 'second']) await verify(token);
    t.mock.timers.setTime(60_000);
    await verify('first');
    for (let count = 0; count < 999; count += 1) await verify(\`other \${count}\`);
    asked.length = 0;
    for (const token of ['first', 'second']) await verify(token);
    assert.deepEqual(asked, ['second']);
  });
`;
