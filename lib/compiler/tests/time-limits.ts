import type { Plan } from '../plan.ts';
import { otherProtocols } from '../service/integrations/beyond-http.ts';
import { code } from '../text/code.ts';

/** test/time-limit.test.ts: work that is given up after a time; null where nothing is. */
export function timeLimitsTests(plan: Plan): string | null {
  return plan.outside && otherProtocols(plan).length > 0 ? TIME_LIMITS : null;
}

const TIME_LIMITS = code`
  import assert from 'node:assert/strict';
  import { test } from 'node:test';
  import { within } from '../src/platform/time-limit.ts';

  test('work that ends in time gives what it gives, or fails as it fails, and nothing is ended', async () => {
    let ended = 0;
    const end = (): void => {
      ended += 1;
    };
    assert.equal(await within(Promise.resolve(1), 1000, end), 1);
    await assert.rejects(within(Promise.reject(new Error('its own')), 1000, end), /its own/);
    assert.equal(ended, 0);
  });

  test('work that takes longer is given up and ended; that it fails later disturbs nobody', async () => {
    const failing = Promise.withResolvers<never>();
    let ended = 0;
    const given = within(failing.promise, 1, () => {
      ended += 1;
    });
    await assert.rejects(given, { failure: 'timeout' });
    assert.equal(ended, 1);
    failing.reject(new Error('later'));
    await new Promise((done) => setTimeout(done, 5));
    await assert.rejects(within(new Promise(() => undefined), -5), { failure: 'timeout' });
  });
`;
