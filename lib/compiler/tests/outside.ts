import type { Plan } from '../plan.ts';
import { code } from '../text/code.ts';
import { print } from '../text/doc.ts';
import { imports } from '../text/imports.ts';
import { member } from '../text/quote.ts';
import { askingText } from './asking.ts';

/**
 * test/outside.test.ts: how other systems are asked, by a system of the test's own: what is written down, who waits for how long,
 * and what stands in for an answer; null where nobody else is asked.
 */
export function outsideTests(plan: Plan): string | null {
  const planned = plan.integrations.find(({ operations }) => operations.length > 0);
  const [operation] = planned?.operations ?? [];
  if (!plan.outside || planned === undefined || operation === undefined) return null;
  const sample = member(planned.variable, operation.name);
  return code`
    ${imports([
      ['node:assert/strict', 'default assert'],
      ['node:test', 'test', 'type TestContext'],
      [`../src/integrations/${planned.file}.ts`, planned.variable],
      ['../src/platform/failures.ts', 'CallFailed', 'type Failure'],
      ['../src/platform/metrics.ts', 'Metrics'],
      [
        '../src/platform/outside.ts',
        'type Asking',
        'type Called',
        'type CallOptions',
        'type Message',
        'type OutsideOperation',
        'type Policy',
      ],
      ['./fixture.ts', 'newOutside'],
    ])}

    const NOW = 1_000_000;

    /** Somebody who asks, at an instant that does not move, with so many milliseconds left; waits are as long as they may be. */
    function asking(t: TestContext, leftMs: number): Asking {
      t.mock.timers.enable({ apis: ['Date'], now: NOW });
      t.mock.method(Math, 'random', () => 1);
      ${print(['return ', askingText(plan, 'step', 'request:step', 'NOW + leftMs'), ';'], 2)}
    }

    const policy: Policy = { timeoutMs: 5000, retry: null, breaker: null };

    /** What is asked here: an operation whose messages and answers are of the test. */
    const operation: OutsideOperation<object, unknown> = {
      ...${sample},
      system: { ...${sample}.system, name: 'other' },
      name: 'ask',
      effect: 'read',
      takes: null,
      gives: null,
      policy,
      message: () => ({ method: 'GET', path: '/', body: null }),
      read: (body) => body,
    };

    interface Told {
      message: Message;
      timeoutMs: number;
    }

    type Said = Failure | Error | { body: unknown };

    /** A system that answers so, one after the other, and the last again and again. */
    function answering(...answers: readonly Said[]) {
      const heard: Told[] = [];
      const metrics = new Metrics();
      const send = async (_system: object, message: Message, timeoutMs: number): Promise<unknown> => {
        const answer = answers[Math.min(heard.length, answers.length - 1)] ?? 'unavailable';
        heard.push({ message, timeoutMs });
        if (typeof answer === 'string') throw new CallFailed(answer);
        if (answer instanceof Error) throw answer;
        return answer.body;
      };
      const outside = newOutside({ send }, metrics);
      const ask = (given: Asking, options: CallOptions<unknown> = {}, asked = operation): Promise<Called> =>
        outside.call(asked, { id: 1 }, given, options);
      return { ask, heard, metrics };
    }

    /** A record without how long it took. */
    function timeless({ record }: Called): object {
      const { ms, ...more } = record as { ms: number };
      assert.ok(ms >= 0 && ms < 60_000);
      return more;
    }

    test('what was asked is written down and counted, and what came of it', async (t) => {
      const { ask, metrics } = answering({ body: { a: 1 } }, 'rejected');
      const given = asking(t, 10_000);
      const told = { step: 'step', system: 'other', operation: 'ask', request: null, attempts: 1 };
      const good = await ask(given);
      assert.deepEqual(
        [good.outcome, timeless(good)],
        [{ value: { a: 1 } }, { ...told, outcome: 'success', answer: null }],
      );
      const bad = await ask(given);
      assert.deepEqual([bad.outcome, timeless(bad)], [{ failure: 'rejected' }, { ...told, outcome: 'rejected' }]);
      for (const outcome of ['success', 'rejected'])
        assert.ok(
          metrics.text().includes(\`\noutside_calls_total{system="other",operation="ask",outcome="\${outcome}"} 1\n\`),
        );
    });

    test('what stands in for an answer is said beside it; an answer says that nothing does', async (t) => {
      const { ask } = answering({ body: { a: 1 } }, 'unavailable');
      const given = asking(t, 10_000);
      const fallback = { value: { a: 2 }, note: null };
      assert.deepEqual((await ask(given, { fallback })).outcome, { value: { a: 1, degraded: false } });
      const silent = await ask(given, { fallback });
      assert.deepEqual(silent.outcome, { value: { a: 2, degraded: true } });
      const told = { step: 'step', system: 'other', operation: 'ask', request: null, attempts: 1, outcome: 'unavailable' };
      assert.deepEqual(timeless(silent), { ...told, degraded: 'fallback' });
      assert.deepEqual(timeless(await ask(given, { fallback: { ...fallback, note: 'it is down' } })), {
        ...told,
        degraded: 'it is down',
      });
    });

    test('an attempt takes no longer than its policy and its deadline say, and none begins after that', async (t) => {
      const { ask, heard } = answering({ body: 1 });
      const given = asking(t, 20);
      await ask(given);
      await ask({ ...given, deadline: NOW + 6000 });
      await ask({ ...given, deadline: NOW + 1 }, { policy: { ...policy, timeoutMs: 7 } });
      assert.deepEqual(
        heard.map(({ timeoutMs }) => timeoutMs),
        [20, 5000, 1],
      );
      assert.deepEqual((await ask({ ...given, deadline: NOW })).outcome, { failure: 'timeout' });
      assert.equal(heard.length, 3);
    });

    test('what writes carries the key of its step, and nothing else does', async (t) => {
      const { ask, heard } = answering({ body: 1 });
      const given = asking(t, 10_000);
      const headers = { 'x-own': 'yes' };
      const message = (): Message => ({ method: 'POST', path: '/', body: null, headers });
      await ask(given, {}, { ...operation, effect: 'write' });
      await ask(given, {}, { ...operation, effect: 'write', message });
      await ask(given, {}, { ...operation, message });
      await ask(given);
      const sent = heard.map((one) => one.message.headers);
      const key = { 'idempotency-key': 'request:step' };
      assert.deepEqual(sent, [key, { ...key, ...headers }, headers, undefined]);
    });

    test('a mistake of the service itself is no failure of the other system', async (t) => {
      const { ask } = answering(new TypeError('ours'));
      await assert.rejects(ask(asking(t, 10_000)), { message: 'ours' });
    });

    test('waits double from attempt to attempt, or stay as they are, and nobody waits for what comes too late', async (t) => {
      const given = asking(t, 0);
      const attempts = async (backoff: 'exponential' | 'constant', leftMs: number) => {
        const { ask, heard } = answering('unavailable');
        const retry = { limit: 4, backoff, delayMs: 2, on: ['unavailable'] } as const;
        await ask({ ...given, deadline: NOW + leftMs }, { policy: { ...policy, retry } });
        return heard.length;
      };
      assert.deepEqual([await attempts('exponential', 2), await attempts('exponential', 3)], [1, 2]);
      assert.deepEqual([await attempts('exponential', 4), await attempts('exponential', 5)], [2, 3]);
      assert.deepEqual([await attempts('constant', 2), await attempts('constant', 3)], [1, 5]);
    });

    test('no wait is longer than a minute, or shorter than the other system asks for', async (t) => {
      const given = asking(t, 20);
      const retry = { limit: 1, backoff: 'constant', delayMs: 1e9, on: ['unavailable', 'rate_limited'] } as const;
      const attempts = async (...answers: readonly Said[]) => {
        const { ask, heard } = answering(...answers);
        await ask(given, { policy: { ...policy, retry } });
        return heard.length;
      };
      t.mock.method(Math, 'random', () => 0.000_05);
      assert.equal(await attempts('unavailable'), 2);
      t.mock.method(Math, 'random', () => 0);
      assert.equal(await attempts(new CallFailed('rate_limited', 19)), 2);
      assert.equal(await attempts(new CallFailed('rate_limited', 20)), 1);
    });
  `;
}
